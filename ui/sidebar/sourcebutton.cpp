// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/sourcebutton.h"

#include <QMenu>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace matinee {

SourceButton::SourceButton(Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Source"));
    connect(this, &QAbstractButton::clicked, this, &SourceButton::openMenu);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

QSize SourceButton::sizeHint() const
{
    return {m_theme.px(200), m_theme.px(34)};
}

void SourceButton::openMenu()
{
    if (!m_menu)
        return;
    const QSize size = m_menu->sizeHint();
    m_menu->popup(mapToGlobal(QPoint(0, -size.height())));
}

void SourceButton::paintEvent(QPaintEvent * /*event*/)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto mirrored = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, tokens.ringWidth));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), tokens.radiusControl, tokens.radiusControl);
    }
    const int dot = m_theme.px(8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.ok);
    painter.drawEllipse(mirrored(QRect(m_theme.px(10), (height() - dot) / 2, dot, dot)));
    const int arrow = m_theme.px(12);
    const int textLeft = m_theme.px(27);
    const QRect line = mirrored(QRect(textLeft, 0, width() - textLeft - m_theme.px(34), height()));
    painter.setFont(m_theme.font(tokens.textS));
    painter.setPen(underMouse() ? tokens.text : tokens.secondary);
    painter.drawText(line, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter) | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(text(), Qt::ElideRight, line.width()));
    m_theme.icon(u"chevron-down"_s)
        .paint(&painter, mirrored(QRect(width() - m_theme.px(10) - arrow, (height() - arrow) / 2, arrow, arrow)));
}

} // namespace matinee
