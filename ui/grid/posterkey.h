// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>
#include <QSize>

#include "models/catalog/title.h"
#include "ui/grid/postershape.h"

namespace matinee {

/// One poster at one size on one background: what is drawn, decoded and kept once.
struct PosterKey {
    TitleId id;
    QSize devicePixels;
    qreal devicePixelRatio = 1;
    QRgb behind = 0;
    size_t content = 0; ///< a corrected title is another drawn poster, a new path another picture
    bool isPicture = false;

    [[nodiscard]] static PosterKey ofDrawn(const Title &title, const PosterShape &shape)
    {
        return {title.id, shape.devicePixels, shape.devicePixelRatio, rgb(shape),
            qHashMulti(0, title.title, title.year.value_or(0)), false};
    }
    [[nodiscard]] static PosterKey ofPicture(const Title &title, const PosterShape &shape)
    {
        return {title.id, shape.devicePixels, shape.devicePixelRatio, rgb(shape), qHash(title.poster), true};
    }
    [[nodiscard]] static QRgb rgb(const PosterShape &shape) { return shape.behind.isValid() ? shape.behind.rgb() : 0; }

    /// Whether one stands exactly where the other does: the drawn poster and the picture of one tile.
    [[nodiscard]] bool isSameTile(const PosterKey &other) const
    {
        return id == other.id && devicePixels == other.devicePixels && behind == other.behind;
    }
    bool operator==(const PosterKey &) const = default;
    friend size_t qHash(const PosterKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.id, key.devicePixels.width(), key.behind, key.content);
    }
};

} // namespace matinee
