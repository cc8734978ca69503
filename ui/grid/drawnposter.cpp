// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/drawnposter.h"

#include <QLinearGradient>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/grid/postermotif_p.h"
#include "ui/grid/postershape.h"
#include "ui/grid/postertitle_p.h"

namespace matinee {

namespace {

// Violet, brown and blue, orange, red, gold, teal, green, blue: the eight of the picture.
constexpr int kPaletteCount = 8;
struct PaletteRow {
    QRgb top, middle, bottom, shape, glow, ink;
};
constexpr std::array<PaletteRow, kPaletteCount> kPalettes{{
    {0xff6c4e9c, 0xff4a3770, 0xff292040, 0xff2c2346, 0xffc3a8e6, 0xffe6d6fa},
    {0xff8b5a3c, 0xff644b47, 0xff24304f, 0xff2a3654, 0xffd0a050, 0xfff0c888},
    {0xffc46c3c, 0xff8a4a2c, 0xff2c1b12, 0xff3a2317, 0xfff2cf9e, 0xfff9e6c6},
    {0xffa73d41, 0xff752c32, 0xff38131e, 0xff3f1722, 0xffe8a08c, 0xfff6d6b4},
    {0xffb18c30, 0xff7a611f, 0xff33240d, 0xff3f2f10, 0xfff5df9a, 0xfffbf0c6},
    {0xff2f8389, 0xff1f5f67, 0xff10232e, 0xff142c38, 0xffb8dcc8, 0xfff4e4c4},
    {0xff43705c, 0xff2f5146, 0xff1b2827, 0xff1d2e2c, 0xffa9cfa6, 0xffdaead0},
    {0xff4c5a8c, 0xff3a4468, 0xff1a1a25, 0xff20233a, 0xffaebce6, 0xffdde5f9},
}};

// Of the poster's width, measured on the picture.
constexpr double kPadding = 0.09;
constexpr double kLargestTitle = 0.188;
constexpr double kSmallestTitle = 0.057;
constexpr double kYearSize = 0.066;
// Of its height: above stands the motif.
constexpr double kTitleShare = 0.56;
constexpr double kSmallestLetters = 8; // logical px; smaller is a texture, not text

PosterPalette paletteOf(quint64 seed)
{
    const PaletteRow &row = kPalettes.at(seed % kPaletteCount);
    return {QColor(row.top), QColor(row.middle), QColor(row.bottom), QColor(row.shape), QColor(row.glow), QColor(row.ink)};
}

void paintGround(QPainter &painter, QSizeF size, const PosterPalette &palette)
{
    QLinearGradient ground(0, 0, 0, size.height());
    ground.setColorAt(0, palette.top);
    ground.setColorAt(0.5, palette.middle);
    ground.setColorAt(1, palette.bottom);
    painter.fillRect(QRectF(QPointF(), size), ground);
}

// Letters keep their contrast over circles of light.
void paintShade(QPainter &painter, QSizeF size, const PosterPalette &palette)
{
    QColor none = palette.bottom;
    none.setAlpha(0);
    QColor full = palette.bottom;
    full.setAlpha(205);
    const QRectF lower(0, size.height() * 0.45, size.width(), size.height() * 0.55);
    QLinearGradient shade(lower.topLeft(), lower.bottomLeft());
    shade.setColorAt(0, none);
    shade.setColorAt(1, full);
    painter.fillRect(lower, shade);
}

void paintLetters(QPainter &painter, const PosterSpec &spec, QSizeF size, qreal ratio, const PosterPalette &palette)
{
    const double pad = size.width() * kPadding;
    const double yearSize = std::max(size.width() * kYearSize, kSmallestLetters * ratio);
    const double yearBottom = size.height() - pad * 0.9;
    const QRectF area(
        pad, size.height() * (1 - kTitleShare) - yearSize * 2, size.width() - 2 * pad, size.height() * kTitleShare - pad * 0.9);
    const TitleFit fit = fitTitle(spec.title, spec.family, area.width(), area.height(), size.width() * kLargestTitle,
        std::max(size.width() * kSmallestTitle, kSmallestLetters * ratio));
    painter.setPen(palette.ink);
    paintTitle(painter, fit, area);
    if (!spec.year)
        return;
    QFont font(spec.family);
    font.setPixelSize(static_cast<int>(std::lround(yearSize)));
    painter.setFont(font);
    painter.setOpacity(0.78);
    const QRectF line(pad, yearBottom - yearSize * 1.4, size.width() - 2 * pad, yearSize * 1.4);
    const QTextOption side((fit.rightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
    painter.drawText(line, QString::number(*spec.year), side);
    painter.setOpacity(1);
}

} // namespace

quint64 posterSeed(const TitleId &id)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const QString *part : {&id.source, &id.type, &id.extId}) {
        for (const char byte : part->toUtf8() + '\0') {
            hash ^= static_cast<unsigned char>(byte);
            hash *= 0x100000001b3ULL;
        }
    }
    // FNV's low bits follow the last letter too closely: "1" and "2" would be neighbours in every choice.
    return PosterRandom(hash).next();
}

QColor posterTone(const TitleId &id)
{
    return paletteOf(posterSeed(id)).middle;
}

QImage drawPoster(const PosterSpec &spec, QSize devicePixels, qreal devicePixelRatio)
{
    QImage image(devicePixels, spec.behind.isValid() ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    const quint64 seed = posterSeed(spec.id);
    const PosterPalette palette = paletteOf(seed);
    PosterRandom random(seed);
    const QSizeF size = devicePixels;
    {
        QPainter painter(&image);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        paintGround(painter, size, palette);
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        paintMotif(painter, size, static_cast<int>(seed / kPaletteCount % kMotifCount), palette, random);
        paintShade(painter, size, palette);
        paintLetters(painter, spec, size, devicePixelRatio, palette);
    }
    finishPoster(image, {devicePixels, devicePixelRatio, spec.behind, spec.radius});
    return image;
}

} // namespace matinee
