// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/feedheader.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSlider>
#include <QVBoxLayout>

#include "ui/theme/chip.h"
#include "ui/theme/flowlayout.h"
#include "ui/theme/iconbutton.h"
#include "ui/theme/segmentedcontrol.h"
#include "ui/preferences/preferences.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// Menus show `&` as a mnemonic; a genre called "Rock & roll" is not one.
QString menuText(const QString &text)
{
    return QString(text).replace(u'&', u"&&"_s);
}

QString choiceText(const FeedChoice &choice)
{
    return choice.count < 0 ? menuText(choice.label) : u"%1\t%2"_s.arg(menuText(choice.label), QLocale().toString(choice.count));
}

} // namespace

FeedHeader::FeedHeader(Theme &theme, Preferences &preferences, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_sidebarButton(new IconButton(theme, u"menu"_s, tr("Show the sidebar"), IconButton::Look::Filled, this)),
      m_back(new IconButton(theme, u"chevron-left"_s, tr("Back"), IconButton::Look::Filled, this)),
      m_forward(new IconButton(theme, u"chevron-right"_s, tr("Forward"), IconButton::Look::Filled, this)),
      m_heading(plainLabel(this)),
      m_count(plainLabel(this)),
      m_size(new QSlider(Qt::Horizontal)),
      m_controls(new QWidget(this)),
      m_flow(new FlowLayout(theme.tokens().spaceS + 2, theme.tokens().spaceXs, 0, m_controls)),
      m_top(new QHBoxLayout),
      m_column(new QVBoxLayout(this))
{
    m_size->setRange(Preferences::kLeastTileWidth, Preferences::kMostTileWidth);
    m_size->setValue(preferences.tileWidth());
    m_size->setAccessibleName(tr("Poster size"));
    m_size->setToolTip(tr("Poster size"));
    m_flow->addWidget(m_size);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_sidebarButton, m_back, m_forward, m_heading, m_count})
        m_top->addWidget(widget);
    m_top->addStretch(1);
    m_top->addWidget(m_controls, 0, Qt::AlignVCenter);
    m_column->addLayout(m_top);
    connect(m_size, &QSlider::valueChanged, &preferences, &Preferences::setTileWidth);
    connect(&preferences, &Preferences::tileWidthChanged, m_size, &QSlider::setValue);
    connect(m_back, &QAbstractButton::clicked, this, &FeedHeader::backRequested);
    connect(m_forward, &QAbstractButton::clicked, this, &FeedHeader::forwardRequested);
    connect(m_sidebarButton, &QAbstractButton::clicked, this, &FeedHeader::sidebarRequested);
    connect(&theme, &Theme::changed, this, &FeedHeader::restyle);
    m_sidebarButton->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    restyle();
}

void FeedHeader::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    m_column->setContentsMargins(tokens.spaceXl, tokens.spaceM, tokens.spaceXl, tokens.spaceM);
    m_column->setSpacing(tokens.spaceS);
    m_top->setSpacing(tokens.spaceS);
    m_size->setFixedSize(m_theme.px(92), m_theme.px(27)); // as high as the chips beside it
    m_heading->setFont(m_theme.font(tokens.textXl, QFont::Bold));
    m_count->setFont(m_theme.font(tokens.textS));
    QPalette palette = m_count->palette();
    palette.setColor(QPalette::WindowText, tokens.secondary);
    m_count->setPalette(palette);
    arrange();
}

void FeedHeader::setFeed(const FeedDescriptor &feed, const FeedKey &key)
{
    m_key = key;
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        if (item->widget() != m_size && item->widget() != m_extra) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const FeedParameter &parameter : feed.parameters) {
        switch (parameter.kind) {
        case FeedParameter::Kind::Variant: addVariant(parameter); break;
        case FeedParameter::Kind::Filter: addFilter(parameter); break;
        case FeedParameter::Kind::Sort: addSort(parameter); break;
        }
    }
    if (m_extra)
        m_flow->addWidget(m_extra);
    m_flow->addWidget(m_size);
    orderTabs();
    setHeading(feed.title);
    arrange();
}

void FeedHeader::setExtra(QWidget *control)
{
    control->setParent(m_controls);
    m_extra = control;
}

/// The controls are made anew for each feed: without this Tab would reach them last in the window.
void FeedHeader::orderTabs()
{
    QWidget *before = m_forward;
    for (int i = 0; i < m_flow->count(); ++i) {
        QWidget *control = m_flow->itemAt(i)->widget();
        const bool isGroup = control->focusPolicy() == Qt::NoFocus;
        for (QWidget *stop : isGroup ? control->findChildren<QWidget *>() : QList<QWidget *>{control}) {
            setTabOrder(before, stop);
            before = stop;
        }
    }
}

void FeedHeader::addVariant(const FeedParameter &parameter)
{
    const QString current = m_key.hasParameter(parameter.name) ? m_key.parameter(parameter.name) : parameter.defaultValue;
    QStringList labels;
    int currentIndex = 0;
    for (size_t i = 0; i < parameter.choices.size(); ++i) {
        labels += parameter.choices[i].label;
        if (parameter.choices[i].value == current)
            currentIndex = int(i);
    }
    auto *segments = new SegmentedControl(m_theme, labels, m_controls);
    segments->setAccessibleName(parameter.label);
    segments->setCurrentIndex(currentIndex);
    connect(segments, &SegmentedControl::chosen, this, [this, parameter](int index) {
        const QString value = parameter.choices[size_t(index)].value;
        choose(m_key.with(parameter.name, value == parameter.defaultValue ? QString() : value));
    });
    addControl(segments);
}

