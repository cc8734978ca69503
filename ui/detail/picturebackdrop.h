// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QRect>

#include "models/catalog/error.h"

namespace matinee {

struct Tokens;

/// What a backdrop is painted behind. Logical pixels, left to right.
struct BackdropFrame {
    QSize size;
    qreal devicePixelRatio = 1;
    QRect words; ///< title, facts and sentence
    bool rightToLeft = false;
    bool operator==(const BackdropFrame &) const = default;
};

/// The part of the frame a picture fills: the trailing side, never much wider than pictures are.
[[nodiscard]] QRect backdropPictureRect(const BackdropFrame &frame);

/// The source's picture behind a title's page, on the canvas: it fades towards the leading side and the foot, and is veiled
/// behind the words until they keep their contrast (4.5:1) whatever it shows. Fails as decodeCovering() does. Any thread;
/// some 15 ms at 1200 x 420.
[[nodiscard]] Result<QImage> pictureBackdrop(const QByteArray &bytes, const BackdropFrame &frame, const Tokens &tokens);

} // namespace matinee
