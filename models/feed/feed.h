// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <memory>
#include <optional>

#include "models/catalog/clock.h"
#include "models/catalog/feedstore.h"
#include "models/feed/feedlist.h"
#include "models/feed/feedtrace.h"
#include "models/feed/feedviews.h"
#include "models/feed/offerahead.h"
#include "models/feed/pageflights.h"
#include "models/feed/placesearch.h"

class QThread;

namespace matinee {

/// One list and all its views: which rows there are, which pages are read next, and what happens when the list
/// changes underneath (paging.md 4.1 to 4.8). Pure logic on the thread it was made on: it waits for nothing, reads no
/// clock but the one given, and needs no event loop. Rows change only when the store answers, never inside a call
/// from a view. Must be owned by a shared_ptr (answers outlive it).
class Feed : public std::enable_shared_from_this<Feed>
{
public:
    Feed(FeedKey key, FeedStore &store, Clock &clock, TraceSink &trace);
    [[nodiscard]] const FeedKey &key() const { return m_key; }

    /// A view stays until it detaches. A new one is hidden and has no viewport.
    void attach(FeedObserver &view);
    void detach(FeedObserver &view);
    [[nodiscard]] bool isWatched() const { return !m_views.isEmpty(); }
    [[nodiscard]] bool isSeen() const { return m_views.anyActive(); }

    /// Opens the list unless it is open, around the anchor if one is given: placeFound() follows once its page is
    /// here. Also forgives failed pages, as reopening does.
    void open(FeedObserver &view, const std::optional<Anchor> &anchor);
    /// What the view shows; the newest drives what is loaded next. A move of more than a viewport gives up what is
    /// being read for the place left. O(pages near the viewport), whatever the size of the list.
    void setViewport(FeedObserver &view, const Viewport &viewport);
    void setAnchor(FeedObserver &view, int row, int y); ///< to hold on to if rows are exchanged; else the first row at y 0
    /// Pages are read only while a view is active; what is on its way when the last one hides is kept.
    void setActive(FeedObserver &view, bool active);
    void retry();                 ///< asks once more for what failed, or looks further where pages brought nothing new
    void pause(const Error &why); ///< there is no way to its server: what failed for want of an answer waits instead
    void resume();                ///< there is one again: what was paused goes on, once
    [[nodiscard]] bool isPaused() const;
    /// Asks for the list anew; one that is another by now is made ready beside the one shown and exchanged in one turn,
    /// every view keeping its place. Merged with one that runs. Nothing before open().
    void refresh();
    void revalidate(); ///< recheck() where the list, or the one offered, is older than it stays fresh
    void recheck();    ///< as refresh(), but another list is offered, not shown; a hidden list waits to be shown
    [[nodiscard]] std::optional<int> offeredTitles() const; ///< new titles of the other list that waits, as far as seen
    void showOffer();         ///< shows it, every view keeping its place; nothing where nothing is offered
    void invalidate();        ///< the store's rows changed: as refresh(), but one that runs begins anew; a hidden list waits
    void hint() { settle(); } ///< somebody wants more rows: looks again at what the viewports need; harmless
    /// placeFound() with y 0 where the list has an order and a title at or after `text`; the newest ask wins.
    void jumpToText(FeedObserver &view, const QString &text);

