// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/picturebackdrop.h"

#include <QLinearGradient>
#include <QPainter>
#include <QStyle>

#include <algorithm>

#include "ui/grid/posterdecoder.h"
#include "ui/theme/tokens.h"

namespace matinee {
namespace {

// Of the frame's width. Left of it stand poster and words.
constexpr double kShare = 0.76;
// Backdrops are 16:9; a little wider cuts only sky and floor.
constexpr double kWidest = 16.0 / 9 * 1.3;
// Over pure white (dark theme) or black (light theme) tertiary text keeps 4.5:1 with this much canvas between.
constexpr double kVeil = 0.94;
// How softly the veil ends, logical px.
constexpr int kVeilAbove = 90;
constexpr int kVeilBeside = 180;

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

void paintEdges(QPainter &painter, const QRectF &area, const QColor &canvas)
{
    QLinearGradient side(area.topLeft(), area.topRight());
    side.setColorAt(0, canvas);
    side.setColorAt(0.18, faded(canvas, 0.80));
    side.setColorAt(0.55, faded(canvas, 0.16));
    side.setColorAt(1, faded(canvas, 0));
    painter.fillRect(area, side);
    QLinearGradient foot(area.topLeft(), area.bottomLeft());
    foot.setColorAt(0, faded(canvas, 0.10)); // the page's buttons stand here
    foot.setColorAt(0.45, faded(canvas, 0.10));
    foot.setColorAt(0.80, faded(canvas, 0.62));
    foot.setColorAt(1, canvas);
    painter.fillRect(area, foot);
}

/// Whole behind the words, ending softly above and beside them.
QImage veilOf(const BackdropFrame &frame, const QColor &canvas)
{
    QImage veil(frame.size * frame.devicePixelRatio, QImage::Format_ARGB32_Premultiplied);
    veil.setDevicePixelRatio(frame.devicePixelRatio);
    veil.fill(faded(canvas, kVeil));
    QPainter painter(&veil);
    const QRectF all(QPointF(), QSizeF(frame.size));
    painter.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    const double right = frame.words.right() + 1;
    QLinearGradient beside(right, 0, right + kVeilBeside, 0);
    beside.setColorAt(0, Qt::black);
    beside.setColorAt(1, Qt::transparent);
    painter.fillRect(all, beside);
    QLinearGradient above(0, frame.words.top() - kVeilAbove, 0, frame.words.top());
    above.setColorAt(0, Qt::transparent);
    above.setColorAt(1, Qt::black);
    painter.fillRect(all, above);
    return veil;
}

} // namespace

QRect backdropPictureRect(const BackdropFrame &frame)
{
    const int width = std::min(qRound(frame.size.width() * kShare), qRound(frame.size.height() * kWidest));
    return {frame.size.width() - width, 0, width, frame.size.height()};
}

Result<QImage> pictureBackdrop(const QByteArray &bytes, const BackdropFrame &frame, const Tokens &tokens)
{
    const QRect place = backdropPictureRect(frame);
    Result<QImage> picture = decodeCovering(bytes, place.size() * frame.devicePixelRatio);
    if (!picture)
        return picture;
    picture->setDevicePixelRatio(frame.devicePixelRatio);
    QImage image(frame.size * frame.devicePixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(frame.devicePixelRatio);
    image.fill(tokens.canvas);
    QPainter painter(&image);
    const QRect all(QPoint(), frame.size);
    const auto direction = frame.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight;
    painter.drawImage(QStyle::visualRect(direction, all, place).topLeft(), *picture); // as it is: faces have a right side
    if (frame.rightToLeft) {
        painter.translate(frame.size.width(), 0);
        painter.scale(-1, 1);
    }
    paintEdges(painter, place, tokens.canvas);
    painter.drawImage(0, 0, veilOf(frame, tokens.canvas));
    return image;
}

} // namespace matinee
