// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "cache/pagestore/packedpage.h"
#include "cache/sql/database.h"
#include "cache/sql/query.h"
#include "models/catalog/titlefinder.h"

namespace matinee {

/// The search index of the kept titles and the texts it is over (item_text). The items up to `meta.indexed_to` are in
/// both; later ones wait for an idle moment, so that a page is written without them. A damaged index is told by
/// isBroken(), never as damage of the whole file: it is made again from the items. On the connection's thread.
class TitleIndex
{
public:
    explicit TitleIndex(sql::Database &db) : m_db(db), m_statements(db.handle()) { }

    struct Text {
        QString title;
        QString originalTitle;
        QString people;
        bool operator==(const Text &) const = default;
    };

    /// Inside a transaction: the item is called so from now on.
    void rename(qint64 item, const Title &title);
    /// Inside a transaction: who is in it, as its own page says.
    void setPeople(qint64 item, const Title &title, const QString &people);
    /// Inside a transaction: the item goes.
    void remove(qint64 item);
    /// Takes up to `most` waiting titles in, one transaction. Whether any are left.
    [[nodiscard]] Result<bool> fill(int most);
    /// Looks the index over, which takes as long as making it; isBroken() then says so.
    [[nodiscard]] Result<void> check();
    /// Empties a broken index; fill() makes it again.
    [[nodiscard]] Result<void> startAnew();
    [[nodiscard]] bool isBroken() const { return m_broken; }

    /// Titles whose text has every word of `text`, the last one as a beginning; words of scripts without spaces as a
    /// part. Best match first while at most 5 000 match. Any text is allowed; one without a letter or digit finds
    /// nothing. Corrupt where the index is broken (then isBroken()).
    [[nodiscard]] Result<PackedRows> search(const QString &text, int limit);
    /// What is meant by a clue: by its number at TMDB, then by title and year. A broken index finds nothing by name.
    [[nodiscard]] Result<FoundTitle> find(const TitleClue &clue);

private:
    [[nodiscard]] std::optional<Text> textOf(qint64 item);
    void change(qint64 item, const std::optional<Text> &known, const Text &wanted);
    void put(qint64 item, const Text &text);
    void take(const sql::Query &waiting);
    [[nodiscard]] bool isIndexed(qint64 item);
    void write(const char *sql, qint64 item, const Text &text);
    [[nodiscard]] bool guarded(const std::function<void()> &work);
    void empty();
    void offerNamesakes(const QString &expression, ClueMatch &match);
    [[nodiscard]] std::optional<Title> titleAt(const sql::Query &row);
    [[nodiscard]] PackedRows found(const QString &expression, const QStringList &parts, int limit);
    [[nodiscard]] std::vector<qint64> matching(const QString &expression, const QStringList &parts, int limit);
    [[nodiscard]] bool holdsAll(qint64 item, const QStringList &parts);

    sql::Database &m_db;
    sql::Statements m_statements;
    bool m_broken = false;
};

} // namespace matinee
