// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>

#include "models/catalog/error.h"
#include "ui/grid/postershape.h"

namespace matinee {

/// A JPEG, PNG or WebP (where Qt has its plugin) as an image of exactly `devicePixels`: scaled until it covers them, what
/// hangs over cut off evenly on both sides. Format_RGB32, or ARGB32_Premultiplied where the picture has an alpha channel.
/// Malformed for what is no such picture or ends too early, TooLarge beyond 8192 px a side or 24 Mpx: pictures come from
/// strangers. Any thread; about a millisecond for a JPEG of 500 x 750.
[[nodiscard]] Result<QImage> decodeCovering(const QByteArray &bytes, QSize devicePixels);

/// The same as a poster: corners rounded as those of drawn posters are, on the color behind them where there is one.
[[nodiscard]] Result<QImage> decodePoster(const QByteArray &bytes, const PosterShape &shape);

} // namespace matinee
