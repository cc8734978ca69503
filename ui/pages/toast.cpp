// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/toast.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <chrono>

#include "ui/theme/theme.h"

using namespace std::chrono_literals;

namespace matinee {

Toast::Toast(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_text(new QLabel(this)), m_action(new QPushButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_life.setSingleShot(true);
    m_life.setInterval(8s); // time to read two sentences
    connect(&m_life, &QTimer::timeout, this, [this] {
        if (underMouse() || m_action->hasFocus())
            m_life.start();
        else
            hide();
    });
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (m_act)
            m_act();
    });
    connect(&theme, &Theme::changed, this, &Toast::restyle);
    restyle();
    hide();
}

void Toast::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    layout()->setContentsMargins(tokens.spaceL, tokens.spaceS, tokens.spaceS, tokens.spaceS);
    m_text->setFont(m_theme.font(tokens.textM));
    setMinimumHeight(m_theme.px(44));
}

void Toast::say(const QString &text, const QString &action, std::function<void()> act)
{
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_act = std::move(act);
    setAccessibleName(text);
    place();
    show();
    raise();
    m_life.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toast::settleIn(const QRect &area)
{
    m_area = area;
    place();
}

void Toast::place()
{
    const int margin = m_theme.tokens().spaceL;
    const int width = std::min(m_theme.px(560), m_area.width() - 2 * margin);
    const int height
        = std::max(minimumHeight(), layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height());
    const int aboveStatusLine = m_theme.px(44);
    setGeometry(m_area.center().x() - width / 2, m_area.bottom() - height - aboveStatusLine, width, height);
}

void Toast::paintEvent(QPaintEvent * /*event*/)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.controlBorder);
    painter.setBrush(tokens.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.radiusControl, tokens.radiusControl);
}

} // namespace matinee
