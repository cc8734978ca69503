// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <tl/expected.hpp>

#include "models/sources/http/httprequest.h"

namespace matinee {

enum class PictureFormat { Jpeg, Png, WebP };

/// What the bytes of a picture say of it before anything is decoded.
struct PictureFacts {
    PictureFormat format = PictureFormat::Jpeg;
    int width = 0;
    int height = 0;
    bool operator==(const PictureFacts &) const = default;
};

inline constexpr int kMostPictureSide = 8192;            // px; no poster is larger, and no texture takes more
inline constexpr qint64 kMostPicturePixels = 24'000'000; // 96 MB once decoded

/// Told by its bytes, never by a header or a suffix: a JPEG, PNG or WebP that is complete and of sane size. Broken: it stops
/// before its end (a decoder would show half of it and say nothing). Wrong: anything else (Malformed), or too many pixels
/// (TooLarge). Any thread; reads headers only.
[[nodiscard]] tl::expected<PictureFacts, BodyVerdict> checkImage(QByteArrayView bytes);

} // namespace matinee
