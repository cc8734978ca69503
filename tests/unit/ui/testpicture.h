// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QPainter>

#include <vector>

namespace matinee::test {

/// A picture as its file's bytes.
[[nodiscard]] inline QByteArray encoded(const QImage &image, const char *format = "jpeg")
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, 95);
    return buffer.data();
}

/// A picture of one color.
[[nodiscard]] inline QByteArray plainPicture(QSize size, const QColor &color, const char *format = "jpeg")
{
    QImage image(size, color.alpha() < 255 ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    image.fill(color);
    return encoded(image, format);
}

/// What posters come as; without WebP, and said so, where Qt's plugin of it is not installed.
[[nodiscard]] inline std::vector<const char *> pictureFormats()
{
    if (QImageReader::supportedImageFormats().contains("webp"))
        return {"jpeg", "png", "webp"};
    qInfo("WebP is left out: Qt's image format plugins are not installed");
    return {"jpeg", "png"};
}

/// Whether two colors look alike: JPEG never gives back quite what it was given.
[[nodiscard]] inline bool isNear(const QColor &a, const QColor &b, int tolerance = 6)
{
    return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance
        && std::abs(a.blue() - b.blue()) <= tolerance && std::abs(a.alpha() - b.alpha()) <= tolerance;
}

} // namespace matinee::test
