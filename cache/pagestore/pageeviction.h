// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <deque>

#include "cache/pagestore/itemwriter.h"
#include "models/catalog/clock.h"

namespace matinee {

/// Takes out of cache.db what has to go, a slice at a time: dead generations always; more when the file holds more than
/// the budget, down to 85 % of it, in the order of store.md 7.4: what is gone by age, titles on no list, lists by their
/// last use from the end (searches first), titles' pages by their last use, every list's first page last. On the
/// connection's thread.
class PageEviction
{
public:
    PageEviction(sql::Database &db, ItemWriter &items, const Clock &clock, qint64 budgetBytes)
        : m_db(db), m_statements(db.handle()), m_items(items), m_clock(clock), m_budgetBytes(budgetBytes)
    {
    }

    void setBudget(qint64 bytes);
    /// Lists (FeedKey::hash()) that are on screen or kept offline: nothing of them goes.
    void setExempt(QSet<QByteArray> feeds);
    /// Something was fetched in this run, so the clock and the network are not both wrong: age counts.
    void trustAges() { m_agesCount = true; }

    /// One slice: at most 200 rows or 20 ms, one transaction; or 200 pages of the file given back after an eviction.
    /// Whether there is more to do.
    [[nodiscard]] Result<bool> step();
    /// For a full disk: a tenth of what is there goes at once.
    [[nodiscard]] Result<void> makeRoom();
    /// Everything goes but the lists' names; the file is given back by step().
    [[nodiscard]] Result<void> clear();
    /// step() gives the free pages of the file back.
    void shrink() { m_shrinks = true; }
    /// Over the budget, and only exempt things are left.
    [[nodiscard]] bool isStuck() const { return m_stuckAt > 0; }

private:
    struct Victim {
        enum class Kind { OnePage, EmptyGeneration, Unlisted, OneDetail, Forgotten };
        Kind kind = Kind::OnePage;
        qint64 id = 0; ///< of the feed, item or detail
        qint64 generation = 0;
        qint64 ix = 0;
    };
    enum class Phase { Gone, Unlisted, Lists, Details, FirstPages, Done };

    [[nodiscard]] Result<void> change(const std::function<Result<void>()> &work);
    void decide();
    void fill();
    bool fillDead();
    void fillGone();
    void fillUnlisted();
    void fillLists();
    void fillDetails();
    void fillFirstPages();
    void fillPages(qint64 feedId, qint64 fromIx);
    [[nodiscard]] std::vector<qint64> evictable();
    [[nodiscard]] Result<bool> takeSlice();
    [[nodiscard]] int remove(const Victim &victim);
    [[nodiscard]] int removePage(const Victim &page);
    [[nodiscard]] Result<bool> giveBack();

    sql::Database &m_db;
    sql::Statements m_statements;
    ItemWriter &m_items;
    const Clock &m_clock;
    qint64 m_budgetBytes;
    QSet<QByteArray> m_exempt;
    std::deque<Victim> m_victims;
    std::vector<qint64> m_lists;  // those still to be cut, the next one last
    std::optional<Phase> m_phase; // set while over the budget
    qint64 m_target = 0;
    qint64 m_unlistedAfter = 0;
    qint64 m_stuckAt = 0;
    bool m_agesCount = false;
    bool m_shrinks = false;
};

} // namespace matinee
