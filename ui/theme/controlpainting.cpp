// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/controlpainting_p.h"

#include <QPainter>
#include <QPen>

#include <algorithm>

namespace matinee {

void paintRounded(
    QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &border, double borderWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border.isValid() ? QPen(border, borderWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double inset = border.isValid() ? borderWidth / 2 : 0;
    const QRectF inner = rect.adjusted(inset, inset, -inset, -inset);
    const double fitting = std::min({radius, inner.width() / 2, inner.height() / 2});
    painter.drawRoundedRect(inner, fitting, fitting);
    painter.restore();
}

void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const QColor &color, double width)
{
    paintRounded(painter, rect, radius, QColor(), color, width);
}

} // namespace matinee
