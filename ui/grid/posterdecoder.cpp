// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/posterdecoder.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// store.md, Images 3 and 4.
constexpr int kMostSide = 8192;
constexpr qint64 kMostPixels = 24'000'000;
constexpr int kAllocationMb = 64;
// Times the pixels wanted. A line of 8192 x 1 would have to be scaled to millions of pixels to cover anything.
constexpr qint64 kMostHangingOver = 4;
constexpr qint64 kMostScaledDown = 4; // times the pixels wanted; beyond it libjpeg's own fractions cost less

bool endsAsJpeg(const QByteArray &bytes)
{
    qsizetype end = bytes.size();
    while (end > 0 && bytes.at(end - 1) == '\0') // some cameras pad
        --end;
    return QByteArrayView(bytes).first(end).endsWith(QByteArrayView("\xff\xd9", 2));
}

/// The format by its first bytes, empty where it is none of ours or its end is missing: Qt's readers show half a JPEG
/// without a word.
QByteArray wholeFormat(const QByteArray &bytes)
{
    if (bytes.startsWith(QByteArrayView("\xff\xd8\xff", 3)))
        return endsAsJpeg(bytes) ? "jpeg" : QByteArray();
    if (bytes.startsWith(QByteArrayView("\x89PNG\r\n\x1a\n", 8)))
        return bytes.endsWith(QByteArrayView("IEND\xae\x42\x60\x82", 8)) ? "png" : QByteArray();
    if (bytes.size() > 12 && bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP") {
        const auto length = qFromLittleEndian<quint32>(bytes.constData() + 4);
        return qint64(length) + 8 <= bytes.size() ? "webp" : QByteArray();
    }
    return {};
}

/// The part of a picture with the proportions of `target`, in its middle; never empty.
QRect middleOf(QSize picture, QSize target)
{
    const QSizeF shown = QSizeF(target).scaled(picture, Qt::KeepAspectRatio);
    const QSize size = shown.toSize().expandedTo({1, 1}).boundedTo(picture);
    return {(picture.width() - size.width()) / 2, (picture.height() - size.height()) / 2, size.width(), size.height()};
}

/// A picture halved as often as it still covers `cover`, at most to an eighth. libjpeg decodes these sizes by SIMD,
/// the ones between (3/8, 5/8 …) by plain C: measured, 1/2 and one smooth scaling take less than 3/8, 8/8 and one less than 6/8.
QSize halved(QSize picture, QSize cover)
{
    QSize size = picture;
    for (int halvings = 0; halvings < 3 && size.width() % 2 == 0 && size.height() % 2 == 0; ++halvings) {
        if (size.width() / 2 < cover.width() || size.height() / 2 < cover.height())
            break;
        size /= 2;
    }
    return size;
}

/// Tells `reader` what to read of `picture` for `target`. The size that read() gives: `target`, or, of a JPEG, a larger
/// one that has yet to be scaled.
QSize askForMiddle(QImageReader &reader, QSize picture, QSize target)
{
    const QSize cover = picture.scaled(target, Qt::KeepAspectRatioByExpanding).expandedTo(target);
    if (qint64(cover.width()) * cover.height() > kMostHangingOver * target.width() * target.height()) {
        reader.setClipRect(middleOf(picture, target));
        reader.setScaledSize(target);
        return target;
    }
    const QSize half = halved(picture, cover);
    const qint64 halfPixels = qint64(half.width()) * half.height();
    if (reader.format() == "jpeg" && half.width() > cover.width()
        && halfPixels <= kMostScaledDown * cover.width() * cover.height()) {
        reader.setScaledSize(half);
        return half;
    }
    reader.setScaledSize(cover); // libjpeg makes it smaller while it decodes, which it does not for a part of a picture
    reader.setScaledClipRect({QPoint((cover.width() - target.width()) / 2, (cover.height() - target.height()) / 2), target});
    return target;
}

QImage scaledCovering(const QImage &image, QSize target)
{
    if (image.size() == target)
        return image;
    const QSize cover = image.size().scaled(target, Qt::KeepAspectRatioByExpanding).expandedTo(target);
    return image.scaled(cover, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .copy((cover.width() - target.width()) / 2, (cover.height() - target.height()) / 2, target.width(), target.height());
}

void limitAllocations()
{
    // For the whole process, so set once; the initialization of a static is safe on every thread.
    static const bool done = (QImageReader::setAllocationLimit(kAllocationMb), true);
    Q_UNUSED(done)
}

} // namespace

Result<QImage> decodeCovering(const QByteArray &bytes, QSize devicePixels)
{
    const QByteArray format = wholeFormat(bytes);
    if (format.isEmpty())
        return fail(ErrorKind::Malformed, u"no whole JPEG, PNG or WebP"_s);
    limitAllocations();
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(true); // as every browser shows it
    const QSize size = reader.size();
    if (size.isEmpty() || devicePixels.isEmpty())
        return fail(ErrorKind::Malformed, u"a picture without a size"_s);
    if (std::max(size.width(), size.height()) > kMostSide || qint64(size.width()) * size.height() > kMostPixels)
        return fail(ErrorKind::TooLarge, u"a picture of %1 x %2 pixels"_s.arg(size.width()).arg(size.height()));
    const bool lies = reader.transformation() & QImageIOHandler::TransformationRotate90;
    const QSize asked = askForMiddle(reader, size, lies ? devicePixels.transposed() : devicePixels);
    QImage image = reader.read();
    if (image.isNull())
        return fail(ErrorKind::Malformed, reader.errorString());
    if (image.size() != (lies ? asked.transposed() : asked))
        return fail(ErrorKind::Malformed, u"a picture of another size than it says"_s);
    image = scaledCovering(image, devicePixels);
    return image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
}

Result<QImage> decodePoster(const QByteArray &bytes, const PosterShape &shape)
{
    Result<QImage> image = decodeCovering(bytes, shape.devicePixels);
    if (!image)
        return image;
    if (!shape.behind.isValid()) {
        image->convertTo(QImage::Format_ARGB32_Premultiplied); // for the corners
    } else if (image->hasAlphaChannel()) {
        QImage opaque(image->size(), QImage::Format_RGB32);
        opaque.fill(shape.behind);
        QPainter(&opaque).drawImage(0, 0, *image);
        *image = opaque;
    }
    finishPoster(*image, shape);
    return image;
}

} // namespace matinee
