// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/postermotif_p.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>
#include <numbers>

namespace matinee {

quint64 PosterRandom::next()
{
    m_state += 0x9e3779b97f4a7c15ULL;
    quint64 z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

double PosterRandom::between(double from, double to)
{
    return from + (to - from) * static_cast<double>(next() >> 11) / static_cast<double>(1ULL << 53);
}

namespace {

QColor faint(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

// Circles of light in the upper part, where no letters stand.
void paintCircles(QPainter &painter, QSizeF size, const PosterPalette &palette, PosterRandom &random, int count)
{
    for (int i = 0; i < count; ++i) {
        const double radius = size.width() * random.between(0.12, i == 0 ? 0.42 : 0.34);
        const QPointF center(size.width() * random.between(0.05, 0.95), size.height() * random.between(0.02, 0.55));
        painter.setBrush(faint(palette.glow, random.between(0.10, 0.20)));
        painter.drawEllipse(center, radius, radius);
    }
}

void paintHills(QPainter &painter, QSizeF size, const PosterPalette &palette, PosterRandom &random)
{
    paintCircles(painter, size, palette, random, 4);
    const double w = size.width();
    const double h = size.height();
    const double shift = random.between(-0.06, 0.06);
    const QPolygonF hills({{0, h * 0.72}, {w * (0.30 + shift), h * random.between(0.47, 0.53)}, {w * (0.52 + shift), h * 0.66},
        {w * (0.78 + shift), h * random.between(0.40, 0.46)}, {w * 1.02, h * 0.62}, {w, h}, {0, h}});
    painter.setBrush(faint(palette.shape, 0.85));
    painter.drawPolygon(hills);
}

void paintSkyline(QPainter &painter, QSizeF size, const PosterPalette &palette, PosterRandom &random)
{
    paintCircles(painter, size, palette, random, 3);
    constexpr int kHouses = 6;
    const double step = size.width() / kHouses;
    painter.setBrush(faint(palette.shape, 0.70));
    for (int i = 0; i < kHouses; ++i) {
        const double top = size.height() * random.between(0.31, 0.56);
        painter.drawRect(QRectF(step * (i + 0.14), top, step * 0.72, size.height() - top));
    }
}

void paintTarget(QPainter &painter, QSizeF size, const PosterPalette &palette, PosterRandom &random)
{
    paintCircles(painter, size, palette, random, 4);
    const QPointF center(size.width() * 0.5, size.height() * 0.38);
    const double inner = size.width() * random.between(0.17, 0.22);
    painter.setBrush(faint(palette.glow, 0.30));
    painter.drawEllipse(center, inner, inner);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(faint(palette.glow, 0.60), std::max(1.0, size.width() / 90)));
    painter.drawEllipse(center, size.width() * 0.30, size.width() * 0.30);
    painter.setPen(Qt::NoPen);
}

void paintBubbles(QPainter &painter, QSizeF size, const PosterPalette &palette, PosterRandom &random)
{
    paintCircles(painter, size, palette, random, 6);
    const double radius = size.width() * 0.26;
    const double tilt = random.between(-0.12, 0.12);
    for (const double side : {-1.0, 1.0}) {
        painter.setBrush(faint(palette.glow, 0.24));
        painter.drawEllipse(
            QPointF(size.width() * (0.5 + side * 0.15), size.height() * (0.36 + side * tilt * 0.5)), radius, radius);
    }
}

void paintWaves(QPainter &painter, QSizeF size, const PosterPalette &palette, PosterRandom &random)
{
    paintCircles(painter, size, palette, random, 2);
    const double sun = size.width() * random.between(0.16, 0.24);
    painter.setBrush(faint(palette.glow, 0.34));
    painter.drawEllipse(QPointF(size.width() * random.between(0.3, 0.7), size.height() * 0.36), sun, sun);
    constexpr int kSteps = 24; // enough that no corner shows at the largest tile
    for (const double level : {0.46, 0.54, 0.62}) {
        const double phase = random.between(0, 2 * std::numbers::pi);
        const double swing = size.height() * random.between(0.015, 0.03);
        QPolygonF wave;
        for (int i = 0; i <= kSteps; ++i) {
            const double x = static_cast<double>(i) / kSteps;
            wave << QPointF(x * size.width(), size.height() * level + swing * std::sin(phase + x * 2.4 * std::numbers::pi));
        }
        wave << QPointF(size.width(), size.height()) << QPointF(0, size.height());
        painter.setBrush(faint(palette.shape, 0.42));
        painter.drawPolygon(wave);
    }
}

void paintBeams(QPainter &painter, QSizeF size, const PosterPalette &palette, PosterRandom &random)
{
    const bool fromLeft = random.between(0, 1) < 0.5;
    const QPointF lamp(fromLeft ? 0 : size.width(), size.height() * random.between(0.02, 0.10));
    for (const double spread : {0.20, 0.34, 0.50}) {
        const double far = fromLeft ? size.width() : 0;
        const QPolygonF beam({lamp, {far, size.height() * (0.44 - spread * 0.5)}, {far, size.height() * (0.44 + spread * 0.5)}});
        painter.setBrush(faint(palette.glow, 0.15));
        painter.drawPolygon(beam);
    }
    paintCircles(painter, size, palette, random, 3);
}

} // namespace

void paintMotif(QPainter &painter, QSizeF size, int motif, const PosterPalette &palette, PosterRandom &random)
{
    using Painter = void (*)(QPainter &, QSizeF, const PosterPalette &, PosterRandom &);
    static constexpr std::array<Painter, kMotifCount> kMotifs{
        paintHills, paintSkyline, paintTarget, paintBubbles, paintWaves, paintBeams};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    kMotifs.at(static_cast<size_t>(motif))(painter, size, palette, random);
    painter.restore();
}

} // namespace matinee
