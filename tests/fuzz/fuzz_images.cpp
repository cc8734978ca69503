// SPDX-License-Identifier: GPL-3.0-or-later
// What the bytes of a picture say before anything is decoded.
#include "models/sources/profile/imagecheck.h"
#include "tests/fuzz/fuzz.h"

using namespace matinee;
using matinee::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto facts = checkImage(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!facts)
        return 0;
    must(facts->width > 0 && facts->height > 0, "a picture has an area");
    must(facts->width <= kMostPictureSide && facts->height <= kMostPictureSide, "no side is too long");
    must(qint64(facts->width) * facts->height <= kMostPicturePixels, "no picture has too many pixels");
    return 0;
}
