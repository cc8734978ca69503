// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>

namespace matinee::test {

/// A picture made of a key: always the same bytes for the same key and size, another color for another key.
/// JPEG, or PNG where `format` says so.
[[nodiscard]] QByteArray paintedPicture(QByteArrayView key, QSize size, const char *format = "JPG");

/// The size of a picture under a TMDB size name ("w342", "h632", "original") for a shape given as width:height;
/// empty for any other name.
[[nodiscard]] QSize tmdbPictureSize(const QByteArray &sizeName, QSize shape);

/// The name TMDB would give the picture of a kind ('p' poster, 'b' backdrop, 'f' face) of a title: "/p<24 letters>.jpg".
[[nodiscard]] QByteArray picturePath(char kind, qint64 number);

} // namespace matinee::test
