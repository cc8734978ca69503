// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/gridlayouter.h"

#include <algorithm>
#include <limits>

namespace matinee {

namespace {

// Under this width a poster shows nothing; fewer columns than asked are the lesser evil.
constexpr int kNarrowestTile = 64;

} // namespace

GridLayouter::GridLayouter(const GridMetrics &metrics, int rowCount) : m_metrics(metrics), m_rows(std::max(0, rowCount))
{
    const int room = std::max(1, metrics.viewportWidth - metrics.margins.left() - metrics.margins.right());
    const int spacing = metrics.columnSpacing;
    const int fitting = (room + spacing) / (std::max(1, metrics.desiredTileWidth) + spacing);
    const int bearable = (room + spacing) / (kNarrowestTile + spacing);
    m_columns = std::max(1, std::min(std::max(fitting, metrics.minColumns), std::max(1, bearable)));
    m_tileWidth = std::max(1, (room - (m_columns - 1) * spacing) / m_columns);
}

qint64 GridLayouter::contentHeight() const
{
    const qint64 lines = lineCount();
    const qint64 tiles = lines > 0 ? lines * lineHeight() - m_metrics.rowSpacing : 0;
    return m_metrics.margins.top() + tiles + m_metrics.margins.bottom();
}

// All tiles are equally wide, so that their posters are one size; the gaps take up what division leaves.
int GridLayouter::columnLeft(int column) const
{
    const int room = std::max(1, m_metrics.viewportWidth - m_metrics.margins.left() - m_metrics.margins.right());
    const int travel = std::max(0, room - m_tileWidth);
    return m_metrics.margins.left() + (m_columns > 1 ? travel * column / (m_columns - 1) : 0);
}

int GridLayouter::left(int row) const
{
    const int x = columnLeft(row % m_columns);
    return m_metrics.rightToLeft ? m_metrics.viewportWidth - x - m_tileWidth : x;
}

qint64 GridLayouter::top(int row) const
{
    return m_metrics.margins.top() + qint64(row / m_columns) * lineHeight();
}

QRect GridLayouter::rectOf(int row, qint64 offset) const
{
    constexpr qint64 kFar = std::numeric_limits<int>::max() / 2;
    return {QPoint(left(row), static_cast<int>(std::clamp(top(row) - offset, -kFar, kFar))), tileSize()};
}

int GridLayouter::rowAt(int x, qint64 y) const
{
    const qint64 within = y - m_metrics.margins.top();
    if (within < 0 || within % lineHeight() >= tileSize().height())
        return -1;
    const int logicalX = m_metrics.rightToLeft ? m_metrics.viewportWidth - 1 - x : x;
    const int step = m_tileWidth + m_metrics.columnSpacing;
    // The gaps may be wider than asked: the column is this one or one before.
    const int guess = std::clamp((logicalX - m_metrics.margins.left()) / step, 0, m_columns - 1);
    for (int column = guess; column >= std::max(0, guess - 1); --column) {
        const int start = columnLeft(column);
        if (logicalX < start || logicalX >= start + m_tileWidth)
            continue;
        const qint64 row = within / lineHeight() * m_columns + column;
        return row < m_rows ? static_cast<int>(row) : -1;
    }
    return -1;
}

RowRange GridLayouter::rowsWithin(qint64 top, qint64 bottom) const
{
    if (m_rows == 0 || bottom <= top)
        return {};
    const qint64 from = top - m_metrics.margins.top();
    const qint64 to = bottom - 1 - m_metrics.margins.top();
    qint64 firstLine = std::max<qint64>(0, from / lineHeight());
    if (from > 0 && from % lineHeight() >= tileSize().height())
        ++firstLine;
    if (to < 0 || firstLine >= lineCount())
        return {};
    const qint64 lastLine = std::min(to / lineHeight(), lineCount() - 1);
    const qint64 last = std::min<qint64>((lastLine + 1) * m_columns, m_rows) - 1;
    return {static_cast<int>(firstLine * m_columns), static_cast<int>(last)};
}

int GridLayouter::firstWhollyWithin(qint64 top, qint64 bottom) const
{
    const qint64 from = std::max<qint64>(0, top - m_metrics.margins.top());
    const qint64 line = (from + lineHeight() - 1) / lineHeight();
    const qint64 row = line * m_columns;
    if (row >= m_rows)
        return -1;
    const int found = static_cast<int>(row);
    return this->top(found) + tileSize().height() <= bottom ? found : -1;
}

} // namespace matinee
