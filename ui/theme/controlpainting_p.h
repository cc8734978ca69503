// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QColor;
class QPainter;

namespace matinee {

/// A rounded rectangle whose border lies wholly inside `rect`. Pass an invalid colour to leave out fill or border.
void paintRounded(
    QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &border, double borderWidth = 1);

/// The ring that says "keys go here", inside `rect`.
void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const QColor &color, double width);

} // namespace matinee
