// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QSize>

class QImage;

namespace matinee {

/// How a poster is wanted.
struct PosterShape {
    QSize devicePixels;
    qreal devicePixelRatio = 1;
    QColor behind;     ///< baked into the corners, which makes blitting cheap; invalid: transparent
    double radius = 0; ///< of the corners, logical px
};

/// Rounds the corners of a poster of that shape, drawn or decoded, and gives it its device pixel ratio. The image needs
/// an alpha channel where `behind` is invalid. Any thread.
void finishPoster(QImage &image, const PosterShape &shape);

} // namespace matinee
