// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/feed.h"

#include <QJsonArray>
#include <QThread>

#include <algorithm>

#include "models/feed/feed_p.h"
#include "models/feed/feedlimits.h"
#include "models/feed/rowchanges.h"

using namespace Qt::StringLiterals;

namespace matinee {

Feed::Feed(FeedKey key, FeedStore &store, Clock &clock, TraceSink &trace)
    : m_key(std::move(key)), m_store(store), m_clock(clock), m_trace(trace, m_key.text()), m_thread(QThread::currentThread())
{
}

FeedList *Feed::target()
{
    if (m_staged)
        return &*m_staged;
    return m_live ? &*m_live : nullptr;
}

// ---- what views ask -------------------------------------------------------------------------------------------------

void Feed::attach(FeedObserver &view)
{
    m_views.add(view);
}

void Feed::detach(FeedObserver &view)
{
    m_views.remove(view);
    m_places.removeOf(&view);
    settle();
}

void Feed::open(FeedObserver &view, const std::optional<Anchor> &anchor)
{
    const FeedView *asking = m_views.find(&view);
    if (anchor && asking) {
        const quint64 search = m_places.add(searchFor(*asking, *anchor));
        if (target() && !m_isAwaitingOpening)
            locate(search);
    }
    if (m_refresh.is(LoadState::Kind::Loading))
        return;
    if (!m_live) {
        startOpening();
        return;
    }
    m_live->failed.clear();
    if (m_refresh.error)
        startReopening();
    else if (m_offer)
        showOffer();
    if (m_live->table.pages() > 0 && !m_live->table.needsLoad(0))
        m_trace.page(0, u"memory"_s, m_live->table.itemsIn(0), {}, {});
    settle();
}

void Feed::setViewport(FeedObserver &view, const Viewport &viewport)
{
    FeedView *moved = m_views.find(&view);
    if (!moved)
        return;
    const Viewport before = moved->viewport;
    m_views.setViewport(*moved, viewport);
    if (moved->anchor && (moved->anchor->row < viewport.first || moved->anchor->row > viewport.last))
        moved->anchor.reset();
    if (before.isKnown() && viewport.first != before.first)
        m_places.removeAskedOf(&view); // the reader has gone on from there
    if (!m_staged && m_live && isJump(before, viewport))
        m_flights.cancelAllBut(pagesToLoad().all());
    settle();
}

void Feed::setAnchor(FeedObserver &view, int row, int y)
{
    if (FeedView *anchored = m_views.find(&view))
        anchored->anchor = AnchorPoint{row, y};
}

void Feed::setActive(FeedObserver &view, bool active)
{
    FeedView *changed = m_views.find(&view);
    if (!changed || changed->active == active)
        return;
    changed->active = active;
    if (active && m_isStale)
        startOpening();
    else if (active && std::exchange(m_isOutdated, false))
        recheck();
    settle();
}

void Feed::retry()
{
    if (m_refresh.error && m_live) {
        m_live->failed.clear();
        startReopening();
    } else if (m_refresh.error) {
        startOpening();
    } else if (m_live && !m_live->failed.empty()) {
        m_live->failed.clear();
        settle();
    } else if (canLookFurther()) {
        m_live->next = m_store.lookFurther(m_key, m_live->generation);
        settle();
    }
}

void Feed::pause(const Error &why)
{
    const auto metNobody
        = [](const Error &error) { return error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::Timeout; };
    if (m_refresh.error && metNobody(*m_refresh.error))
        setRefresh(LoadState::failed(why));
    if (m_live) {
        for (auto &[page, error] : m_live->failed)
            error = metNobody(error) ? why : error;
    }
    settle();
}

bool Feed::isPaused() const
{
    return m_refresh.is(LoadState::Kind::Paused) || m_append.is(LoadState::Kind::Paused);
}

void Feed::resume()
{
    if (m_live)
        std::erase_if(m_live->failed, [](const auto &failed) { return LoadState::isPause(failed.second); });
    if (m_refresh.is(LoadState::Kind::Paused) && m_live)
        startReopening();
    else if (m_refresh.is(LoadState::Kind::Paused))
        startOpening();
    settle();
}

void Feed::refresh()
{
    m_isWaitedFor = true; // also of one that runs in the background
    if (m_refresh.is(LoadState::Kind::Loading))
        return;
    if (m_live)
        startReopening();
    else if (m_refresh.error)
        startOpening();
}

void Feed::invalidate()
{
    if (m_live && !m_views.anyActive())
        m_isStale = true;
    else if (m_live || !m_refresh.is(LoadState::Kind::Idle))
        startOpening();
}

void Feed::jumpToText(FeedObserver &view, const QString &text)
{
    if (!m_live || m_staged)
        return;
    const quint64 jump = ++m_asks;
    m_store.rowOfText(
        m_key, m_live->generation, text, whileCurrent<qint64>([jump, asker = &view](Feed &feed, Result<qint64> row) {
            const FeedView *asking = feed.m_views.find(asker);
            if (!row)
                feed.m_trace.error(u"jump"_s, row.error());
            if (!row || *row < 0 || jump != feed.m_asks || !asking || feed.rows() == 0)
                return;
            PlaceSearch found = searchFor(*asking, {});
            found.row = feed.m_live->table.nearestRow(*row);
            feed.place(asker, *found.row, 0, found.landing(feed.rows()));
            feed.settle();
        }));
}

// ---- opening --------------------------------------------------------------------------------------------------------

void Feed::startOpening()
{
    m_epoch = m_epoch.next();
    m_flights.cancelAll();
    dropStaged();
    dropOffer();
    m_isStale = false;
    m_isAwaitingOpening = true;
    m_places.restart();
    setRefresh(LoadState::loading());
    m_store.open(
        m_key, whileCurrent<FeedOpening>([](Feed &feed, const Result<FeedOpening> &opening) { feed.onOpened(opening); }));
    updateStates();
}

void Feed::onOpened(const Result<FeedOpening> &opening)
{
    m_isAwaitingOpening = false;
    if (!opening)
        return failRefresh(opening.error());
    if (m_live) {
        stage(*opening);
    } else {
        Result<FeedList> list = FeedList::from(*opening);
        if (!list)
            return failRefresh(list.error());
        setRefresh(LoadState::idle());
        m_views.around(
            &FeedObserver::aboutToReset, [&] { m_live = std::move(*list); }, &FeedObserver::reset);
        locateAll();
    }
    if (opening->freshness != Freshness::Fresh && !m_staged)
        startReopening();
    settle();
}

/// Makes the list that was opened ready beside the one shown.
void Feed::stage(const FeedOpening &opening)
{
    Result<FeedList> list = FeedList::from(opening);
    if (!list)
        return failRefresh(list.error());
    m_flights.cancelAll();
    m_staged = std::move(*list);
    locateAll(); // also the place a view asked for before there was a list
    collectPlaces();
}

void Feed::failRefresh(const Error &error)
{
    if (m_staged) {
        m_epoch = m_epoch.next(); // answers for the list given up
        m_flights.cancelAll();
        dropStaged();
    }
    m_places.restart();
    m_isAwaitingOpening = false;
    m_isWaitedFor = false;
    m_trace.error(u"refresh"_s, error);
    setRefresh(LoadState::failed(error));
    if (m_live)
        locateAll();
    settle();
}

void Feed::exchange()
{
    for (const PlaceSearch &search : m_places.all()) {
        const FeedView *view = m_views.find(search.view);
        PlaceSearch *mine = m_places.find(search.id);
        if (!search.isAsked && view && view->anchor)
            mine->y = view->anchor->y; // scrolled by pixels meanwhile
        if (mine->isGuess())
            (void)mine->findIn(m_staged->table);
    }
    FeedList fresh = std::move(*m_staged);
    m_staged.reset();
    m_flights.cancelAll(); // of the list that goes
    m_store.activate(m_key, fresh.generation);
    setRefresh(LoadState::idle());
    swapRows(std::move(fresh));
    landLive();
}

/// One list becomes the other, in three steps that an item model has words for: rows come at the end if the new list is
/// longer, all change places (so that whoever holds on to a title keeps it), rows go at the end if it is shorter.
void Feed::swapRows(FeedList fresh)
{
    const int before = m_live->table.rows();
    const int after = fresh.table.rows();
    const auto insert = [=](FeedObserver &view) { view.rowsAboutToBeInserted(before, after - 1); };
    if (after > before)
        m_views.around(
            insert, [&] { m_spareRows = after - before; }, &FeedObserver::rowsInserted);
    FeedList old = std::move(fresh);
    const auto newRow = [&](int row) {
        const std::optional<ItemId> item = row < old.table.rows() ? old.table.item(row) : std::nullopt;
        return item ? m_live->table.rowOf(*item) : -1;
    };
    m_views.around(
        &FeedObserver::rowsAboutToMove,
        [&] {
            std::swap(*m_live, old);
            m_spareRows = std::max(0, before - after);
        },
        [&](FeedObserver &view) { view.rowsMoved(newRow); });
    const auto remove = [=](FeedObserver &view) { view.rowsAboutToBeRemoved(after, before - 1); };
    if (after < before)
        m_views.around(
            remove, [&] { m_spareRows = 0; }, &FeedObserver::rowsRemoved);
}

// ---- states ---------------------------------------------------------------------------------------------------------

void Feed::settle()
{
    if (m_views.isTelling()) {
        m_settleAgain = true;
        return;
    }
    do {
        m_settleAgain = false;
        land();
        if (m_live)
            RowChanges(*m_live, &m_views).evictFarPages();
        requestPages();
        updateStates();
    } while (m_settleAgain);
}

qint64 Feed::total() const
{
    if (!m_live)
        return -1;
    return m_live->table.isChain() ? m_live->total : rows();
}

bool Feed::canLookFurther() const
{
    return m_live && m_live->table.isChain() && m_append.end == EndReason::NothingNew;
}

bool Feed::canGrow() const
{
    return m_live && m_live->mayGrow() && m_append.is(LoadState::Kind::Idle) && m_views.anyActive();
}

void Feed::setRefresh(LoadState state)
{
    if (state == m_refresh)
        return;
    m_refresh = std::move(state);
    m_stateChanged = true;
    m_trace.state(u"refresh"_s, m_refresh);
}

void Feed::updateStates()
{
    LoadState append = m_live ? m_live->appendState(!m_staged && !m_flights.isEmpty()) : LoadState::idle();
    if (append != m_append) {
        m_append = std::move(append);
        m_stateChanged = true;
        m_trace.state(u"append"_s, m_append);
    }
    const std::pair rowsNow(rows(), knownRows());
    if (!m_stateChanged && rowsNow == m_toldRows)
        return;
    m_stateChanged = false;
    m_toldRows = rowsNow;
    m_views.tell(&FeedObserver::statusChanged);
}

QJsonObject Feed::dump() const
{
    QJsonArray views;
    for (const FeedView &view : m_views.all()) {
        views.append(QJsonObject{{u"active"_s, view.active}, {u"first"_s, view.viewport.first}, {u"last"_s, view.viewport.last},
            {u"anchorRow"_s, view.anchor ? view.anchor->row : -1}, {u"anchorY"_s, view.anchor ? view.anchor->y : 0}});
    }
    QJsonArray failed;
    for (const auto &page : m_live ? m_live->failed : std::map<int, Error>{})
        failed.append(page.first + 1);
    const QJsonObject slots_{{u"refresh"_s, loadStateName(m_refresh.kind)}, {u"append"_s, loadStateName(m_append.kind)}};
    return {{u"key"_s, m_key.text()}, {u"generation"_s, m_live ? qint64(m_live->generation.value) : -1},
        {u"epoch"_s, qint64(m_epoch.value)}, {u"rows"_s, rows()}, {u"loaded"_s, knownRows()},
        {u"inMemory"_s, m_live ? m_live->table.residentRows() : 0}, {u"slots"_s, slots_},
        {u"end"_s, m_append.end ? QJsonValue(endReasonName(*m_append.end)) : QJsonValue()}, {u"failedPages"_s, failed},
        {u"offered"_s, m_offer ? QJsonValue(m_offer->newTitles) : QJsonValue()}, {u"views"_s, views},
        {u"requestsSent"_s, qint64(m_flights.sent())}, {u"lateDropped"_s, m_lateDropped}};
}

} // namespace matinee
