// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "models/catalog/userdata.h"
#include "models/feed/feedviews.h"

namespace matinee {

/// A title by which a place may be found again.
struct PlaceCandidate {
    TitleId title;
    bool isBefore = false; ///< it stood before the anchor: the place is the row after it
};

/// One view's place being found again in a list that is opened (anew).
struct PlaceSearch {
    quint64 id = 0;
    FeedObserver *view = nullptr;
    std::vector<PlaceCandidate> candidates; ///< the anchor first, then its neighbors, those after it first
    std::size_t next = 0;                   ///< the candidate being asked for
    std::optional<int> row;                 ///< where it stands, once found
    qint64 hintRow = 0;                     ///< used when no candidate is in the list any more
    int y = 0;
    int lead = 0; ///< visible rows before the place
    int span = 1; ///< visible rows in all
    int rounds = 0;
    int asks = 0;            ///< only the answer to the newest counts: the list may become another one meanwhile
    bool awaitsRows = false; ///< a chain is read on until the title comes or its old place is passed
    bool isAsked = false;    ///< the view asked for it by open(); else the rows are exchanged underneath the view

    /// The rows that will be visible once the view stands at the found row.
    [[nodiscard]] Viewport landing(int rows) const;
    /// The same, and where no title was found yet, a page before and after it to find one in.
    [[nodiscard]] Viewport landing(const PageTable &table) const;
    /// Whether one of the titles the place may be found by is among the rows in memory; `row` tells where.
    bool findIn(const PageTable &table);
    /// Whether `row` is only where the place used to be.
    [[nodiscard]] bool isGuess() const { return row && next == candidates.size(); }
};

/// The place a view asked for.
[[nodiscard]] PlaceSearch searchFor(const FeedView &view, const Anchor &anchor);
/// The place the view has in these rows, by its anchor and up to kFallbackTitles visible neighbors; nothing when the
/// view has not said where it is.
[[nodiscard]] std::optional<PlaceSearch> searchFrom(const FeedView &view, const PageTable &table);

/// The searches of one feed, at most one a view. The feed's thread.
class PlaceSearches
{
public:
    /// Replaces the view's earlier search. The id to find it by.
    quint64 add(PlaceSearch search);
    /// Null when it was replaced, removed or landed. Valid until the next change here.
    [[nodiscard]] PlaceSearch *find(quint64 id);
    [[nodiscard]] bool has(const FeedObserver *view) const;
    void remove(quint64 id);
    void removeOf(const FeedObserver *view);
    void removeAskedOf(const FeedObserver *view);
    /// Searches a view asked for begin anew, the others are dropped.
    void restart();
    [[nodiscard]] const std::vector<PlaceSearch> &all() const { return m_searches; }

private:
    std::vector<PlaceSearch> m_searches;
    quint64 m_ids = 0;
};

} // namespace matinee
