// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/posterpainter.h"

#include <QBuffer>
#include <QColor>
#include <QCryptographicHash>
#include <QImage>

namespace matinee::test {
namespace {

// "original" of a poster is 1000 wide; TMDB's are 1000 to 2000.
constexpr int kOriginalWidth = 1000;
constexpr int kWidest = 3840;
constexpr int kJpegQuality = 80;

QRgb mixed(QRgb from, QRgb to, int part, int whole)
{
    const auto mix = [&](int a, int b) { return a + (b - a) * part / whole; };
    return qRgb(mix(qRed(from), qRed(to)), mix(qGreen(from), qGreen(to)), mix(qBlue(from), qBlue(to)));
}

} // namespace

QByteArray paintedPicture(QByteArrayView key, QSize size, const char *format)
{
    const QByteArray hash = QCryptographicHash::hash(key.toByteArray(), QCryptographicHash::Sha1);
    const auto byte = [&](int i) { return static_cast<int>(static_cast<unsigned char>(hash[i])); };
    const QRgb top = QColor::fromHsv(byte(0) * 359 / 255, 120 + byte(1) / 2, 150 + byte(2) / 3).rgb();
    const QRgb bottom = QColor::fromHsv(byte(3) * 359 / 255, 120 + byte(4) / 2, 60 + byte(5) / 4).rgb();
    const int radius = size.width() * (20 + byte(6) / 12) / 100;
    const QPoint middle(size.width() * (20 + byte(7) * 60 / 255) / 100, size.height() * (20 + byte(8) * 50 / 255) / 100);

    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const QRgb back = mixed(top, bottom, y, size.height());
        const QRgb moon = mixed(back, qRgb(255, 244, 214), 2, 3);
        for (int x = 0; x < size.width(); ++x) {
            const int dx = x - middle.x();
            const int dy = y - middle.y();
            line[x] = dx * dx + dy * dy < radius * radius ? moon : back;
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, format, kJpegQuality))
        qFatal("this Qt does not write %s", format);
    return bytes;
}

QSize tmdbPictureSize(const QByteArray &sizeName, QSize shape)
{
    if (sizeName == "original")
        return {kOriginalWidth, kOriginalWidth * shape.height() / shape.width()};
    bool ok = false;
    const int pixels = sizeName.mid(1).toInt(&ok);
    if (!ok || pixels < 1 || pixels > kWidest)
        return {};
    if (sizeName.startsWith('w'))
        return {pixels, pixels * shape.height() / shape.width()};
    return sizeName.startsWith('h') ? QSize(pixels * shape.width() / shape.height(), pixels) : QSize();
}

QByteArray picturePath(char kind, qint64 number)
{
    const QByteArray hash = QCryptographicHash::hash(kind + QByteArray::number(number), QCryptographicHash::Sha1).toHex();
    return QByteArray("/") + kind + hash.first(24) + ".jpg";
}

} // namespace matinee::test
