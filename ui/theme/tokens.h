// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QPalette;

namespace matinee {

/// Every colour, distance and type size of the program, in one place. A value; lengths are logical pixels.
struct Tokens {
    bool isDark = true;

    QColor canvas;  ///< behind everything
    QColor surface; ///< sidebar, cards, skeletons
    QColor raised;  ///< buttons, hovered and selected rows
    QColor line;    ///< separators: decoration, carries no meaning
    QColor text;
    QColor secondary;
    QColor tertiary;
    QColor accent; ///< fills and rings
    QColor onAccent;
    QColor accentText; ///< accent-coloured words on canvas, surface or raised
    QColor ok;
    QColor warn;
    QColor error;
    QColor controlBorder; ///< 3:1 on canvas and surface

    // On artwork, whatever the theme: artwork is as dark or light as it is.
    QColor artScrim;  ///< the disc behind a heart
    QColor artAccent; ///< a filled heart
    QColor artText;   ///< an empty heart

    int spaceXs = 4;
    int spaceS = 8;
    int spaceM = 12;
    int spaceL = 16;
    int spaceXl = 24;
    int radiusControl = 8;
    int radiusPoster = 10;
    int controlHeight = 32;
    int ringWidth = 2;

    double textXs = 11;
    double textS = 12.5;
    double textM = 13.5;
    double textL = 15.5;
    double textXl = 20;
    double textDisplay = 38;

    [[nodiscard]] static const Tokens &dark();
    [[nodiscard]] static const Tokens &light();
    /// Under system high contrast the person's own palette rules; only sizes stay ours.
    [[nodiscard]] static Tokens fromPalette(const QPalette &palette);

    /// Lengths and type sizes times `ratio`, rounded to whole pixels where they are lengths.
    [[nodiscard]] Tokens scaled(double ratio) const;
    /// What Fusion and Qt's own dialogs paint with.
    [[nodiscard]] QPalette palette() const;

    bool operator==(const Tokens &) const = default;
};

/// WCAG 2 contrast of two opaque colours, 1..21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);
/// `over` laid on `under` with `opacity` 0..1; opaque.
[[nodiscard]] QColor blend(const QColor &under, const QColor &over, double opacity);

} // namespace matinee
