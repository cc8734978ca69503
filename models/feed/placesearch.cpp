// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/placesearch.h"

#include <algorithm>

#include "models/feed/feedlimits.h"

namespace matinee {

Viewport PlaceSearch::landing(int rows) const
{
    const int first = std::max(0, row.value_or(0) - lead);
    return clamped({first, first + span - 1, 0}, rows);
}

Viewport PlaceSearch::landing(const PageTable &table) const
{
    Viewport shown = landing(table.rows());
    if (isGuess() && !candidates.empty()) {
        shown.first -= table.pageSize();
        shown.last += table.pageSize();
    }
    return clamped(shown, table.rows());
}

bool PlaceSearch::findIn(const PageTable &table)
{
    for (const PlaceCandidate &candidate : candidates) {
        if (const int found = table.rowOf(candidate.title); found >= 0) {
            row = std::min(found + (candidate.isBefore ? 1 : 0), table.rows() - 1);
            return true;
        }
    }
    return false;
}

PlaceSearch searchFor(const FeedView &view, const Anchor &anchor)
{
    PlaceSearch search;
    search.view = view.observer;
    search.candidates.push_back({anchor.title, false});
    search.hintRow = anchor.row;
    search.y = anchor.y;
    search.span = view.viewport.isKnown() ? view.viewport.rows() : 1;
    search.isAsked = true;
    return search;
}

std::optional<PlaceSearch> searchFrom(const FeedView &view, const PageTable &table)
{
    const Viewport shown = clamped(view.viewport, table.rows());
    if (!shown.isKnown())
        return std::nullopt;
    const AnchorPoint anchor = view.anchor.value_or(AnchorPoint{shown.first, 0});
    const int row = std::clamp(anchor.row, 0, table.rows() - 1);
    PlaceSearch search;
    search.view = view.observer;
    search.hintRow = row;
    search.y = anchor.y;
    search.lead = std::max(0, row - shown.first);
    search.span = shown.rows();
    const auto add = [&](int at, bool isBefore) {
        if (const Title *title = table.title(at))
            search.candidates.push_back({title->id, isBefore});
    };
    const std::size_t most = kFallbackTitles + 1;
    for (int at = row; at <= shown.last && search.candidates.size() < most; ++at)
        add(at, false);
    for (int at = row - 1; at >= shown.first && search.candidates.size() < most; --at)
        add(at, true);
    return search;
}

quint64 PlaceSearches::add(PlaceSearch search)
{
    removeOf(search.view);
    search.id = ++m_ids;
    m_searches.push_back(std::move(search));
    return m_ids;
}

PlaceSearch *PlaceSearches::find(quint64 id)
{
    const auto found = std::ranges::find(m_searches, id, &PlaceSearch::id);
    return found == m_searches.end() ? nullptr : &*found;
}

bool PlaceSearches::has(const FeedObserver *view) const
{
    return std::ranges::find(m_searches, view, &PlaceSearch::view) != m_searches.end();
}

void PlaceSearches::remove(quint64 id)
{
    std::erase_if(m_searches, [id](const PlaceSearch &search) { return search.id == id; });
}

void PlaceSearches::removeOf(const FeedObserver *view)
{
    std::erase_if(m_searches, [view](const PlaceSearch &search) { return search.view == view; });
}

void PlaceSearches::removeAskedOf(const FeedObserver *view)
{
    std::erase_if(m_searches, [view](const PlaceSearch &search) { return search.view == view && search.isAsked; });
}

void PlaceSearches::restart()
{
    std::erase_if(m_searches, [](const PlaceSearch &search) { return !search.isAsked; });
    for (PlaceSearch &search : m_searches) {
        search.next = 0;
        search.row.reset();
    }
}

} // namespace matinee
