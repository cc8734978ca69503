// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/feed.h"

#include <QJsonArray>
#include <QThread>

#include <algorithm>

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

template <typename T, typename Use>
Reply<T> Feed::whileCurrent(Use use)
{
    return [weak = weak_from_this(), epoch = m_epoch, use = std::move(use)](Result<T> result) {
        const std::shared_ptr<Feed> feed = weak.lock();
        if (!feed)
            return;
        Q_ASSERT(QThread::currentThread() == feed->m_thread);
        if (feed->m_epoch == epoch)
            use(*feed, std::move(result));
        else
            ++feed->m_lateDropped;
    };
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
        if (target() && !isAwaitingOpening())
            locate(search);
    }
    if (m_refresh.is(LoadState::Kind::Loading))
        return;
    if (!m_live || m_refresh.is(LoadState::Kind::Failed)) {
        startOpening();
        return;
    }
    m_live->failed.clear();
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
    if (!m_staged && m_live && isJump(before, viewport))
        m_flights.cancelAllBut(pagesToLoad());
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
    settle();
}

void Feed::retry()
{
    if (m_refresh.is(LoadState::Kind::Failed)) {
        startOpening();
    } else if (m_live && !m_live->failed.empty()) {
        m_live->failed.clear();
        settle();
    }
}

