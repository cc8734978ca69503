// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include "cache/pagestore/itemwriter.h"
#include "models/catalog/pagestore.h"

namespace matinee {

/// Everything a page changes in cache.db: one call, one IMMEDIATE transaction. NotFound for a generation that is not
/// kept here. On the connection's thread; times are ms since 1970 UTC.
class PageWriter
{
public:
    PageWriter(sql::Database &db, ItemWriter &items) : m_db(db), m_statements(db.handle()), m_items(items) { }

    /// The new generation is above `above` and above every one the list had.
    [[nodiscard]] Result<Generation> begin(const FeedKey &feed, const FeedTraits &traits, Generation above, qint64 nowMs);
    /// The same with a number of the caller's, for a copy of a generation that is elsewhere.
    [[nodiscard]] Result<void> begin(
        const FeedKey &feed, const FeedTraits &traits, Generation generation, bool active, qint64 nowMs);
    /// InvalidArgument where another page of the generation has the same key.
    [[nodiscard]] Result<Page> write(const PageWrite &write, qint64 nowMs);
    [[nodiscard]] Result<void> validated(
        const FeedKey &feed, Generation generation, int ix, const FetchedPage &page, qint64 nowMs);
    [[nodiscard]] Result<void> adapt(const FeedKey &feed, double factor);
    [[nodiscard]] Result<void> activate(const FeedKey &feed, Generation generation, qint64 nowMs);
    [[nodiscard]] Result<void> discard(const FeedKey &feed, Generation generation);
    /// Every generation of the list goes, in slices; the list's name and what is known of its freshness stay.
    [[nodiscard]] Result<void> retire(const FeedKey &feed);
    /// What was never activated is nobody's: the program that filled it is gone.
    [[nodiscard]] Result<void> discardStaging();
    [[nodiscard]] Result<void> keepTitles(const std::vector<Title> &titles, const QString &language, qint64 nowMs);

    /// Rows of this page were found damaged: the next answer is asked for whole and its titles are written anew.
    [[nodiscard]] Result<void> distrust(const FeedKey &feed, Generation generation, int ix, const std::vector<ItemId> &items);
    /// Lists and titles' pages (detail_id) that were used since the last time.
    [[nodiscard]] Result<void> touch(const QSet<QByteArray> &feeds, const QSet<qint64> &details, qint64 nowMs);

private:
    struct List {
        qint64 feedId = 0;
        Generation generation;
        int state = 0;
        qint64 total = -1;
        std::optional<int> endIx;
        QString language;
    };
    struct Counts {
        int kept = 0;
        int duplicates = 0;
        bool overlaps = false; ///< with another page
    };
    [[nodiscard]] Result<void> change(const std::function<Result<void>()> &work);
    [[nodiscard]] std::optional<List> listOf(const FeedKey &feed, Generation generation);
    [[nodiscard]] Result<List> writable(const FeedKey &feed, Generation generation);
    [[nodiscard]] qint64 putFeed(const FeedKey &feed, const FeedTraits &traits, qint64 nowMs);
    void insertGeneration(qint64 feedId, Generation generation, const FeedTraits &traits, bool active);
    void setState(qint64 feedId, Generation generation, int state);
    [[nodiscard]] std::vector<qint64> takeRows(const List &list, int ix);
    [[nodiscard]] Result<void> putPage(const List &list, const PageWrite &write, qint64 nowMs);
    [[nodiscard]] Counts putRows(const List &list, const PageWrite &write, qint64 nowMs, Page &page);
    void noteCounts(const List &list, int ix, const Counts &counts);
    void noteList(const List &list, const PageWrite &write, bool overlaps);
    void noteTotal(const List &list, qint64 total);
    [[nodiscard]] std::optional<PageKey> keyOf(const List &list, int ix);

    sql::Database &m_db;
    sql::Statements m_statements;
    ItemWriter &m_items;
};

} // namespace matinee
