// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/brandmark.h"

#include <QPainter>

namespace matinee {

BrandMark::BrandMark(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void BrandMark::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().accent);
    const double side = m_theme.px(14);
    // The flat side stands at x = 2; the disc's other half lies outside the pie.
    painter.drawPie(QRectF(2 - side / 2, (height() - side) / 2, side, side), -90 * 16, 180 * 16);
}

} // namespace matinee
