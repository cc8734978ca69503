// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/pagestore.h"

namespace matinee {

/// How a fetched page continues its list, after the rules that do not trust a server (paging.md 4.6, 4 to 13).
struct PageOutcome {
    std::optional<PageKey> next;
    std::optional<EndReason> end; ///< set exactly when `next` is empty
    bool drift = false;           ///< the total is another one than before: the list moved
};

/// Pages in a row that may bring nothing new before the list is taken to end there (paging.md 4.6.10).
inline constexpr int kMostEmptyPages = 3;

/// The place of a key in a list: of a kept page, or of the one after the last; InvalidArgument for any other.
/// An addressable list takes every page number from 1 on.
[[nodiscard]] Result<int> pageIndexOf(const StoredFeed &list, const PageKey &key);
/// The kept page at a place, null when there is none. O(log pages).
[[nodiscard]] const StoredPage *pageAt(const StoredFeed &list, int ix);
/// What follows a page that was fetched with `key` for the place `ix`.
[[nodiscard]] PageOutcome judgePage(
    const StoredFeed &list, const FeedTraits &traits, int ix, const PageKey &key, const FetchedPage &page);
/// The list goes on after a first page that is smaller than was asked for: its pages have no place that could be counted.
[[nodiscard]] bool isClamped(const FeedTraits &traits, const FetchedPage &first);
/// The kept page at this place and the two before it brought no title that was not known.
[[nodiscard]] bool bringsNothing(const StoredFeed &list, int ix);
[[nodiscard]] std::vector<TitleId> idsOf(const Page &page);
/// Whether a page brings what is kept of it, in the same order. Rows left out as duplicates are not in `kept`.
[[nodiscard]] bool bringsTheSame(const std::vector<TitleId> &kept, int keptRows, const FetchedPage &answer);
/// How many of its titles are not among those of before.
[[nodiscard]] int countNew(const FetchedPage &page, const std::vector<TitleId> &before);
/// The titles of the whole list, as far as the server gives them out; -1 where nobody knows.
[[nodiscard]] qint64 reachableTotal(const FeedTraits &traits, int pageSize, qint64 total);

} // namespace matinee
