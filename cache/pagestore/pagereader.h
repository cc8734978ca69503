// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/pagestore/packedpage.h"
#include "cache/pagestore/pagereport.h"
#include "cache/sql/database.h"
#include "cache/sql/query.h"

namespace matinee {

/// What is known of a generation beside its pages.
struct GenerationFacts {
    FeedTraits traits; ///< shape, pageSize, freshness, account, language
    bool isActive = false;
    bool isDead = false;
};

/// Everything that is read from cache.db, over a connection of any kind: read-only, read-write or in memory.
/// On the connection's thread. An empty optional: it is not kept here.
class PageReader
{
public:
    explicit PageReader(sql::Database &db) : m_db(db), m_statements(db.handle()) { }

    [[nodiscard]] Result<std::optional<StoredFeed>> find(const FeedKey &feed) { return stored(feed, std::nullopt); }
    /// Any generation, not only the active one.
    [[nodiscard]] Result<std::optional<StoredFeed>> stored(const FeedKey &feed, std::optional<Generation> generation);
    /// Two statements, one view of the file.
    [[nodiscard]] Result<std::optional<PackedPage>> page(const FeedKey &feed, Generation generation, int ix);
    /// -1 where the generation is kept without the title.
    [[nodiscard]] Result<std::optional<qint64>> rowOf(const FeedKey &feed, Generation generation, const TitleId &title);
    [[nodiscard]] Result<std::optional<PackedDetails>> details(const TitleId &title, const QString &language);

    [[nodiscard]] Result<std::optional<GenerationFacts>> facts(const FeedKey &feed, Generation generation);
    [[nodiscard]] Result<std::optional<ItemId>> itemOf(const TitleId &title, const QString &language);
    /// The highest generation a list ever had here; 0 where it had none.
    [[nodiscard]] Result<Generation> lastGeneration(const FeedKey &feed);
    [[nodiscard]] Result<PageStoreReport> report();

private:
    struct Spelled { // how a list is known on disk
        FeedKey feed;
        QByteArray hash;
        QByteArray text; // UTF-8
        QByteArray source;
    };

    /// Page after page is read of one list: spelling its key each time was a tenth of a page's cost. Until the next call.
    [[nodiscard]] const Spelled &spelled(const FeedKey &feed);
    template <typename T>
    [[nodiscard]] Result<T> read(const std::function<T()> &work);
    [[nodiscard]] std::vector<StoredPage> pagesOf(qint64 feedId, Generation generation);
    void readRows(PackedRows &packed, const sql::Query &page, Generation generation, int ix);
    [[nodiscard]] std::vector<FeedReport> feeds();

    sql::Database &m_db;
    sql::Statements m_statements;
    Spelled m_spelled;
};

} // namespace matinee
