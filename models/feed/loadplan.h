// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "models/feed/pagetable.h"

namespace matinee {

/// The rows a view shows now, inclusive.
struct Viewport {
    int first = 0;
    int last = -1;            ///< before `first`: not known yet
    double rowsPerSecond = 0; ///< negative scrolls up
    [[nodiscard]] bool isKnown() const { return last >= first; }
    [[nodiscard]] int rows() const { return last - first + 1; }
    bool operator==(const Viewport &) const = default;
};

/// The pages to have in memory, most urgent first.
struct PageWishes {
    std::vector<int> visible; ///< somebody sees them
    std::vector<int> ahead;
    [[nodiscard]] std::vector<int> all() const;
};

/// The same viewport inside a list of `rows` rows; not known when the list is empty.
[[nodiscard]] Viewport clamped(Viewport viewport, int rows);
/// Whether the view went further than it is tall: what it passed is not worth loading.
[[nodiscard]] bool isJump(const Viewport &from, const Viewport &to);

/// The pages to have in memory, most urgent first: of each viewport (given newest first) the visible ones; then, with
/// `ahead`, those ahead in its scroll direction up to kAheadViewports (at least a page of rows), nearest first; then
/// one behind. Loaded pages are among them. O(pages named x log pages).
[[nodiscard]] std::vector<int> wantedPages(const PageTable &table, std::span<const Viewport> newestFirst, bool ahead);
/// Whether a chain is to grow: some viewport's last row is nearer to the end than kAheadViewports (at least a page), or
/// there are no rows yet. `distanceViewports` 1 tells whether the reader is about to see the end.
[[nodiscard]] bool wantsToGrow(const PageTable &table, std::span<const Viewport> viewports, int distanceViewports);
/// The pages whose titles are to be dropped, ascending: the farthest ones outside every viewport's kKeepViewports,
/// until kKeepRows rows are left. None while at most kKeepRows + kKeepSlackRows rows are in memory.
[[nodiscard]] std::vector<int> pagesToEvict(const PageTable &table, std::span<const Viewport> viewports);
/// Whether removing the spare rows of a page moves nothing that anyone sees (paging.md 4.1).
[[nodiscard]] bool maySpareRowsGo(const PageTable &table, int page, std::span<const Viewport> viewports);

/// The least total with which every title that is visible stays; 0 where none is.
[[nodiscard]] int shownTotal(const PageTable &table, std::span<const Viewport> viewports);

} // namespace matinee
