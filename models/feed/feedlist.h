// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <map>
#include <optional>

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
    std::optional<int> cutAt; ///< rows at which a page said the list ends, whatever totals say

    /// Malformed for a size or page size no list can have, or a shape that cannot be shown.
    [[nodiscard]] static Result<FeedList> from(const FeedOpening &opening);
    /// What loading its rows is doing, given whether pages of it are in flight.
    [[nodiscard]] LoadState appendState(bool inFlight) const;
    /// The rows the list has, now that this page says what it says; sets `end` when the page cuts the list short.
    [[nodiscard]] int totalAfter(int page, const Page &answer);
};

} // namespace matinee