    [[nodiscard]] int rows() const { return m_live ? m_live->table.rows() + m_spareRows : 0; }
    /// `row` must be one of rows(). Null while it is not in memory; valid until the observer's next call.
    [[nodiscard]] const Title *titleAt(int row) const { return isSpare(row) ? nullptr : m_live->table.title(row); }
    [[nodiscard]] RowKind kindOf(int row) const { return isSpare(row) ? RowKind::Gap : m_live->table.kind(row); }
    /// Of a title in memory, else -1. O(rows in memory).
    [[nodiscard]] int rowOf(const TitleId &title) const { return m_live ? m_live->table.rowOf(title) : -1; }
    [[nodiscard]] bool isOpened() const { return m_live.has_value(); }
    [[nodiscard]] int knownRows() const { return m_live ? m_live->table.knownRows() : 0; }
    [[nodiscard]] qint64 total() const;        ///< as its source counts the whole list; -1 where it does not
    [[nodiscard]] bool canGrow() const;        ///< whether rows may be added at the end now (paging.md 4.5)
    [[nodiscard]] bool canLookFurther() const; ///< it ended because pages brought nothing new: retry() reads on
    [[nodiscard]] QDateTime savedAt() const { return m_live ? m_live->savedAt : QDateTime(); }
    [[nodiscard]] const LoadState &refreshState() const { return m_refresh; }
    [[nodiscard]] const LoadState &appendState() const { return m_append; }
    [[nodiscard]] QJsonObject dump() const; ///< for --dump-state

private:
    [[nodiscard]] FeedList *target(); // that pages are read for: the one made ready beside the shown one, if any
    [[nodiscard]] bool isReopening() const { return m_refresh.is(LoadState::Kind::Loading) && !m_staged; } // no rows are added
    [[nodiscard]] bool isSpare(int row) const { return row >= m_live->table.rows(); }
    template <typename T, typename Use>
    [[nodiscard]] Reply<T> whileCurrent(Use use);
    void startOpening();
    void onOpened(const Result<FeedOpening> &opening);
    void stage(const FeedOpening &opening);
    void startReopening();
    void beginAhead(const FeedOpening &opening);
    void lookAhead();
    void onReadAhead(const PageKey &key, const Result<Page> &page);
    void dropOffer();
    void onReopened(const Result<FeedOpening> &opening);
    void dropStaged();
    void failRefresh(const Error &error);
    void exchange();
    void swapRows(FeedList fresh);
    void collectPlaces();
    void locate(quint64 search);
    void locateAll();
    void onLocated(PlaceSearch &search, const Result<qint64> &row);
    void land();
    void landLive();
    [[nodiscard]] bool isReadyToLand(const PlaceSearch &search);
    [[nodiscard]] bool hasViewMovedOn();
    void place(FeedObserver *view, int row, int y, const Viewport &landing);
    [[nodiscard]] PageWishes pagesToLoad();
    void addGrowth(const FeedList &list, const std::vector<Viewport> &shown, PageWishes &wishes);
    void requestPages();
    bool requestThese(const std::vector<int> &pages, Priority priority);
    void request(int page, Priority priority);
    [[nodiscard]] bool isWanted(const FeedList &list, int page) const;
    void onPage(const PageFlight &flight, Generation generation, Result<Page> answer);
    void onPageFailed(int page, const Error &error);
    [[nodiscard]] bool wasKeyRefused(const Error &error);
    void apply(int page, Page answer, std::chrono::nanoseconds took);
    void settle();
    void setRefresh(LoadState state);
    void updateStates();

    FeedKey m_key;
    FeedStore &m_store;
    Clock &m_clock;
    FeedTrace m_trace;
    QThread *m_thread;
    Epoch m_epoch;
    std::optional<FeedList> m_live;   // what the views show
    std::optional<FeedList> m_staged; // made ready beside it
    int m_spareRows = 0;              // empty ones at the end, while one list becomes the other
    FeedViews m_views;
    PageFlights m_flights;  // of target()
    PlaceSearches m_places; // rows are those of target()
    LoadState m_refresh;
    LoadState m_append;
    std::pair<int, int> m_toldRows; // rows and known rows at the last statusChanged()
    bool m_stateChanged = false;
    std::optional<OfferAhead> m_ahead;                   // another list, found in the background, which is read ahead
    std::optional<FeedOpening> m_offer;                  // it waits to be shown
    std::optional<std::chrono::nanoseconds> m_refusedAt; // when the server last refused the key of a page
    std::optional<std::chrono::nanoseconds> m_lostAt;    // when the store last had the rows shown no more
    bool m_isAwaitingOpening = false;                    // the rows of before may be gone from the store
    bool m_isWaitedFor = false;                          // the refresh that runs was asked for by the person
    bool m_isOutdated = false;                           // worth a recheck() once somebody looks
    bool m_isStale = false;                              // invalidated while hidden
    bool m_settleAgain = false;                          // asked for while views were being told
    quint64 m_asks = 0;                                  // numbers asks of which only the newest counts
    qint64 m_lateDropped = 0;
};

} // namespace matinee
