// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "models/catalog/error.h"

namespace matinee::sql {

/// One forward step of a schema. Step i brings `user_version` from i to i + 1, in one IMMEDIATE transaction.
struct Migration {
    const char *script; ///< SQL statements
};

/// How a file is opened; see store.md 7.1 and 7.2 for the reasons behind each value.
struct OpenOptions {
    QString path;
    std::int32_t applicationId = 0;             ///< a file with another id is not ours
    std::span<const Migration> migrations;      ///< all of them, oldest first
    bool readOnly = false;                      ///< no creation, no migration
    bool allowNewer = false;                    ///< with readOnly: read a file that a newer version wrote, too
    bool fullSync = false;                      ///< synchronous=FULL: user.db only
    std::chrono::milliseconds busyTimeout{250}; ///< 2000 ms for user.db
    /// What another program's file and a newer version's are called. Corrupt: a cache, which is made anew.
    ErrorKind notOursKind = ErrorKind::Storage;
};

/// One SQLite connection, opened by the sequence of store.md 7.2. Belongs to the thread that opened it.
class Database
{
public:
    /// Opens, and unless readOnly makes the folder and the file, and brings the schema up to date.
    /// ReadOnly, Corrupt (CORRUPT, NOTADB), DiskFull, Busy, Storage; NotFound with readOnly where there is no file;
    /// `where` = the path. A foreign application_id or a newer user_version is ErrorKind::Storage with a sentence
    /// saying so (or `notOursKind`); nothing is changed. readOnly also fails with Storage on a schema older than `migrations`.
    /// readOnly needs no write permission, neither on the file nor on its folder.
    /// Cost: about 1 ms for a file that is up to date.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const OpenOptions &options);

    /// A database that lives as long as the connection, with the same tables: where the disk takes nothing.
    [[nodiscard]] static Result<std::unique_ptr<Database>> openInMemory(std::span<const Migration> migrations);

    /// The SQLiteCpp connection. Statements throw SQLite::Exception: keep them inside run() or transaction().
    [[nodiscard]] SQLite::Database &handle() { return m_db; }
    /// Absolute.
    [[nodiscard]] const QString &path() const { return m_path; }

    /// Of the file, without what is free in it. A few microseconds; may throw SQLite::Exception.
    [[nodiscard]] qint64 usedBytes();
    /// Pages of the file that nothing stands in. May throw SQLite::Exception.
    [[nodiscard]] qint64 freePages() { return pragma("freelist_count"); }

    /// Runs `work` and turns what it throws into an Error by the map of store.md 7.5.
    [[nodiscard]] Result<void> run(const std::function<Result<void>()> &work);
    /// `BEGIN IMMEDIATE`, `work`, `COMMIT`; rolled back when work fails or throws. Does not nest.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()> &work);

private:
    struct Header; // what the file says of itself

    Database(const QString &path, const std::string &sqliteName, int flags, std::chrono::milliseconds busyTimeout);
    [[nodiscard]] static Result<std::unique_ptr<Database>> attemptPatiently(
        const OpenOptions &options, const std::string &sqliteName);
    [[nodiscard]] static Result<std::unique_ptr<Database>> attempt(
        const OpenOptions &options, const std::string &sqliteName, int flags);
    [[nodiscard]] Result<void> prepare(const OpenOptions &options);
    [[nodiscard]] Header readHeader();
    [[nodiscard]] Result<void> checkOurs(const Header &header, const OpenOptions &options) const;
    void layOutNewFile(const OpenOptions &options);
    [[nodiscard]] Result<void> setJournal(const OpenOptions &options);
    [[nodiscard]] Result<void> migrate(std::span<const Migration> migrations);
    [[nodiscard]] int pragma(const char *name);

    QString m_path;
    SQLite::Database m_db;
};

/// store.md 7.5: which kind a result code (extended or not) is. BUSY, LOCKED, FULL, NOMEM, READONLY and
/// CANTOPEN are not corruption; only CORRUPT and NOTADB are.
[[nodiscard]] ErrorKind errorKindOf(int sqliteCode);

} // namespace matinee::sql
