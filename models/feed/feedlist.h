// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <map>
#include <optional>
#include <vector>

#include "models/catalog/loadstate.h"
#include "models/feed/pagetable.h"

namespace matinee {

/// One generation of a list: the one on screen, or the one being made ready beside it.
struct FeedList {
    Generation generation;
    QDateTime savedAt;
    PageTable table;
    std::map<int, Error> failed; ///< pages that could not be read; asked for again by retry() only
    EndReason end = EndReason::TotalReached;
    std::optional<int> cutAt;    ///< rows at which a page said the list ends, whatever totals say
    std::vector<PageKey> keys;   ///< of a chain's pages
    std::optional<PageKey> next; ///< of a chain: the page after them; absent: it ends there
    qint64 total = -1;           ///< titles of the whole list as its source counts them, -1 when it does not

    /// Malformed for a size or page size no list can have.
    [[nodiscard]] static Result<FeedList> from(const FeedOpening &opening);
    /// What loading its rows is doing, given whether pages of it are in flight.
    [[nodiscard]] LoadState appendState(bool inFlight) const;
    /// The rows an addressable list has, now that this page says what it says; sets `end` when the page cuts it short.
    [[nodiscard]] int totalAfter(int page, const Page &answer);

    /// How a page is asked for: one there is, or the one after a chain's last.
    [[nodiscard]] PageKey keyOf(int page) const;
    /// Whether the chain goes on after its last page.
    [[nodiscard]] bool mayGrow() const { return table.isChain() && next; }
    /// Takes an answered page on at the end of the chain; its rows are filled in afterwards.
    void grow(const Page &answer, int rows);
};

} // namespace matinee
