// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace matinee {

/// How large a poster's title may be and how it breaks. Device pixels.
struct TitleFit {
    QString text; ///< one line's worth of spaces, cut where no poster could show more
    QFont font;
    bool rightToLeft = false;
};

/// The largest size at which the longest word fits into `width` and the lines into `height`, at most five of them;
/// only a word too long even at the smallest size breaks within. Thread-safe.
[[nodiscard]] TitleFit fitTitle(
    const QString &title, const QString &family, double width, double height, double largest, double smallest);

/// Paints the lines so that the last one ends at the bottom of `area`. Gives the top of the first.
double paintTitle(QPainter &painter, const TitleFit &fit, const QRectF &area);

} // namespace matinee
