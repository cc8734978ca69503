// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "cache/cataloguefile/import/catalogueentry.h"
#include "cache/cataloguefile/import/termwriter.h"
#include "cache/cataloguefile/import/titlespool.h"

namespace matinee {

/// Fills a new catalogue index: rows one by one, then everything that is derived from all of them. Expects an open
/// transaction on the tables of catalogueMigrations(). Throws SQLite::Exception: use inside sql::Database::run().
class IndexWriter
{
public:
    /// `spoolPath`: where titles may wait in a file until all are known.
    IndexWriter(SQLite::Database &db, const QString &spoolPath);

    /// Adds a title; its `place` is the number of titles then. The pair of type and id must be new. TooLarge when
    /// there are more titles or terms than an index is made for; DiskFull or Storage.
    [[nodiscard]] Result<void> add(const CatalogueEntry &entry);
    /// The titles in their order, postings, sort indexes, counts, milestones, full-text index. Once, after the last
    /// add(); about as long as all of them together. Cancelled when `keepGoing` says so.
    [[nodiscard]] Result<void> finish(const std::function<bool()> &keepGoing);
    [[nodiscard]] qint64 titles() const { return m_titles; }

private:
    [[nodiscard]] Result<void> spoolTitle(const Title &title, const TermWriter::Filed &filed);
    [[nodiscard]] Result<void> writeTitles(const std::function<bool()> &keepGoing);
    void insertTitle(qint64 n, const SpooledTitle &title);
    void insertDetail(const TitleDetails &details);
    void insertText(const TitleDetails &details);
    void insertExternalId(const char *scheme, const QString &value, const TitleId &title);
    void writeFullText();
    void countTitles();
    void writeMilestones(const char *field, const char *column);

    SQLite::Database &m_db;
    SQLite::Statement m_title;
    SQLite::Statement m_detail;
    SQLite::Statement m_text;
    SQLite::Statement m_externalId;
    TermWriter m_terms;
    TitleSpool m_spool;
    qint64 m_titles = 0;
};

} // namespace matinee
