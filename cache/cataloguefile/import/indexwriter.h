// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "cache/cataloguefile/import/catalogueentry.h"
#include "cache/cataloguefile/import/termwriter.h"

namespace matinee {

/// Fills a new catalogue index: rows one by one, then everything that is derived from all of them. Expects an open
/// transaction on the tables of catalogueMigrations(). Throws SQLite::Exception: use inside sql::Database::run().
class IndexWriter
{
public:
    explicit IndexWriter(SQLite::Database &db);

    /// Appends a title; its `n` is the number of titles then. The pair of type and id must be new. TooLarge when
    /// there are more titles or terms than an index is made for.
    [[nodiscard]] Result<void> add(const CatalogueEntry &entry);
    /// Postings, sort indexes, counts, milestones, full-text index. Once, after the last add(); about as long as
    /// all of them together.
    void finish();
    [[nodiscard]] qint64 titles() const { return m_titles; }

private:
    void insertTitle(const Title &title, qint64 facets);
    void insertDetail(const TitleDetails &details);
    void insertText(const TitleDetails &details);
    void writeFullText();
    void writeMilestones(const char *field, const char *column);

    SQLite::Database &m_db;
    SQLite::Statement m_title;
    SQLite::Statement m_detail;
    SQLite::Statement m_text;
    TermWriter m_terms;
    qint64 m_titles = 0;
};

} // namespace matinee
