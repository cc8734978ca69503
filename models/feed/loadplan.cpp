// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/loadplan.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "models/feed/feedlimits.h"

namespace matinee {

namespace {

/// Pages in order of urgency, each once.
class PageList
{
public:
    void add(int page)
    {
        if (std::ranges::find(m_pages, page) == m_pages.end())
            m_pages.push_back(page);
    }
    [[nodiscard]] std::vector<int> take() { return std::move(m_pages); }

private:
    std::vector<int> m_pages; // some dozens at most: searching beats hashing
};

void addVisible(PageList &pages, const PageTable &table, const Viewport &view)
{
    const int top = table.spotOf(view.first).page;
    const int bottom = table.spotOf(view.last).page;
    if (view.rowsPerSecond < 0) {
        for (int page = bottom; page >= top; --page)
            pages.add(page);
    } else {
        for (int page = top; page <= bottom; ++page)
            pages.add(page);
    }
}

void addAhead(PageList &pages, const PageTable &table, const Viewport &view)
{
    const int distance = std::max(kAheadViewports * view.rows(), table.pageSize());
    const int above = table.spotOf(view.first).page - 1;
    const int below = table.spotOf(view.last).page + 1;
    if (view.rowsPerSecond < 0) {
        for (int page = above; page >= 0 && table.firstRow(page + 1) > view.first - distance; --page)
            pages.add(page);
        if (below < table.pages())
            pages.add(below);
    } else {
        for (int page = below; page < table.pages() && table.firstRow(page) <= view.last + distance; ++page)
            pages.add(page);
        if (above >= 0)
            pages.add(above);
    }
}

/// Rows between a page and the nearest viewport's kept window; 0 inside one.
int distanceFromViews(const PageTable &table, int page, std::span<const Viewport> viewports)
{
    const int first = table.firstRow(page);
    const int last = first + table.rowsIn(page) - 1;
    int nearest = std::numeric_limits<int>::max();
    for (const Viewport &view : viewports) {
        const int keep = std::max(kKeepViewports * view.rows(), table.pageSize());
        const int gap = std::max({0, view.first - keep - last, first - view.last - keep});
        nearest = std::min(nearest, gap);
    }
    return nearest;
}

} // namespace

std::vector<int> PageWishes::all() const
{
    std::vector<int> pages = visible;
    pages.insert(pages.end(), ahead.begin(), ahead.end());
    return pages;
}

Viewport clamped(Viewport viewport, int rows)
{
    if (rows == 0 || !viewport.isKnown())
        return {};
    viewport.first = std::clamp(viewport.first, 0, rows - 1);
    viewport.last = std::clamp(viewport.last, viewport.first, rows - 1);
    return viewport;
}

bool isJump(const Viewport &from, const Viewport &to)
{
    return from.isKnown() && to.isKnown() && std::abs(to.first - from.first) > std::max(from.rows(), to.rows());
}

std::vector<int> wantedPages(const PageTable &table, std::span<const Viewport> newestFirst, bool ahead)
{
    PageList pages;
    for (const Viewport &view : newestFirst) {
        if (const Viewport inside = clamped(view, table.rows()); inside.isKnown())
            addVisible(pages, table, inside);
    }
    for (const Viewport &view : newestFirst) {
        if (const Viewport inside = clamped(view, table.rows()); ahead && inside.isKnown())
            addAhead(pages, table, inside);
    }
    return pages.take();
}

bool wantsToGrow(const PageTable &table, std::span<const Viewport> viewports, int distanceViewports)
{
    if (table.rows() == 0)
        return true;
    return std::ranges::any_of(viewports, [&](const Viewport &given) {
        const Viewport view = clamped(given, table.rows());
        const int distance = std::max(distanceViewports * view.rows(), distanceViewports > 1 ? table.pageSize() : 1);
        return view.isKnown() && table.rows() - 1 - view.last < distance;
    });
}

std::vector<int> pagesToEvict(const PageTable &table, std::span<const Viewport> viewports)
{
    if (table.residentRows() <= kKeepRows + kKeepSlackRows)
        return {};
    std::vector<std::pair<int, int>> far; // (distance, page)
    for (const int page : table.residentPages()) {
        if (const int distance = distanceFromViews(table, page, viewports); distance > 0)
            far.emplace_back(distance, page);
    }
    std::ranges::sort(far, std::greater());
    std::vector<int> pages;
    int left = table.residentRows();
    for (const auto &[distance, page] : far) {
        left -= table.itemsIn(page);
        if (left < kKeepRows)
            break;
        pages.push_back(page);
    }
    std::ranges::sort(pages);
    return pages;
}

bool maySpareRowsGo(const PageTable &table, int page, std::span<const Viewport> viewports)
{
    const int spare = table.firstRow(page) + table.itemsIn(page);
    return std::ranges::all_of(viewports, [&](const Viewport &given) {
        const Viewport view = clamped(given, table.rows());
        if (!view.isKnown() || view.last < spare)
            return true;
        if (view.first > spare)
            return false;
        for (int next = page + 1; next < table.pages() && table.firstRow(next) <= view.last; ++next) {
            if (table.itemsIn(next) > 0)
                return false;
        }
        return true;
    });
}

int shownTotal(const PageTable &table, std::span<const Viewport> viewports)
{
    int total = 0;
    for (const Viewport &given : viewports) {
        const Viewport view = clamped(given, table.rows());
        for (int page = view.isKnown() ? table.spotOf(view.last).page : -1; page >= 0; --page) {
            const int items = table.itemsIn(page);
            if (items > 0 && table.firstRow(page) <= view.last)
                total = std::max(total, page * table.pageSize() + items);
            if (items > 0 || table.firstRow(page) <= view.first)
                break;
        }
    }
    return total;
}

} // namespace matinee
