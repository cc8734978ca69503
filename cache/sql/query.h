// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <unordered_map>

namespace matinee::sql {

/// One prepared statement that is kept to be used again. Thinner than SQLite::Statement: a column costs no reference
/// count, a blob no copy. Everything may throw SQLite::Exception, so it is for inside of Database::run() and
/// transaction(). Parameters count from 1, columns from 0.
class Query
{
public:
    Query(SQLite::Database &db, const char *sql);
    ~Query() { sqlite3_finalize(m_statement); }
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    template <std::integral T>
    void bind(int index, T value)
    {
        check(sqlite3_bind_int64(m_statement, index, static_cast<sqlite3_int64>(value)));
    }
    void bind(int index, double value) { check(sqlite3_bind_double(m_statement, index, value)); }
    void bindNull(int index) { check(sqlite3_bind_null(m_statement, index)); }
    void bindText(int index, const QString &text);
    /// The bytes are not copied: they stay where they are until the statement is reset.
    void bindUtf8(int index, QByteArrayView utf8);
    /// The bytes are not copied, as there.
    void bindBlob(int index, QByteArrayView bytes);
    /// The bytes are copied.
    void bindOwnBlob(int index, QByteArrayView bytes);
    template <typename T>
    void bindOptional(int index, const std::optional<T> &value)
    {
        if (value)
            bind(index, *value);
        else
            bindNull(index);
    }

    /// Whether there is a (further) row.
    bool step();
    /// For statements that give no rows: runs it and resets. How many rows it changed.
    int run();
    void reset() { sqlite3_reset(m_statement); } // what it says is the error step() threw already

    [[nodiscard]] bool isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    [[nodiscard]] qint64 integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    [[nodiscard]] int number(int column) const { return sqlite3_column_int(m_statement, column); }
    [[nodiscard]] double real(int column) const { return sqlite3_column_double(m_statement, column); }
    [[nodiscard]] QString text(int column) const;
    /// Text or blob, valid until the next step or reset.
    [[nodiscard]] QByteArrayView bytes(int column) const;

private:
    void check(int code) const
    {
        if (code != SQLITE_OK)
            refuse(code);
    }
    [[noreturn]] void refuse(int code) const;

    sqlite3 *m_db;
    sqlite3_stmt *m_statement = nullptr;
};

/// The statements of one connection, each prepared when it is first used. Goes before its connection.
class Statements
{
public:
    explicit Statements(SQLite::Database &db) : m_db(db) { }

    /// A statement while it is used; resets it when done, which ends its part of the read transaction.
    class Use
    {
    public:
        explicit Use(Query &query) : m_query(query) { }
        ~Use() { m_query.reset(); }
        Use(const Use &) = delete;
        Use &operator=(const Use &) = delete;
        Query *operator->() const { return &m_query; }
        Query &operator*() const { return m_query; }

    private:
        Query &m_query;
    };

    /// `sql` is a literal: it is known by its address. Must not be in use already.
    [[nodiscard]] Use use(const char *sql);

private:
    SQLite::Database &m_db;
    std::unordered_map<const char *, std::unique_ptr<Query>> m_queries;
};

} // namespace matinee::sql
