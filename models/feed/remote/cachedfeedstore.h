// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "models/catalog/clock.h"
#include "models/catalog/feedstore.h"
#include "models/catalog/obstacle.h"
#include "models/catalog/tracesink.h"
#include "models/feed/remote/remotelist.h"

namespace matinee {

/// Lists of remote sources as a FeedStore: pages are read from the PageStore; what is not kept there is fetched from
/// the PageSource, kept, and then read. Main thread, no event loop of its own, no waiting; the store and the source
/// outlive it, and their late answers are harmless. Rules: paging.md 4.3 to 4.7, 4.10, 4.11.
class CachedFeedStore final : public FeedStore
{
public:
    /// What happens to pages that are kept but no longer fresh.
    enum class StalePages {
        Shown, ///< answered as they are, and asked about in the background: the window, which never waits
        Asked, ///< asked about first; what is kept is the answer when nobody answers: a command, which prints once
    };
    /// Runs a call later, from the event loop of the main thread.
    using Later = std::function<void(std::function<void()>)>;

    CachedFeedStore(PageStore &store, PageSource &source, Clock &clock, TraceSink &trace, Later later, StalePages stale);
    ~CachedFeedStore() override;

    /// What stands in the way of asking a source: what is not kept fails with it.
    void setObstacle(Obstacle obstacle) { m_obstacle = std::move(obstacle); }
    /// Every kept page counts as stale until it was asked for since its list was opened.
    void setRefreshing(bool refreshing) { m_refreshing = refreshing; }
    /// A page in the background turned out to be another one: the list is worth a reopen().
    void onDrift(std::function<void(const FeedKey &)> listener) { m_onDrift = std::move(listener); }

    /// The kept list whatever its age (but Gone while the source answers), else the source's first page.
    /// Offline where nothing is kept and nothing may be asked.
    void open(const FeedKey &feed, Reply<FeedOpening> reply) override;
    /// As open(), for nobody who waits: the source is asked behind everything else.
    void openAhead(const FeedKey &feed, Reply<FeedOpening> reply) { openFor(feed, Priority::Prefetch, std::move(reply)); }
    void reopen(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void activate(const FeedKey &feed, Generation generation) override;
    void discard(const FeedKey &feed, Generation generation) override;
    void release(const FeedKey &feed) override;
    [[nodiscard]] std::optional<PageKey> lookFurther(const FeedKey &feed, Generation generation) override;
    /// Of its first page; lists whose server is not asked now are never stale.
    [[nodiscard]] bool isStale(const FeedKey &feed, Generation generation) const override;
    /// Cancelled for a generation that is no longer kept.
    void page(const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;
    void keptPage(const FeedKey &feed, Generation generation, const PageKey &key, Reply<Page> reply) override;
    /// Only among the pages that are kept.
    void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) override;
    /// -1: a remote list is in the order its server likes.
    void rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply) override;

private:
    using List = std::shared_ptr<RemoteList>;
    /// A list that is asked for because nothing is kept of it, and who waits for it.
    struct Opening {
        std::vector<Reply<FeedOpening>> waiters;
    };
    template <typename T, typename Use>
    [[nodiscard]] Reply<T> alive(Use use);
    template <typename T>
    void answerLater(const Reply<T> &reply, Result<T> result);
    /// Goes on at once where nothing stands in the way of asking; else the obstacle is the answer, if it is still there then.
    template <typename T>
    void whenFree(const QString &source, const Reply<T> &reply, std::function<void()> goOn);

    [[nodiscard]] List find(const FeedKey &feed, Generation generation) const;
    void remember(const List &list);
    void forget(const FeedKey &keptAs, Generation generation);
    /// Under which key the list that was opened last is kept: another account's has another.
    [[nodiscard]] FeedKey keptKey(const FeedKey &feed) const;
    /// How a list is opened: whose it is, and how urgent its first page is where it is asked for.
    struct Manner {
        FeedTraits traits;
        Priority priority = Priority::VisiblePage;
    };
    void openFor(const FeedKey &feed, Priority priority, const Reply<FeedOpening> &reply);
    void openKept(const FeedKey &feed, const Manner &manner, StoredFeed kept, const Reply<FeedOpening> &reply);
    void openAnew(const FeedKey &feed, const Manner &manner, const List &fallback, const Reply<FeedOpening> &reply);
    void begin(const FeedKey &feed, FeedTraits traits, const FetchedPage &first, std::function<void(Result<List>)> then);
    [[nodiscard]] FeedOpening unchanged(const List &list) const;
    void checkFirst(const List &list, const FetchedPage &first, const Reply<FeedOpening> &reply);
    void stage(const List &list, const FetchedPage &first, const std::vector<TitleId> &before, const Reply<FeedOpening> &reply);

    [[nodiscard]] Error lost(const List &list);
    [[nodiscard]] bool isStillOf(const FeedKey &feed, const QString &account) const;
    void fetchFirst(const FeedKey &feed, const Manner &manner, const Validators &validators, const Reply<FetchedPage> &reply);
    void readKept(const List &list, int ix, const CancelToken &cancel, const Reply<Page> &reply);
    void checkKept(const List &list, int ix, Priority priority, std::function<void()> then);
    void onChecked(const List &list, int ix, const FetchedPage &answer, const std::function<void()> &then);
    void onStillThere(const List &list, int ix, const FetchedPage &answer);
    void fetchPage(const List &list, int ix, const PageKey &key, const RemoteList::Flight::Waiter &waiter);
    void startFlight(const List &list, int ix, const PageKey &key);
    void land(const List &list, int ix, const Result<Page> &page);
    void keepPage(const List &list, int ix, const PageKey &key, const FetchedPage &fetched, Reply<Page> reply);
    [[nodiscard]] Page noted(RemoteList &list, int ix, const PageKey &key, const FetchedPage &fetched, Page page) const;
    void traceLookUp(const QString &what, const FeedKey &feed, int ix) const;

    PageStore &m_store;
    PageSource &m_source;
    Clock &m_clock;
    TraceSink &m_trace;
    Later m_later;
    StalePages m_stale;
    Obstacle m_obstacle;
    bool m_refreshing = false;
    std::function<void(const FeedKey &)> m_onDrift;
    std::map<std::pair<QString, qint64>, List> m_lists;     // by the kept key's text and generation
    std::map<QString, FeedKey> m_keptKeys;                  // by the key's text, where it is another one
    std::map<QString, std::shared_ptr<Opening>> m_openings; // by the kept key's text
    std::map<QString, CancelToken> m_firstPages;            // the newest one on its way, by the key's text
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee
