// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/drawnbackdrop.h"

#include <QLinearGradient>
#include <QPainter>
#include <QRadialGradient>
#include <QRandomGenerator>

#include "ui/grid/drawnposter.h"
#include "ui/theme/tokens.h"

namespace matinee {
namespace {

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(float(opacity));
    return color;
}

void paintGlow(QPainter &painter, const QRectF &area, const QColor &tone, double strength)
{
    QRadialGradient glow(QPointF(area.left() + area.width() * 0.75, area.top() + area.height() * 0.25), area.width() * 0.55);
    glow.setColorAt(0, faded(tone, 0.75 * strength));
    glow.setColorAt(0.45, faded(tone, 0.30 * strength));
    glow.setColorAt(1, faded(tone, 0));
    painter.fillRect(area, glow);
}

void paintSkyline(QPainter &painter, const QRectF &area, quint64 seed, const QColor &tone, double strength)
{
    QRandomGenerator random(quint32(seed ^ (seed >> 32)));
    const double unit = area.width() / 26.0;
    double x = area.left() + area.width() * 0.40;
    painter.setPen(Qt::NoPen);
    while (x < area.right() - unit) {
        const double width = unit * (1.0 + random.bounded(1.8));
        const double height = area.height() * (0.30 + random.bounded(0.58));
        painter.setBrush(faded(tone, (0.30 + random.bounded(0.22)) * strength));
        painter.drawRect(QRectF(x, area.bottom() - height, width, height));
        x += width * (0.72 + random.bounded(0.5));
    }
}

/// The canvas over it: whole where the text stands and at the foot, so that words keep their contrast.
void paintFade(QPainter &painter, const QRectF &area, const QColor &canvas)
{
    QLinearGradient side(area.topLeft(), area.topRight());
    side.setColorAt(0, canvas);
    side.setColorAt(0.30, faded(canvas, 0.94));
    side.setColorAt(0.62, faded(canvas, 0.30));
    side.setColorAt(1, faded(canvas, 0.10));
    painter.fillRect(area, side);
    QLinearGradient foot(area.topLeft(), area.bottomLeft());
    foot.setColorAt(0, faded(canvas, 0));
    foot.setColorAt(0.50, faded(canvas, 0.15));
    foot.setColorAt(1, canvas);
    painter.fillRect(area, foot);
}

} // namespace

QImage drawBackdrop(const TitleId &id, const Tokens &tokens, QSize logicalSize, qreal devicePixelRatio, bool rightToLeft)
{
    QImage image(logicalSize * devicePixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(devicePixelRatio);
    image.fill(tokens.canvas);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area(QPointF(0, 0), QSizeF(logicalSize));
    if (rightToLeft) {
        painter.translate(area.width(), 0);
        painter.scale(-1, 1);
    }
    const QColor tone = posterTone(id).lighter(tokens.isDark ? 135 : 115);
    const double strength = tokens.isDark ? 1.0 : 0.55; // on a light canvas the same paint looks twice as strong
    paintGlow(painter, area, tone, strength);
    paintSkyline(painter, area, posterSeed(id), tone, strength);
    paintFade(painter, area, tokens.canvas);
    return image;
}

} // namespace matinee
