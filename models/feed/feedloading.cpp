// SPDX-License-Identifier: GPL-3.0-or-later
// Which pages of a list are read next, and what becomes of their answers.
#include <algorithm>

#include "models/feed/feed_p.h"
#include "models/feed/feedlimits.h"
#include "models/feed/rowchanges.h"

using namespace Qt::StringLiterals;

namespace matinee {

PageWishes Feed::pagesToLoad()
{
    const FeedList &list = *target();
    PageWishes wanted;
    std::vector<Viewport> landings;
    std::vector<Viewport> shown;
    for (const FeedView &view : m_views.activeNewestFirst()) {
        const auto search = std::ranges::find(m_places.all(), view.observer, &PlaceSearch::view);
        if (search != m_places.all().end() && search->row && list.table.rows() > 0) {
            wanted.visible.push_back(list.table.spotOf(std::min(*search->row, list.table.rows() - 1)).page);
            landings.push_back(m_staged ? search->landing(list.table) : search->landing(list.table.rows()));
        } else if (search == m_places.all().end() && !m_staged) {
            shown.push_back(view.viewport);
        }
    }
    // After a failure what is visible is still tried, once; nothing is read ahead of a store that fails.
    const std::vector<int> landing = wantedPages(list.table, landings, false);
    const std::vector<int> visible = wantedPages(list.table, shown, false);
    wanted.visible.insert(wanted.visible.end(), landing.begin(), landing.end());
    wanted.visible.insert(wanted.visible.end(), visible.begin(), visible.end());
    if (list.failed.empty())
        wanted.ahead = wantedPages(list.table, shown, true);
    addGrowth(list, shown, wanted);
    return wanted;
}

/// The page after a chain's last, where somebody comes near the end or a place is still looked for.
void Feed::addGrowth(const FeedList &list, const std::vector<Viewport> &shown, PageWishes &wishes)
{
    if (!list.mayGrow() || isReopening())
        return;
    const bool isLookedFor = std::ranges::any_of(m_places.all(), &PlaceSearch::awaitsRows);
    if (isLookedFor || (!m_staged && wantsToGrow(list.table, shown, 1)))
        wishes.visible.push_back(list.table.pages());
    else if (!m_staged && wantsToGrow(list.table, shown, kAheadViewports))
        wishes.ahead.push_back(list.table.pages());
}

bool Feed::isWanted(const FeedList &list, int page) const
{
    const bool isMissing = page == list.table.pages() || list.table.needsLoad(page);
    return isMissing && !m_flights.contains(page) && !list.failed.contains(page);
}

void Feed::requestPages()
{
    if (!target() || m_isAwaitingOpening || !m_views.anyActive())
        return;
    const PageWishes wanted = pagesToLoad();
    if (requestThese(wanted.visible, Priority::VisiblePage))
        requestThese(wanted.ahead, Priority::Neighbor);
}

/// False when no more may be on their way.
bool Feed::requestThese(const std::vector<int> &pages, Priority priority)
{
    for (const int page : pages) {
        if (m_flights.isFull())
            return false;
        if (isWanted(*target(), page))
            request(page, priority);
    }
    return true;
}

void Feed::request(int page, Priority priority)
{
    const PageFlight flight = m_flights.begin(page, m_clock.steady());
    const Generation generation = target()->generation;
    m_store.page(m_key, generation, target()->keyOf(page), priority, flight.token,
        whileCurrent<Page>(
            [flight, generation](Feed &feed, Result<Page> answer) { feed.onPage(flight, generation, std::move(answer)); }));
}

void Feed::onPage(const PageFlight &flight, Generation generation, Result<Page> answer)
{
    const bool wasAwaited = m_flights.finish(flight.ticket);
    const FeedList *list = target();
    const int pages = list ? list->table.pages() : 0;
    if (!list || list->generation != generation || flight.page > pages || (flight.page == pages && !list->mayGrow())) {
        ++m_lateDropped;
    } else if (answer && (flight.page == pages || list->table.needsLoad(flight.page))) {
        // Also one that was given up: it is here, it is whole, and it saves asking again.
        apply(flight.page, std::move(*answer), m_clock.steady() - flight.began);
    } else if (!answer && wasAwaited) {
        onPageFailed(flight.page, answer.error());
        return;
    }
    settle();
}

void Feed::onPageFailed(int page, const Error &error)
{
    if (error.kind == ErrorKind::Cancelled && !m_staged) {
        // The store has the list no more: another one took its place. Or it is closing, which is not to be asked for ever.
        const std::chrono::nanoseconds now = m_clock.steady();
        if (m_refresh.is(LoadState::Kind::Loading) || (m_lostAt && now - *m_lostAt < kLossMemory))
            return updateStates();
        m_lostAt = now;
        return startOpening();
    }
    if (m_staged) {
        failRefresh(error);
        return;
    }
    m_trace.error(u"append"_s, error);
    if (page == m_live->table.pages() && wasKeyRefused(error))
        return;
    m_live->failed.insert_or_assign(page, error);
    settle();
}

/// A key that a server no longer takes (it expired) is worth one look at the list from its beginning; the second time
/// within ten minutes the list ends where it is (paging.md 4.6.13).
bool Feed::wasKeyRefused(const Error &error)
{
    const bool saysServer = error.kind == ErrorKind::Rejected || (error.kind == ErrorKind::NotFound && error.httpStatus != 0);
    if (m_live->table.pages() == 0 || !saysServer)
        return false;
    if (m_refresh.is(LoadState::Kind::Loading))
        return true; // it is being looked at already
    const std::chrono::nanoseconds now = m_clock.steady();
    const bool again = m_refusedAt && now - *m_refusedAt < kRefusalMemory;
    m_refusedAt = now;
    if (again) {
        m_live->next.reset();
        m_live->end = EndReason::CursorRefusedTwice;
        settle();
    } else {
        startReopening();
    }
    return true;
}

void Feed::apply(int page, Page answer, std::chrono::nanoseconds took)
{
    const int items = static_cast<int>(answer.rows.size()) + answer.duplicates;
    const bool isFetched = answer.origin == PageOrigin::Network;
    const int duplicates = answer.duplicates;
    RowChanges changes(*target(), m_staged ? nullptr : &m_views);
    const bool isGrowth = page == target()->table.pages();
    PageTable::Filled filled = isGrowth ? changes.append(std::move(answer)) : changes.apply(page, std::move(answer));
    filled.duplicates += duplicates;
    m_trace.page(page, isFetched ? u"network"_s : u"cache"_s, items, filled, took);
    if (m_staged && isGrowth)
        locateAll();
    if (filled.surplus > 0) {
        const QString detail = u"%1 titles more than the page has places"_s.arg(filled.surplus);
        m_trace.error(u"append"_s, fail(ErrorKind::Malformed, detail, pageKeyText(PageNo{page + 1})).value());
    }
}

} // namespace matinee
