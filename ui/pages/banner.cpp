// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/banner.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace matinee {

Banner::Banner(Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_action(new QPushButton(this)),
      m_dismiss(new QPushButton(u"\u00d7"_s, this))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_dismiss);
    m_dismiss->hide();
    m_dismiss->setAccessibleName(tr("Dismiss"));
    m_dismiss->setToolTip(tr("Dismiss"));
    m_icon->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    for (QPushButton *button : {m_action, m_dismiss}) {
        button->setFlat(true);
        button->setCursor(Qt::PointingHandCursor);
    }
    connect(m_dismiss, &QPushButton::clicked, this, &Banner::dismissed);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionRequested);
    connect(&theme, &Theme::changed, this, &Banner::restyle);
    restyle();
    hide();
}

void Banner::setIconName(const QString &name)
{
    m_iconName = name;
    restyle();
}

void Banner::setDismissable()
{
    m_dismiss->show();
}

void Banner::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    // The tiles below stand as far from the page's edges.
    layout()->setContentsMargins(tokens.spaceXl + tokens.spaceL, tokens.spaceXs, tokens.spaceXl + tokens.spaceS, tokens.spaceXs);
    layout()->setSpacing(tokens.spaceS);
    m_icon->setPixmap(m_theme.icon(m_iconName).pixmap(m_theme.px(14), m_theme.px(14)));
    m_text->setFont(m_theme.font(tokens.textS));
    m_action->setFont(m_theme.font(tokens.textS, QFont::DemiBold));
    QPalette words = m_text->palette();
    words.setColor(QPalette::WindowText, tokens.secondary);
    m_text->setPalette(words);
    QPalette action = m_action->palette();
    action.setColor(QPalette::ButtonText, tokens.accentText);
    m_action->setPalette(action);
    m_dismiss->setFixedWidth(m_theme.px(32));
    setMinimumHeight(m_theme.px(44));
}

void Banner::say(const QString &text, const QString &action)
{
    const bool isNews = !text.isEmpty() && text != m_text->text();
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    if (isNews) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void Banner::paintEvent(QPaintEvent * /*event*/)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.controlBorder);
    painter.setBrush(tokens.surface);
    const QRectF box = QRectF(rect()).adjusted(tokens.spaceXl + 0.5, 0.5, -tokens.spaceXl - 0.5, -tokens.spaceXs - 0.5);
    painter.drawRoundedRect(box, tokens.radiusControl, tokens.radiusControl);
}

} // namespace matinee
