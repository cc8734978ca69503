// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/imagecheck.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Checked = tl::expected<PictureFacts, BodyVerdict>;

tl::unexpected<BodyVerdict> broken()
{
    return tl::unexpected(BodyVerdict::broken(Error{ErrorKind::Malformed, u"the picture stops before its end"_s, {}}));
}

tl::unexpected<BodyVerdict> wrong(ErrorKind kind, QString detail)
{
    return tl::unexpected(BodyVerdict::wrong(Error{kind, std::move(detail), {}}));
}

int byteAt(QByteArrayView bytes, qsizetype at)
{
    return static_cast<unsigned char>(bytes[at]);
}

quint32 bigEndian(QByteArrayView bytes, qsizetype at, int count)
{
    quint32 value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | static_cast<quint32>(byteAt(bytes, at + i));
    return value;
}

quint32 littleEndian(QByteArrayView bytes, qsizetype at, int count)
{
    quint32 value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | static_cast<quint32>(byteAt(bytes, at + i));
    return value;
}

Checked sized(PictureFormat format, qint64 width, qint64 height)
{
    if (width < 1 || height < 1)
        return wrong(ErrorKind::Malformed, u"a picture without a size"_s);
    if (width > kMostPictureSide || height > kMostPictureSide || width * height > kMostPicturePixels)
        return wrong(ErrorKind::TooLarge, u"a picture of %1 x %2"_s.arg(width).arg(height));
    return PictureFacts{format, static_cast<int>(width), static_cast<int>(height)};
}

bool isFrameHeader(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// The end marker, with the zeros some servers pad with behind it.
bool endsAsJpeg(QByteArrayView bytes)
{
    while (bytes.endsWith('\0'))
        bytes.chop(1);
    return bytes.endsWith("\xFF\xD9");
}

Checked checkJpeg(QByteArrayView bytes)
{
    std::optional<Checked> size;
    qsizetype at = 2;
    // Segment by segment to the picture itself, so that the end of a thumbnail inside is not taken for the picture's.
    while (at + 4 <= bytes.size()) {
        if (byteAt(bytes, at) != 0xFF)
            return wrong(ErrorKind::Malformed, u"a JPEG with a broken header"_s);
        const int marker = byteAt(bytes, at + 1);
        if (marker == 0xFF) { // padding
            ++at;
            continue;
        }
        const qsizetype length = bigEndian(bytes, at + 2, 2);
        if (length < 2)
            return wrong(ErrorKind::Malformed, u"a JPEG with a broken header"_s);
        if (at + 2 + length > bytes.size())
            return broken();
        if (isFrameHeader(marker) && length >= 7)
            size = sized(PictureFormat::Jpeg, bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2));
        at += 2 + length;
        if (marker != 0xDA)
            continue;
        if (!size)
            return wrong(ErrorKind::Malformed, u"a JPEG without a size"_s);
        return endsAsJpeg(bytes.sliced(at)) ? *size : Checked(broken());
    }
    return broken();
}

Checked checkPng(QByteArrayView bytes)
{
    constexpr qsizetype kSignature = 8;
    constexpr qsizetype kAround = 12; // length, name and checksum of a chunk
    std::optional<Checked> size;
    qsizetype at = kSignature;
    while (at + kAround <= bytes.size()) {
        const qsizetype length = bigEndian(bytes, at, 4);
        const QByteArrayView name = bytes.sliced(at + 4, 4);
        if (at + kAround + length > bytes.size())
            return broken();
        if (at == kSignature && (name != "IHDR" || length < 13))
            return wrong(ErrorKind::Malformed, u"a PNG with a broken header"_s);
        if (at == kSignature)
            size = sized(PictureFormat::Png, bigEndian(bytes, at + 8, 4), bigEndian(bytes, at + 12, 4));
        if (name == "IEND" && size)
            return *size;
        at += kAround + length;
    }
    return broken();
}

Checked checkWebP(QByteArrayView bytes)
{
    constexpr qsizetype kFirstChunk = 12;
    const qsizetype length = littleEndian(bytes, 4, 4);
    if (bytes.size() < 30 || bytes.size() < length + 8)
        return broken();
    const QByteArrayView name = bytes.sliced(kFirstChunk, 4);
    const qsizetype data = kFirstChunk + 8;
    if (name == "VP8X")
        return sized(PictureFormat::WebP, littleEndian(bytes, data + 4, 3) + 1, littleEndian(bytes, data + 7, 3) + 1);
    if (name == "VP8L" && byteAt(bytes, data) == 0x2F) {
        const quint32 bits = littleEndian(bytes, data + 1, 4);
        return sized(PictureFormat::WebP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }
    if (name == "VP8 " && bytes.sliced(data + 3, 3) == "\x9D\x01\x2A")
        return sized(PictureFormat::WebP, littleEndian(bytes, data + 6, 2) & 0x3FFF, littleEndian(bytes, data + 8, 2) & 0x3FFF);
    return wrong(ErrorKind::Malformed, u"a WebP with a broken header"_s);
}

} // namespace

tl::expected<PictureFacts, BodyVerdict> checkImage(QByteArrayView bytes)
{
    if (bytes.size() < 12) // shorter than any magic number that must be told apart
        return broken();
    if (bytes.startsWith("\xFF\xD8\xFF"))
        return checkJpeg(bytes);
    if (bytes.startsWith("\x89PNG\r\n\x1A\n"))
        return checkPng(bytes);
    if (bytes.startsWith("RIFF") && bytes.sliced(8, 4) == "WEBP")
        return checkWebP(bytes);
    return wrong(ErrorKind::Malformed, u"neither a JPEG nor a PNG nor a WebP"_s);
}

} // namespace matinee