void FeedHeader::addFilter(const FeedParameter &parameter)
{
    auto *chip = new Chip(m_theme, parameter.label, m_controls);
    auto *menu = new QMenu(chip);
    auto *group = new QActionGroup(menu);
    const QString current = m_key.parameter(parameter.name);
    const auto add = [&](const QString &text, const QString &value) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(value == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name = parameter.name, value] { choose(m_key.with(name, value)); });
    };
    add(tr("All"), QString());
    menu->addSeparator();
    for (const FeedChoice &choice : parameter.choices) {
        add(choiceText(choice), choice.value);
        if (choice.value == current)
            chip->setText(choice.label);
    }
    chip->setActive(!current.isEmpty());
    chip->setAccessibleName(current.isEmpty() ? parameter.label : tr("%1: %2").arg(parameter.label, chip->text()));
    chip->setMenu(menu);
    addControl(chip);
}

void FeedHeader::addSort(const FeedParameter &parameter)
{
    auto *chip = new Chip(m_theme, parameter.label, m_controls);
    auto *menu = new QMenu(chip);
    auto *fields = new QActionGroup(menu);
    const QString current = m_key.hasParameter(parameter.name) ? m_key.parameter(parameter.name) : parameter.defaultValue;
    QString field;
    const bool descending = m_key.hasParameter(u"order") ? m_key.parameter(u"order") == "desc"_L1 : parameter.isDescending;
    for (const FeedChoice &choice : parameter.choices) {
        QAction *action = menu->addAction(menuText(choice.label));
        action->setCheckable(true);
        action->setChecked(choice.value == current);
        fields->addAction(action);
        const QString value = choice.value == parameter.defaultValue ? QString() : choice.value;
        connect(action, &QAction::triggered, this, [this, name = parameter.name, value] { choose(m_key.with(name, value)); });
        if (choice.value == current)
            field = choice.label;
    }
    chip->setText(tr("%1: %2").arg(parameter.label, field) + (descending ? u" \u2193"_s : u" \u2191"_s));
    menu->addSeparator();
    auto *orders = new QActionGroup(menu);
    for (const bool down : {false, true}) {
        QAction *action = menu->addAction(down ? tr("Descending") : tr("Ascending"));
        action->setCheckable(true);
        action->setChecked(down == descending);
        orders->addAction(action);
        const QString value = down == parameter.isDescending ? QString() : down ? u"desc"_s : u"asc"_s;
        connect(action, &QAction::triggered, this, [this, value] { choose(m_key.with(u"order"_s, value)); });
    }
    chip->setAccessibleName(tr("%1: %2, %3").arg(parameter.label, field, descending ? tr("Descending") : tr("Ascending")));
    chip->setMenu(menu);
    addControl(chip);
}

void FeedHeader::addControl(QWidget *control)
{
    m_flow->addWidget(control);
    control->show(); // now, not in the next turn: its room counts when the line is arranged
}

void FeedHeader::choose(const FeedKey &key)
{
    if (key != m_key)
        Q_EMIT keyChosen(key);
}

void FeedHeader::setHeading(const QString &text)
{
    m_fullHeading = text;
    arrange();
}

void FeedHeader::setCountText(const QString &text)
{
    m_count->setText(text);
    arrange();
}

void FeedHeader::setNavigation(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void FeedHeader::setSidebarButtonVisible(bool visible)
{
    m_sidebarButton->setVisible(visible);
    arrange();
}

void FeedHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void FeedHeader::arrange()
{
    const Tokens &tokens = m_theme.tokens();
    const int buttons = (m_sidebarButton->isHidden() ? 2 : 3) * (m_back->sizeHint().width() + tokens.spaceS);
    const int room = width() - 2 * tokens.spaceXl - buttons - m_count->sizeHint().width() - 2 * tokens.spaceS;
    const int heading = m_heading->fontMetrics().horizontalAdvance(m_fullHeading);
    const bool wide = room >= heading + tokens.spaceXl + m_controls->sizeHint().width();
    m_heading->setText(
        wide ? m_fullHeading : m_heading->fontMetrics().elidedText(m_fullHeading, Qt::ElideRight, std::max(0, room)));
    m_heading->setToolTip(m_heading->text() == m_fullHeading ? QString() : u"<p>%1</p>"_s.arg(m_fullHeading.toHtmlEscaped()));
    m_heading->setAccessibleName(m_fullHeading);
    if (const bool hasRoom = width() >= m_theme.px(560); hasRoom == m_size->isHidden()) { // below: two columns at most
        m_size->setVisible(hasRoom);
        m_flow->invalidate();
        m_controls->updateGeometry(); // its hint was made without the slider
    }
    // The line's layout remembers hints from before the controls were polished; short of a pixel the last one wraps.
    m_controls->setMinimumWidth(wide ? m_flow->sizeHint().width() : 0);
    if (wide == m_wide)
        return;
    m_wide = wide;
    if (wide) {
        m_column->removeWidget(m_controls);
        m_top->addWidget(m_controls, 0, Qt::AlignVCenter);
    } else {
        m_top->removeWidget(m_controls);
        m_column->addWidget(m_controls);
    }
}

} // namespace matinee
