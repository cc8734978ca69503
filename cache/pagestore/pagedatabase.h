// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "cache/pagestore/pagedisk.h"

namespace matinee {

/// The kept pages, on disk or where the disk does not take them in memory: decides which. Synchronous; made anywhere,
/// then used on the store thread only.
///
/// A generation lives in one place. It moves to memory whole, with the pages it has on disk, when a page of it must not
/// be stored or the disk refuses one; the disk's part stays as it is for the next start.
class PageDatabase
{
public:
    PageDatabase(const PageStoreOptions &options, Clock &clock, TraceSink &trace, std::function<void()> onReplaced);

    /// Opens now; says in the trace what is wrong, if anything is.
    void warmUp() { [[maybe_unused]] const PageTables *open = m_disk.tables(); }
    /// From now on nothing is waited for and chores are over.
    void stopWaiting();
    /// What was only noted is written, the WAL emptied. Last call but the destructor.
    void finish();

    [[nodiscard]] Result<Generation> begin(const FeedKey &feed, const FeedTraits &traits);
    [[nodiscard]] Result<Page> write(const PageWrite &write);
    [[nodiscard]] Result<void> validated(const FeedKey &feed, Generation generation, int ix, const FetchedPage &page);
    [[nodiscard]] Result<void> adapt(const FeedKey &feed, double factor);
    [[nodiscard]] Result<void> activate(const FeedKey &feed, Generation generation);
    [[nodiscard]] Result<void> discard(const FeedKey &feed, Generation generation);
    [[nodiscard]] Result<void> keepTitles(const std::vector<Title> &titles, const QString &language);
    [[nodiscard]] Result<void> keepDetails(const FetchedDetails &details, const QString &language);
    [[nodiscard]] Result<void> detailsValidated(const TitleId &title, const QString &language, const FetchedDetails &details);

    /// Rows with a wrong checksum were read: they are written anew when the page comes again. Five in an hour have the
    /// file looked over.
    void rowsDamaged(const FeedKey &feed, Generation generation, int ix, const std::vector<ItemId> &items);
    void detailsDamaged(const TitleId &title, const QString &language);
    void indexDamaged();
    void fileDamaged(const Error &error, int incarnation) { m_disk.replaceDamaged(error, incarnation); }
    [[nodiscard]] int incarnation() const { return m_disk.incarnation(); } ///< any thread

    /// Noted in memory, written every 60 s, 500 names or at the end.
    void used(const FeedKey &feed);
    void detailsUsed(qint64 detailId);

    /// What is kept in memory only; null where there is nothing.
    [[nodiscard]] PageTables *memory() { return m_memory.get(); }
    /// What is on disk, through the connection that writes; null where the file is not open.
    [[nodiscard]] PageTables *onDisk() { return m_disk.opened(); }
    [[nodiscard]] bool hasDisk() const { return m_disk.opened() != nullptr; }
    /// Whether anything of the list is in memory.
    [[nodiscard]] bool isInMemory(const FeedKey &feed);

    [[nodiscard]] Result<PageStoreReport> report();
    /// Forgets a list, or everything with titles' pages; gives the room back.
    [[nodiscard]] Result<PageClearing> clear(const std::optional<FeedKey> &feed);
    void setBudget(qint64 bytes) { m_disk.setBudget(bytes); }
    void setExempt(const std::vector<FeedKey> &feeds);

    /// One slice of what is done when nothing else is: evicting, filling the search index, writing recency, looking
    /// the file over. Whether there is more.
    [[nodiscard]] bool chore(const std::atomic_bool &closing);

private:
    struct Begun {
        Generation generation;
        FeedTraits traits;
        bool isActive = false;
        bool isOver = false; ///< discarded or cleared: only its number counts
    };
    [[nodiscard]] qint64 now() const { return m_clock.now().toMSecsSinceEpoch(); }
    [[nodiscard]] PageTables *memoryWith(const FeedKey &feed, Generation generation);
    [[nodiscard]] Result<PageTables *> memoryTables();
    [[nodiscard]] Result<PageTables *> moveToMemory(const FeedKey &feed, Generation generation);
    [[nodiscard]] std::optional<GenerationFacts> factsOf(const FeedKey &feed, Generation generation);
    void copyPages(PageTables &from, PageTables &to, const FeedKey &feed, Generation generation, const QString &language);
    [[nodiscard]] bool hasPages(PageTables &tables, const FeedKey &feed, Generation generation);
    void endBegun(const QByteArray &hash, std::optional<Generation> generation);
    void flushUse();
    [[nodiscard]] bool choreOf(PageTables &tables);
    [[nodiscard]] bool noted(const PageTables &tables, const Result<bool> &done);

    const PageStoreOptions m_options;
    Clock &m_clock;
    TraceSink &m_trace;
    PageDisk m_disk;
    std::unique_ptr<PageTables> m_memory;
    QHash<QByteArray, Begun> m_begun; // by FeedKey::hash(), the last one of this run
    QSet<QByteArray> m_usedFeeds;
    QSet<qint64> m_usedDetails;
    std::chrono::nanoseconds m_useFlushedAt{};
    std::deque<std::chrono::nanoseconds> m_damage; // when, the last hour's
    qint64 m_damagedRows = 0;
    bool m_checkpointDue = false;
};

} // namespace matinee
