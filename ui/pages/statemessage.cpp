// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/statemessage.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace matinee {

StateMessage::StateMessage(Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_icon(new QLabel(this)),
      m_headline(new QLabel(this)),
      m_detail(new QLabel(this)),
      m_action(new QPushButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    for (QLabel *label : {m_icon, m_headline, m_detail}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label != m_icon);
        column->addWidget(label);
    }
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addSpacing(theme.tokens().spaceS);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &StateMessage::actionRequested);
    connect(&theme, &Theme::changed, this, &StateMessage::restyle);
}

void StateMessage::show(const QString &icon, const QString &headline, const QString &detail, const QString &action)
{
    m_iconName = icon;
    m_headline->setText(headline);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(headline);
    setAccessibleDescription(detail);
    restyle();
    QWidget::show();
}

void StateMessage::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    layout()->setContentsMargins(tokens.spaceXl, tokens.spaceXl, tokens.spaceXl, tokens.spaceXl);
    layout()->setSpacing(tokens.spaceS);
    if (!m_iconName.isEmpty()) {
        const int side = m_theme.px(36);
        m_icon->setPixmap(m_theme.icon(m_iconName, tokens.tertiary).pixmap(QSize(side, side), devicePixelRatioF()));
    }
    m_headline->setFont(m_theme.font(tokens.textL, QFont::DemiBold));
    m_detail->setFont(m_theme.font(tokens.textM));
    QPalette palette = m_detail->palette();
    palette.setColor(QPalette::WindowText, tokens.secondary);
    m_detail->setPalette(palette);
}

} // namespace matinee
