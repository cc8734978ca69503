// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QString>

#include <optional>

#include "models/catalog/titleid.h"

namespace matinee {

/// What a drawn poster is made from.
struct PosterSpec {
    TitleId id;
    QString title;
    std::optional<int> year;
    QString family;    ///< of the letters
    QColor behind;     ///< baked into the corners, which makes blitting cheap; invalid: the corners are transparent
    double radius = 0; ///< of the corners, logical pixels
};

/// Draws a poster: one of 8 palettes, a gradient, a motif, the title large and never clipped, the year below.
/// The same id looks the same in every run and on every platform. Thread-safe; about a millisecond at 180 x 270.
[[nodiscard]] QImage drawPoster(const PosterSpec &spec, QSize devicePixels, qreal devicePixelRatio);

/// The colour a poster has at half height, for the moments before it is drawn. Any thread.
[[nodiscard]] QColor posterTone(const TitleId &id);

/// FNV-1a of the id's parts: stable across runs and platforms, unlike qHash. Any thread.
[[nodiscard]] quint64 posterSeed(const TitleId &id);

} // namespace matinee
