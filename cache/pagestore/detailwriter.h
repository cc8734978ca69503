// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/pagestore/itemwriter.h"
#include "models/catalog/pagestore.h"

namespace matinee {

/// Titles' own pages in cache.db: one call, one IMMEDIATE transaction. On the connection's thread; times are ms since
/// 1970 UTC.
class DetailWriter
{
public:
    DetailWriter(sql::Database &db, ItemWriter &items, TitleIndex &index)
        : m_db(db), m_statements(db.handle()), m_items(items), m_index(index)
    {
    }

    [[nodiscard]] Result<void> keep(const FetchedDetails &details, const QString &language, qint64 nowMs);
    /// NotFound where there are none to say it of.
    [[nodiscard]] Result<void> validated(
        const TitleId &title, const QString &language, const FetchedDetails &details, qint64 nowMs);
    /// It is damaged: it goes.
    [[nodiscard]] Result<void> remove(const TitleId &title, const QString &language);

private:
    void put(qint64 item, const FetchedDetails &details, const PackedDetails &packed, qint64 nowMs);
    [[nodiscard]] Result<void> change(const std::function<Result<void>()> &work);

    sql::Database &m_db;
    sql::Statements m_statements;
    ItemWriter &m_items;
    TitleIndex &m_index;
};

} // namespace matinee
