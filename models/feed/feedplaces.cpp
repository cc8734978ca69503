// SPDX-License-Identifier: GPL-3.0-or-later
// How the views' places are found again when the rows of a list are exchanged.
#include <algorithm>

#include "models/feed/feed_p.h"
#include "models/feed/feedlimits.h"

using namespace Qt::StringLiterals;

namespace matinee {

/// The places of views that are not looked for yet, also of one that came while the list was made ready.
void Feed::collectPlaces()
{
    for (const FeedView &view : m_views.all()) {
        if (m_places.has(view.observer))
            continue;
        if (std::optional<PlaceSearch> search = searchFrom(view, m_live->table))
            locate(m_places.add(std::move(*search)));
    }
}

void Feed::locateAll()
{
    std::vector<quint64> ids;
    std::ranges::transform(m_places.all(), std::back_inserter(ids), &PlaceSearch::id);
    std::ranges::for_each(ids, [this](quint64 id) { locate(id); });
}

void Feed::locate(quint64 id)
{
    PlaceSearch *search = m_places.find(id);
    const FeedList &list = *target();
    if (!search)
        return;
    if (search->row)
        return;
    const bool isAwaiting = std::exchange(search->awaitsRows, false);
    if (list.table.rows() == 0 && !list.mayGrow()) {
        m_places.remove(id);
    } else if (isAwaiting && search->findIn(list.table)) {
        return;
    } else if (search->next == search->candidates.size()) {
        search->awaitsRows
            = m_staged && list.mayGrow() && list.table.rows() <= search->hintRow + kSearchPages * list.table.pageSize();
        if (!search->awaitsRows && !search->findIn(list.table))
            search->row = list.table.nearestRow(search->hintRow);
    } else {
        m_store.rowOf(m_key, list.generation, search->candidates[search->next].title,
            whileCurrent<qint64>([id, ask = ++search->asks](Feed &feed, const Result<qint64> &row) {
                PlaceSearch *asking = feed.m_places.find(id);
                if (asking && asking->asks == ask)
                    feed.onLocated(*asking, row);
            }));
    }
}

void Feed::onLocated(PlaceSearch &search, const Result<qint64> &row)
{
    if (!row)
        m_trace.error(u"place"_s, row.error());
    if (row && *row >= 0) {
        const bool isBefore = search.candidates[search.next].isBefore;
        search.row = target()->table.nearestRow(*row + (isBefore ? 1 : 0));
    } else {
        ++search.next;
        locate(search.id);
    }
    settle();
}

void Feed::land()
{
    const auto isReady = [this](const PlaceSearch &search) { return isReadyToLand(search); };
    if (m_staged)
        collectPlaces();
    if (!m_staged && m_live)
        landLive();
    else if (m_staged && std::ranges::all_of(m_places.all(), isReady) && !hasViewMovedOn())
        exchange();
}

bool Feed::isReadyToLand(const PlaceSearch &search)
{
    if (!search.row)
        return false;
    const FeedView *view = m_views.find(search.view);
    if (!view || !view->active)
        return true;
    const FeedList &list = *target();
    const Viewport shown = m_staged ? search.landing(list.table) : Viewport{*search.row, *search.row, 0};
    return std::ranges::all_of(wantedPages(list.table, {&shown, 1}, false),
        [&](int page) { return !list.table.needsLoad(page) || list.failed.contains(page); });
}

bool Feed::hasViewMovedOn()
{
    bool moved = false;
    const std::vector<PlaceSearch> searches = m_places.all();
    for (const PlaceSearch &search : searches) {
        const FeedView *view = m_views.find(search.view);
        if (search.isAsked || !view || search.rounds >= kPlaceRounds)
            continue;
        std::optional<PlaceSearch> now = searchFrom(*view, m_live->table);
        if (!now || now->candidates.empty() || search.candidates.empty()
            || now->candidates.front().title == search.candidates.front().title)
            continue;
        now->rounds = search.rounds + 1;
        locate(m_places.add(std::move(*now)));
        moved = true;
    }
    return moved;
}

void Feed::landLive()
{
    const auto isReady = [this](const PlaceSearch &search) { return isReadyToLand(search); };
    for (;;) {
        const auto ready = std::ranges::find_if(m_places.all(), isReady);
        if (ready == m_places.all().end())
            return;
        PlaceSearch search = *ready;
        m_places.remove(search.id);
        if (rows() == 0)
            continue;
        // The store counts rows that were left out here as duplicates: the page itself knows better, once it is read.
        if (search.next < search.candidates.size() && !search.candidates[search.next].isBefore) {
            if (const int row = rowOf(search.candidates[search.next].title); row >= 0)
                search.row = row;
        }
        search.row = std::min(*search.row, rows() - 1);
        place(search.view, *search.row, search.y, search.landing(rows()));
    }
}

void Feed::place(FeedObserver *view, int row, int y, const Viewport &landing)
{
    // Until the view says what it shows there, this is the best guess; its old viewport is certainly wrong.
    if (FeedView *placed = m_views.find(view); placed && placed->viewport.isKnown()) {
        m_views.setViewport(*placed, landing);
        placed->anchor = AnchorPoint{row, y};
    }
    m_views.tellOne(view, [row, y](FeedObserver &observer) { observer.placeFound(row, y); });
}

} // namespace matinee
