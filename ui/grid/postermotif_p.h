// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QSizeF>

class QPainter;

namespace matinee {

/// The colours of one drawn poster.
struct PosterPalette {
    QColor top;
    QColor middle;
    QColor bottom;
    QColor shape; ///< hills, houses
    QColor glow;  ///< circles, rings
    QColor ink;   ///< the letters
};

/// Splitmix64: the same numbers everywhere, which no distribution of the standard library promises.
class PosterRandom
{
public:
    explicit PosterRandom(quint64 seed) : m_state(seed) { }
    [[nodiscard]] quint64 next();
    /// from <= x < to
    [[nodiscard]] double between(double from, double to);

private:
    quint64 m_state;
};

constexpr int kMotifCount = 6;

/// Paints motif 0..kMotifCount-1 over the whole of `size`, device pixels.
void paintMotif(QPainter &painter, QSizeF size, int motif, const PosterPalette &palette, PosterRandom &random);

} // namespace matinee
