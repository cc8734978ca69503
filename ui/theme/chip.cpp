// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/chip.h"

#include <QMenu>
#include <QPainter>
#include <QTextOption>

#include "ui/theme/controlpainting_p.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

constexpr double kTriangle = 7; // width of the menu triangle, logical px

} // namespace

Chip::Chip(const Theme &theme, const QString &text, QWidget *parent) : QPushButton(text, parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &Chip::applyTheme);
    applyTheme();
}

void Chip::applyTheme()
{
    setFont(m_theme.font(m_theme.tokens().textS));
    updateGeometry();
    update();
}

void Chip::setActive(bool active)
{
    m_active = active;
    update();
}

QSize Chip::sizeHint() const
{
    const Tokens &tokens = m_theme.tokens();
    const int triangle = menu() ? m_theme.px(kTriangle) + tokens.spaceXs : 0;
    return {fontMetrics().horizontalAdvance(text()) + triangle + 2 * (tokens.spaceM + 1), m_theme.px(27)};
}

void Chip::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    const bool hovered = isEnabled() && underMouse();
    const QColor fill = isDown() || hovered ? tokens.raised : QColor();
    paintRounded(painter, rect(), height(), fill, isActive() ? tokens.accent : tokens.controlBorder);
    if (hasFocus())
        paintFocusRing(painter, rect(), height(), tokens.accent, tokens.ringWidth);

    const QColor ink = !isEnabled() ? tokens.tertiary : isActive() ? tokens.accentText : tokens.secondary;
    painter.setPen(ink);
    const double triangle = menu() ? m_theme.px(kTriangle) : 0;
    const int pad = tokens.spaceM + 1;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const Qt::Alignment side = mirrored ? Qt::AlignRight : Qt::AlignLeft;
    painter.drawText(QRectF(rect().adjusted(pad, 0, -pad, 0)), text(), QTextOption(side | Qt::AlignVCenter));
    if (!menu())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    const double left = mirrored ? pad : width() - pad - triangle;
    const double top = height() / 2.0 - triangle * 0.3;
    painter.drawPolygon(QPolygonF({{left, top}, {left + triangle, top}, {left + triangle / 2, top + triangle * 0.8}}));
}

} // namespace matinee
