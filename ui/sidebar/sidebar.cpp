// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/sidebar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/iconbutton.h"
#include "ui/sidebar/brandmark.h"
#include "ui/sidebar/navitem.h"
#include "ui/sidebar/searchfield.h"
#include "ui/sidebar/sourcebutton.h"

using namespace Qt::StringLiterals;

namespace matinee {

Sidebar::Sidebar(Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_search(new SearchField(theme, this)),
      m_menuButton(new IconButton(theme, u"menu"_s, tr("Menu"), IconButton::Look::Bare, this)),
      m_sourceButton(new SourceButton(theme, this)),
      m_feeds(new QVBoxLayout),
      m_storage(new NavItem(theme, u"storage"_s, tr("Storage"), this)),
      m_brand(new QLabel(u"Matinee"_s, this))
{
    m_brand->setTextFormat(Qt::PlainText);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(m_theme.px(8), 0, 0, 0);
    top->setSpacing(m_theme.px(4));
    top->addWidget(new BrandMark(theme, this));
    top->addWidget(m_brand, 1);
    top->addWidget(m_menuButton);
    m_feeds->setContentsMargins(0, 0, 0, 0);
    m_feeds->setSpacing(m_theme.px(3));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(m_theme.px(12), m_theme.px(12), m_theme.px(12), m_theme.px(10));
    column->setSpacing(m_theme.px(8));
    column->addLayout(top);
    column->addWidget(m_search);
    column->addLayout(m_feeds);
    column->addWidget(m_storage);
    column->addStretch(1);
    column->addWidget(m_sourceButton);
    m_search->setEnabled(false); // until there is a source to search in
    m_storage->setObjectName(u"storage"_s);
    connect(m_storage, &QAbstractButton::clicked, this, [this] {
        m_storage->setChecked(true);
        Q_EMIT storageChosen();
    });
    orderTabs();
    connect(&theme, &Theme::changed, this, &Sidebar::restyle);
    restyle();
}

void Sidebar::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    m_brand->setFont(m_theme.font(tokens.textL, QFont::Bold));
    m_search->setFixedHeight(m_theme.px(34));
    for (QLabel *heading : m_headings) {
        heading->setFont(m_theme.font(tokens.textXs, QFont::Medium));
        QPalette palette = heading->palette();
        palette.setColor(QPalette::WindowText, tokens.tertiary);
        heading->setPalette(palette);
    }
    update();
}

QLabel *Sidebar::makeHeading(const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(m_theme.px(10), m_theme.px(12), 0, m_theme.px(6));
    m_headings.push_back(label);
    return label;
}

void Sidebar::addSection(const QString &heading, const SourceDescriptor &source, FeedDescriptor::Section section)
{
    bool first = true;
    for (const FeedDescriptor &feed : source.feeds) {
        if (feed.section != section)
            continue;
        if (first)
            m_feeds->addWidget(makeHeading(heading));
        first = false;
        auto *item = new NavItem(m_theme, feed.icon, feed.title, this);
        connect(item, &QAbstractButton::clicked, this, [this, item, id = feed.id] {
            item->setChecked(true); // a click on the current one does not uncheck it
            Q_EMIT feedChosen(id);
        });
        if (section == FeedDescriptor::Section::Yours) {
            item->setContextMenuPolicy(Qt::CustomContextMenu);
            connect(item, &QWidget::customContextMenuRequested, this,
                [this, item, id = feed.id](const QPoint &at) { Q_EMIT feedMenuRequested(id, item->mapToGlobal(at)); });
        }
        m_feeds->addWidget(item);
        m_entries.push_back({feed.id, item});
    }
}

/// The feeds are made after everything else in the window: without this Tab would reach them last.
void Sidebar::orderTabs()
{
    setTabOrder(m_menuButton, m_search);
    QWidget *before = m_search;
    for (const Entry &entry : m_entries) {
        setTabOrder(before, entry.item);
        before = entry.item;
    }
    setTabOrder(before, m_storage);
    setTabOrder(m_storage, m_sourceButton);
}

void Sidebar::setSource(const SourceDescriptor &source)
{
    for (const Entry &entry : m_entries)
        entry.item->deleteLater();
    for (QLabel *heading : m_headings)
        heading->deleteLater();
    m_entries.clear();
    m_headings.clear();
    addSection(tr("BROWSE"), source, FeedDescriptor::Section::Browse);
    addSection(tr("YOURS"), source, FeedDescriptor::Section::Yours);
    m_storage->raise(); // the last of the children, as it is the last to the eye
    orderTabs();
    m_search->setEnabled(source.feed(u"search") != nullptr);
    m_sourceButton->setText(source.name);
    m_sourceButton->setAccessibleName(tr("Source: %1").arg(source.name));
    m_sourceButton->update();
    restyle();
}

void Sidebar::setCurrentFeed(const QString &feedId)
{
    for (const Entry &entry : m_entries)
        entry.item->setChecked(entry.feedId == feedId);
    m_storage->setChecked(false);
}

void Sidebar::setStorageCurrent()
{
    setCurrentFeed({});
    m_storage->setChecked(true);
}

void Sidebar::setFeedCount(const QString &feedId, int count)
{
    for (const Entry &entry : m_entries) {
        if (entry.feedId == feedId)
            entry.item->setCount(count);
    }
}

void Sidebar::setSourceMenu(QMenu *menu)
{
    m_sourceButton->setMenu(menu);
}

void Sidebar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().surface);
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(QRect(edge, 0, 1, height()), m_theme.tokens().line);
}

} // namespace matinee
