// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a list is still what it is on its server, and what becomes of another one.
#include <algorithm>

#include "models/feed/feed_p.h"
#include "models/feed/feedlimits.h"

namespace matinee {

void Feed::recheck()
{
    if (m_live && m_views.anyActive() && !m_refresh.is(LoadState::Kind::Loading) && !m_offer)
        startReopening();
    else if (m_live && !m_views.anyActive())
        m_isOutdated = true;
}

void Feed::revalidate()
{
    if (!m_live || !m_views.anyActive() || m_refresh.is(LoadState::Kind::Loading) || m_refresh.error)
        return;
    if (!m_store.isStale(m_key, m_offer ? m_offer->generation : m_live->generation))
        return;
    startReopening();
}

/// Asks whether the list is still what it is; rows are read on meanwhile, but none are added (paging.md rule 4).
void Feed::startReopening()
{
    m_isOutdated = false;
    dropOffer(); // it is another list again by now, and the store keeps one beside the one shown
    setRefresh(LoadState::loading());
    m_store.reopen(
        m_key, whileCurrent<FeedOpening>([](Feed &feed, const Result<FeedOpening> &opening) { feed.onReopened(opening); }));
    updateStates();
}

void Feed::onReopened(const Result<FeedOpening> &opening)
{
    if (!opening) {
        m_isWaitedFor = false;
        return failRefresh(opening.error());
    }
    const bool isLocal = opening->savedAt.isNull(); // never offered: it is there already
    const bool isOnlyOne = opening->isOnlyOne || (opening->beside && *opening->beside != m_live->generation);
    const bool isReplaced = isOnlyOne || (opening->replacesAtOnce && !m_views.anyScrolled());
    if (opening->isUnchanged && !isOnlyOne) {
        m_isWaitedFor = false;
        m_live->savedAt = opening->savedAt;
        m_stateChanged = true;
        setRefresh(LoadState::idle());
    } else if (std::exchange(m_isWaitedFor, false) || isLocal || isReplaced) {
        stage(*opening);
    } else {
        beginAhead(*opening);
    }
    settle();
}

// ---- reading ahead --------------------------------------------------------------------------------------------------

void Feed::beginAhead(const FeedOpening &opening)
{
    m_ahead = OfferAhead{opening, 1, 1, {}, {}, ++m_asks};
    for (const FeedView &view : m_views.activeNewestFirst()) {
        const int row = view.anchor ? view.anchor->row : view.viewport.first;
        const Title *title = row < m_live->table.rows() ? m_live->table.title(row) : nullptr;
        if (!title)
            continue;
        m_ahead->places.push_back(title->id);
        // A list that gained a page at its top still has the reader's title among these; who is farther down is looked
        // for when the offer is taken.
        m_ahead->mostPages = std::max(m_ahead->mostPages, row / std::max(1, opening.pageSize) + 2);
    }
    m_ahead->mostPages = std::min(m_ahead->mostPages, kAheadPages);
    lookAhead();
}

/// Looks for the first place that is not found yet among the pages read, and reads another where it is not there.
void Feed::lookAhead()
{
    const auto next = m_ahead->next();
    if (m_ahead->places.empty() || m_ahead->pages >= m_ahead->mostPages || !next) {
        const FeedOpening opening = std::exchange(m_ahead, std::nullopt)->opening;
        if (std::exchange(m_isWaitedFor, false)) // asked for by the person meanwhile
            return stage(opening);
        m_offer = opening;
        m_stateChanged = true;
        return setRefresh(LoadState::idle());
    }
    m_store.rowOf(m_key, m_ahead->opening.generation, m_ahead->places.front(),
        whileCurrent<qint64>([number = m_ahead->number, key = *next](Feed &feed, const Result<qint64> &row) {
            if (!feed.m_ahead || feed.m_ahead->number != number)
                return;
            const auto isNewest = [number](const Feed &self) { return self.m_ahead && self.m_ahead->number == number; };
            if (row && *row < 0) {
                feed.m_store.page(feed.m_key, feed.m_ahead->opening.generation, key, Priority::Neighbor, feed.m_ahead->token,
                    feed.whileCurrent<Page>([isNewest, key](Feed &self, const Result<Page> &page) {
                        if (isNewest(self))
                            self.onReadAhead(key, page);
                    }));
                return;
            }
            feed.m_ahead->places.erase(feed.m_ahead->places.begin());
            feed.lookAhead();
            feed.settle();
        }));
}

void Feed::onReadAhead(const PageKey &key, const Result<Page> &page)
{
    if (!page) {
        m_store.discard(m_key, m_ahead->opening.generation);
        m_ahead.reset();
        m_isWaitedFor = false;
        m_trace.error(QStringLiteral("refresh"), page.error());
        setRefresh(page.error().kind == ErrorKind::Cancelled ? LoadState::idle() : LoadState::failed(page.error()));
    } else {
        const int index = m_ahead->pages;
        const bool isKnownHere = index < m_live->table.pages() && m_live->table.isKnown(index);
        if (isKnownHere) // else nobody can tell what of it is new
            m_ahead->opening.newTitles += static_cast<int>(
                std::ranges::count_if(page->rows, [&](const Row &row) { return m_live->table.rowOf(row.item) < 0; }));
        m_ahead->add(key, *page);
        lookAhead();
    }
    settle();
}

// ---- what waits to be shown -----------------------------------------------------------------------------------------

std::optional<int> Feed::offeredTitles() const
{
    return m_offer ? std::optional(m_offer->newTitles) : std::nullopt;
}

void Feed::showOffer()
{
    if (!m_offer || m_staged)
        return;
    const FeedOpening opening = *std::exchange(m_offer, std::nullopt);
    setRefresh(LoadState::loading());
    m_stateChanged = true;
    stage(opening);
    settle();
}

void Feed::dropOffer()
{
    for (const Generation generation :
        {m_ahead ? m_ahead->opening.generation : Generation(), m_offer ? m_offer->generation : Generation()}) {
        if (generation != Generation())
            m_store.discard(m_key, generation);
    }
    m_stateChanged = m_stateChanged || m_offer;
    m_ahead.reset();
    m_offer.reset();
}

void Feed::dropStaged()
{
    if (!m_staged)
        return;
    m_store.discard(m_key, m_staged->generation);
    m_staged.reset();
}

} // namespace matinee