void Feed::refresh()
{
    if (!m_refresh.is(LoadState::Kind::Loading) && (m_live || m_refresh.is(LoadState::Kind::Failed)))
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
    const quint64 jump = ++m_jumps;
    m_store.rowOfText(
        m_key, m_live->generation, text, whileCurrent<qint64>([jump, asker = &view](Feed &feed, Result<qint64> row) {
            const FeedView *asking = feed.m_views.find(asker);
            if (!row)
                feed.m_trace.error(u"jump"_s, row.error());
            if (!row || *row < 0 || jump != feed.m_jumps || !asking || feed.rows() == 0)
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
    m_staged.reset();
    m_isStale = false;
    m_places.restart();
    setRefresh(LoadState::loading());
    m_store.open(
        m_key, whileCurrent<FeedOpening>([](Feed &feed, const Result<FeedOpening> &opening) { feed.onOpened(opening); }));
    updateStates();
}

void Feed::onOpened(const Result<FeedOpening> &opening)
{
    Result<FeedList> list = opening.and_then(FeedList::from);
    if (!list) {
        failRefresh(list.error());
        return;
    }
    if (m_live) {
        m_staged = std::move(*list);
        collectPlaces();
    } else {
        setRefresh(LoadState::idle());
        m_views.around(
            &FeedObserver::aboutToReset, [&] { m_live = std::move(*list); }, &FeedObserver::reset);
    }
    locateAll();
    settle();
}

void Feed::failRefresh(const Error &error)
{
    m_epoch = m_epoch.next(); // answers for the list given up
    m_flights.cancelAll();
    m_staged.reset();
    m_places.restart();
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
        if (!search.isAsked && view && view->anchor)
            m_places.find(search.id)->y = view->anchor->y; // scrolled by pixels meanwhile
    }
    FeedList fresh = std::move(*m_staged);
    m_staged.reset();
    setRefresh(LoadState::idle());
    m_views.around(
        &FeedObserver::aboutToReset, [&] { m_live = std::move(fresh); }, &FeedObserver::reset);
    landLive();
}

// ---- places ---------------------------------------------------------------------------------------------------------

void Feed::collectPlaces()
{
    for (const FeedView &view : m_views.all()) {
        if (m_places.has(view.observer))
            continue;
        if (std::optional<PlaceSearch> search = searchFrom(view, m_live->table))
            m_places.add(std::move(*search));
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
    if (list.table.rows() == 0) {
        m_places.remove(id);
    } else if (search->next == search->candidates.size()) {
        search->row = list.table.nearestRow(search->hintRow);
    } else {
        m_store.rowOf(m_key, list.generation, search->candidates[search->next].title,
            whileCurrent<qint64>([id](Feed &feed, const Result<qint64> &row) { feed.onLocated(id, row); }));
    }
}

void Feed::onLocated(quint64 id, const Result<qint64> &row)
{
    PlaceSearch *search = m_places.find(id);
    if (!search)
        return;
    if (!row)
        m_trace.error(u"place"_s, row.error());
    if (row && *row >= 0) {
        const bool isBefore = search->candidates[search->next].isBefore;
        search->row = target()->table.nearestRow(*row + (isBefore ? 1 : 0));
    } else {
        ++search->next;
        locate(id);
    }
    settle();
}

void Feed::land()
{
    if (m_staged)
        landStaged();
    else if (m_live)
        landLive();
}

void Feed::landStaged()
{
    const auto isReady = [this](const PlaceSearch &search) { return isReadyToLand(search); };
    if (std::ranges::all_of(m_places.all(), isReady) && !hasViewMovedOn())
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
    const Viewport shown = m_staged ? search.landing(list.table.rows()) : Viewport{*search.row, *search.row, 0};
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

// ---- loading --------------------------------------------------------------------------------------------------------

std::vector<int> Feed::pagesToLoad()
{
    const FeedList &list = *target();
    std::vector<int> pages;
    std::vector<Viewport> landings;
    std::vector<Viewport> shown;
    for (const FeedView &view : m_views.activeNewestFirst()) {
        const auto search = std::ranges::find(m_places.all(), view.observer, &PlaceSearch::view);
        if (search != m_places.all().end() && search->row && list.table.rows() > 0) {
            pages.push_back(list.table.spotOf(std::min(*search->row, list.table.rows() - 1)).page);
            landings.push_back(search->landing(list.table.rows()));
        } else if (search == m_places.all().end() && !m_staged) {
            shown.push_back(view.viewport);
        }
    }
    // After a failure what is visible is still tried, once; nothing is read ahead of a store that fails.
    const std::vector<int> landing = wantedPages(list.table, landings, false);
    const std::vector<int> visible = wantedPages(list.table, shown, list.failed.empty());
    pages.insert(pages.end(), landing.begin(), landing.end());
    pages.insert(pages.end(), visible.begin(), visible.end());
    return pages;
}

void Feed::requestPages()
{
    if (!target() || isAwaitingOpening() || !m_views.anyActive())
        return;
    for (const int page : pagesToLoad()) {
        if (m_flights.isFull())
            return;
        if (target()->table.needsLoad(page) && !m_flights.contains(page) && !target()->failed.contains(page))
            request(page);
    }
}

void Feed::request(int page)
{
    const PageFlight flight = m_flights.begin(page, m_clock.steady());
    const Generation generation = target()->generation;
    m_store.page(m_key, generation, PageNo{page + 1}, flight.token,
        whileCurrent<Page>(
            [flight, generation](Feed &feed, Result<Page> answer) { feed.onPage(flight, generation, std::move(answer)); }));
}

void Feed::onPage(const PageFlight &flight, Generation generation, Result<Page> answer)
{
    const bool wasAwaited = m_flights.finish(flight.ticket);
    const FeedList *list = target();
    if (!list || list->generation != generation || flight.page >= list->table.pages()) {
        ++m_lateDropped;
    } else if (answer && list->table.needsLoad(flight.page)) {
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
    if (error.kind == ErrorKind::Cancelled) {
        updateStates(); // asking again at once would ask a closing store for ever; the next viewport does
        return;
    }
    if (m_staged) {
        failRefresh(error);
        return;
    }
    m_trace.error(u"append"_s, error);
    m_live->failed.insert_or_assign(page, error);
    settle();
}

void Feed::apply(int page, Page answer, std::chrono::nanoseconds took)
{
    const int items = static_cast<int>(answer.rows.size());
    const PageTable::Filled filled = RowChanges(*target(), m_staged ? nullptr : &m_views).apply(page, std::move(answer));
    m_trace.page(page, u"cache"_s, items, filled, took);
    if (filled.surplus > 0) {
        const QString detail = u"%1 titles more than the page has places"_s.arg(filled.surplus);
        m_trace.error(u"append"_s, fail(ErrorKind::Malformed, detail, pageKeyText(PageNo{page + 1})).value());
    }
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
        {u"views"_s, views}, {u"requestsSent"_s, qint64(m_flights.sent())}, {u"lateDropped"_s, m_lateDropped}};
}

} // namespace matinee
