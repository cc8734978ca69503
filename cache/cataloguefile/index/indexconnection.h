// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <unordered_map>

#include "cache/cataloguefile/index/catalogueplace.h"
#include "cache/sql/database.h"

namespace matinee {

/// A read-only connection to one catalogue index, with the statements it has prepared. Lives on the thread that
/// opened it (the catalogue thread). One read transaction lasts as long as the connection: the file is never written
/// again, so there is nothing to take and drop its locks for with every page.
class IndexConnection
{
public:
    /// A prepared statement while it is used; resets it when done.
    class Use
    {
    public:
        explicit Use(SQLite::Statement &statement) : m_statement(statement) { }
        ~Use() { m_statement.tryReset(); }
        Use(const Use &) = delete;
        Use &operator=(const Use &) = delete;
        SQLite::Statement *operator->() { return &m_statement; }
        SQLite::Statement &operator*() { return m_statement; }

    private:
        SQLite::Statement &m_statement;
    };

    /// A prepared statement by SQLite's own handle, for reading many rows: SQLiteCpp's columns cost as much as the
    /// reading itself. Resets it when done.
    class RawUse
    {
    public:
        explicit RawUse(sqlite3_stmt *handle) : m_handle(handle) { }
        ~RawUse() { sqlite3_reset(m_handle); }
        RawUse(const RawUse &) = delete;
        RawUse &operator=(const RawUse &) = delete;
        [[nodiscard]] sqlite3_stmt *handle() const { return m_handle; }
        /// False after the last row. May throw SQLite::Exception.
        [[nodiscard]] bool step();

    private:
        sqlite3_stmt *m_handle;
    };

    /// Corrupt also where the index is incomplete or of another version: import it again.
    [[nodiscard]] static Result<std::unique_ptr<IndexConnection>> open(const QString &indexPath);

    /// Runs `work` and turns what SQLite throws into an Error. use() is for inside of `work` only.
    template <typename T>
    [[nodiscard]] Result<T> read(const std::function<Result<T>()> &work)
    {
        std::optional<Result<T>> out;
        if (auto ran = m_db->run([&]() -> Result<void> {
                out.emplace(work());
                return {};
            });
            !ran)
            return tl::unexpected(ran.error());
        return *std::move(out);
    }

    /// The statement for `sql`, prepared once, bindings cleared. May throw SQLite::Exception. The same text must not
    /// be in use already.
    [[nodiscard]] Use use(const QByteArray &sql);
    /// As use(), by SQLite's own handle; bindings are as they were left.
    [[nodiscard]] RawUse useRaw(const QByteArray &sql);
    /// Makes a table of this connection's own (temp schema). May throw SQLite::Exception.
    void createTemporary(const char *sql);

    [[nodiscard]] const QString &path() const { return m_db->path(); }

private:
    explicit IndexConnection(std::unique_ptr<sql::Database> db) : m_db(std::move(db)) { }
    [[nodiscard]] Result<void> prepare();

    std::unique_ptr<sql::Database> m_db;
    struct Prepared {
        QByteArray sql;
        SQLite::Statement statement;
    };
    std::list<Prepared> m_prepared; // newest use first; after m_db, so that it goes first
    struct Finalize {
        void operator()(sqlite3_stmt *handle) const { sqlite3_finalize(handle); }
    };
    struct PreparedRaw {
        QByteArray sql;
        std::unique_ptr<sqlite3_stmt, Finalize> statement;
    };
    std::list<PreparedRaw> m_preparedRaw; // likewise
};

/// Binds a sort value: nothing as NULL, text as TEXT. May throw SQLite::Exception.
void bindSortValue(SQLite::Statement &statement, int index, const SortValue &value);
/// The same by SQLite's own handle; a text must live as long as it is bound.
void bindSortValue(sqlite3_stmt *statement, int index, const SortValue &value);
/// The column as a sort value. May throw SQLite::Exception.
[[nodiscard]] SortValue sortValueOf(const SQLite::Column &column);
[[nodiscard]] QString textOf(const SQLite::Column &column);
[[nodiscard]] QByteArray blobOf(const SQLite::Column &column);
void bindText(SQLite::Statement &statement, int index, const QString &text);

} // namespace matinee
