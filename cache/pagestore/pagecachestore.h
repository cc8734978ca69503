// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>
#include <QThreadPool>

#include <atomic>
#include <memory>

#include "cache/core/idlechores.h"
#include "cache/core/worker.h"
#include "cache/pagestore/pagereport.h"
#include "cache/pagestore/pagestoreoptions.h"
#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/pagestore.h"
#include "models/catalog/titlefinder.h"
#include "models/catalog/tracesink.h"

namespace matinee {

class PageDatabase;
struct PageReading;
struct PageSight;

/// cache.db behind the PageStore port. Main thread; written on a thread of its own ("pages"), read on another
/// ("pages-read"), unpacked on a pool. What is asked of a list or title after a change of it is answered with that
/// change; reads of others wait for no write.
///
/// A page that must not be stored, or that the disk refuses, is kept in memory with the rest of its generation, so that
/// lists go on working with a full, locked, read-only or missing disk; why is told in the trace once. A damaged file, a
/// foreign one and a newer version's are moved away and made anew. Times not given by a page are the clock's.
class PageCacheStore final : public PageStore, public TitleFinder
{
public:
    /// Starts opening at once. All references outlive the store; replies arrive through `mailbox`.
    PageCacheStore(const PageStoreOptions &options, Mailbox &mailbox, Clock &clock, TraceSink &trace);
    ~PageCacheStore() override;

    void find(const FeedKey &feed, Reply<std::optional<StoredFeed>> reply) override;
    void begin(const FeedKey &feed, const FeedTraits &traits, Reply<Generation> reply) override;
    /// NotFound for a generation that is not kept (discarded, cleared), InvalidArgument where another page has the key.
    void write(PageWrite write, Reply<Page> reply) override;
    void read(const FeedKey &feed, Generation generation, int ix, CancelToken cancel, Reply<Page> reply) override;
    void validated(const FeedKey &feed, Generation generation, int ix, const FetchedPage &page) override;
    void adapt(const FeedKey &feed, double factor) override;
    void activate(const FeedKey &feed, Generation generation, Reply<void> reply) override;
    void discard(const FeedKey &feed, Generation generation) override;
    void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) override;
    void keepTitles(const std::vector<Title> &titles, const QString &language) override;

    /// With the title as its own page had it; fetchedAt is when it was fetched or found unchanged last.
    void details(const TitleId &title, const QString &language, Reply<std::optional<StoredDetails>> reply) override;
    void keepDetails(const FetchedDetails &details, const QString &language) override;
    void detailsValidated(const TitleId &title, const QString &language, const FetchedDetails &details) override;

    /// Kept titles, of every list, that have every word of `text` in their names or people; the last word as a
    /// beginning. Best match first. Any text is allowed. A title written a moment ago is found when the store was idle
    /// since. Corrupt while a damaged index is made again.
    void searchStored(const QString &text, int limit, const CancelToken &cancel, Reply<std::vector<Title>> reply);

    /// Takes everything that is kept into the search index now, not when the store is idle. Where another process holds the
    /// profile's lock, that is left to it.
    void indexKept(Reply<void> reply);
    /// Among the kept titles of every server; those written a moment ago by their number only.
    void find(const std::vector<TitleClue> &clues, Reply<std::vector<FoundTitle>> reply) override;

    /// Lists on screen or kept offline by the person: no eviction takes anything of them.
    void setExempt(const std::vector<FeedKey> &feeds);
    void setBudget(qint64 bytes);
    void report(Reply<PageStoreReport> reply);
    /// Forgets one list (titles' pages stay), or everything; gives its room on the disk back before it answers.
    void clear(const std::optional<FeedKey> &feed, Reply<PageClearing> reply);

    /// Finishes what was asked, empties the WAL into the file, closes it and ends the threads. Idempotent; the
    /// destructor does it. What is asked afterwards is answered with Cancelled. Blocks: some ms.
    void close();

private:
    template <typename P, typename T>
    struct Look;
    template <typename T, typename Work>
    void change(const QString &place, Reply<T> reply, Work work);
    template <typename P, typename T>
    void look(std::shared_ptr<Look<P, T>> job);
    template <typename P, typename T>
    void lookInMemory(const std::shared_ptr<Look<P, T>> &job);
    template <typename P, typename T>
    void lookOnDisk(const std::shared_ptr<Look<P, T>> &job);
    template <typename P, typename T>
    void lookWhereItIsWritten(const std::shared_ptr<Look<P, T>> &job);
    template <typename P, typename T>
    void answer(const std::shared_ptr<Look<P, T>> &job, Result<std::optional<P>> found);
    [[nodiscard]] bool reports(const Error &error);
    [[nodiscard]] PageReading *reading();
    void settled(const QString &place, bool inMemory);
    void trace(const Error &error);

    const PageStoreOptions m_options;
    Mailbox &m_mailbox;
    Clock &m_clock;
    TraceSink &m_trace;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
    // Main thread: lists and titles with changes on their way, and those that are in memory.
    QHash<QString, int> m_pending;
    QSet<QString> m_inMemory;
    bool m_diskIsOpen = false;
    std::atomic_bool m_closing = false;
    std::unique_ptr<PageDatabase> m_database; // used on m_writing
    std::unique_ptr<PageReading> m_reading;   // used on m_readWorker
    QThreadPool m_pool;
    Worker m_readWorker{QStringLiteral("pages-read")};
    Worker m_writing{QStringLiteral("pages")};
    IdleChores m_chores; // used on m_writing
};

} // namespace matinee
