// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>
#include <vector>

#include "cache/cataloguefile/import/fingerprintmap.h"
#include "cache/cataloguefile/schema.h"
#include "models/catalog/title.h"

namespace matinee {

/// Writes `term` and `posting` of a new index: which title has which genre, country, director, actor. Postings are
/// collected and written sorted, in runs, for a B-tree filled in order is several times faster; memory is bounded by
/// the run and by 27 to 48 bytes a distinct term. Throws SQLite::Exception: use inside sql::Database::run().
class TermWriter
{
public:
    explicit TermWriter(SQLite::Database &db);

    /// Where a title belongs.
    struct Filed {
        qint64 facets = 0;
        std::span<const quint32> terms; ///< ascending; valid until the next file()
    };
    /// The terms of a title; new ones are written. TooLarge when there are more than kMaxTerms.
    [[nodiscard]] Result<Filed> file(const TitleDetails &details);
    /// No file() comes any more: gives back the memory the names took.
    void endFiling() { m_ids = {}; }
    /// Notes that title `n` stands under `terms`. `n` only grows.
    void post(qint64 n, std::span<const quint32> terms);
    /// Writes what is still held. Once, after the last post().
    void finish();

private:
    void fileUnder(TermKind kind, const QString &name);
    [[nodiscard]] std::int8_t bitFor(TermKind kind);
    void insertTerm(TermKind kind, const QByteArray &name, std::int8_t bit);
    void writeRun();
    void writePostings(std::span<const quint64> postings, std::size_t rowsAtOnce);

    SQLite::Database &m_db;
    SQLite::Statement m_insertTerm;
    FingerprintMap m_ids;
    std::vector<quint32> m_titles;   // by term_id - 1
    std::vector<std::int8_t> m_bits; // by term_id - 1; -1 for people
    int m_facetTerms = 0;
    std::vector<quint32> m_current;  // term ids of the title being added
    std::vector<quint64> m_postings; // term_id << 32 | n
    QByteArray m_key;
};

} // namespace matinee
