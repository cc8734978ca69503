// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMargins>
#include <QRect>
#include <QSize>

namespace matinee {

/// What a grid of posters is laid out from. Logical pixels.
struct GridMetrics {
    int viewportWidth = 0;
    int desiredTileWidth = 160; ///< the columns stretch from here until they fill the width
    int columnSpacing = 20;
    int rowSpacing = 20;
    int captionHeight = 44; ///< under the poster, the gap to it included
    QMargins margins;       ///< left-to-right; mirrored with rightToLeft
    int minColumns = 2;
    bool rightToLeft = false;

    bool operator==(const GridMetrics &) const = default;
};

/// Rows first..last, inclusive; empty when last < first.
struct RowRange {
    int first = 0;
    int last = -1;
    [[nodiscard]] bool isEmpty() const { return last < first; }
    [[nodiscard]] bool contains(int row) const { return row >= first && row <= last; }
    [[nodiscard]] int count() const { return isEmpty() ? 0 : last - first + 1; }
    bool operator==(const RowRange &) const = default;
};

/// Where every tile of a grid stands: arithmetic only, so each answer costs the same for one row and ten million.
/// "Row" is a model row (one title); "line" is one line of tiles. Content coordinates start at the top of the
/// content and are 64 bit: ten million rows in two columns are higher than an int. A value; any thread.
class GridLayouter
{
public:
    GridLayouter() = default;
    GridLayouter(const GridMetrics &metrics, int rowCount);

    [[nodiscard]] const GridMetrics &metrics() const { return m_metrics; }
    [[nodiscard]] int rowCount() const { return m_rows; }
    [[nodiscard]] int columns() const { return m_columns; }
    /// Poster and caption.
    [[nodiscard]] QSize tileSize() const { return {m_tileWidth, posterSize().height() + m_metrics.captionHeight}; }
    /// 2:3.
    [[nodiscard]] QSize posterSize() const { return {m_tileWidth, (m_tileWidth * 3 + 1) / 2}; }
    /// From the top of one line to the top of the next.
    [[nodiscard]] int lineHeight() const { return tileSize().height() + m_metrics.rowSpacing; }
    [[nodiscard]] qint64 lineCount() const { return (qint64(m_rows) + m_columns - 1) / m_columns; }
    /// Margins included.
    [[nodiscard]] qint64 contentHeight() const;

    [[nodiscard]] int left(int row) const;
    [[nodiscard]] qint64 top(int row) const;
    /// The tile in a viewport scrolled down by `offset`; a tile too far away for an int lies at the int's end.
    [[nodiscard]] QRect rectOf(int row, qint64 offset) const;
    /// The row whose tile holds this point of the content, -1 between tiles and outside.
    [[nodiscard]] int rowAt(int x, qint64 y) const;
    /// Rows whose tiles touch `top` <= y < `bottom` of the content.
    [[nodiscard]] RowRange rowsWithin(qint64 top, qint64 bottom) const;
    /// The first row whose tile lies wholly within; -1 when none does.
    [[nodiscard]] int firstWhollyWithin(qint64 top, qint64 bottom) const;

private:
    [[nodiscard]] int columnLeft(int column) const;

    GridMetrics m_metrics;
    int m_rows = 0;
    int m_columns = 1;
    int m_tileWidth = 1;
};

} // namespace matinee
