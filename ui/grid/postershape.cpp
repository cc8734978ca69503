// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/postershape.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace matinee {
namespace {

/// What a rounded rectangle leaves of its corners: four small paths, much cheaper to fill than what lies between them.
QPainterPath cornersOutside(QSizeF size, double radius)
{
    const double r = std::min({radius, size.width() / 2, size.height() / 2});
    const double right = size.width();
    const double bottom = size.height();
    QPainterPath path;
    const auto corner = [&](QPointF tip, QPointF edge, QRectF circle, double angle) {
        path.moveTo(tip);
        path.lineTo(edge);
        path.arcTo(circle, angle, 90);
        path.closeSubpath();
    };
    corner({0, 0}, {r, 0}, {0, 0, 2 * r, 2 * r}, 90);
    corner({0, bottom}, {0, bottom - r}, {0, bottom - 2 * r, 2 * r, 2 * r}, 180);
    corner({right, bottom}, {right - r, bottom}, {right - 2 * r, bottom - 2 * r, 2 * r, 2 * r}, 270);
    corner({right, 0}, {right, r}, {right - 2 * r, 0, 2 * r, 2 * r}, 0);
    return path;
}

} // namespace

void finishPoster(QImage &image, const PosterShape &shape)
{
    if (shape.radius > 0 && !image.isNull()) {
        image.setDevicePixelRatio(1);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        if (!shape.behind.isValid())
            painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
        painter.fillPath(cornersOutside(image.size(), shape.radius * shape.devicePixelRatio),
            shape.behind.isValid() ? shape.behind : QColor(Qt::black));
    }
    image.setDevicePixelRatio(shape.devicePixelRatio);
}

} // namespace matinee
