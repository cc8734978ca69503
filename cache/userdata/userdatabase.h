// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "cache/sql/database.h"
#include "cache/userdata/userdatareport.h"
#include "models/catalog/tracesink.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// user.db itself: every statement on it, one connection, synchronous. Made anywhere, then used on the store
/// thread only. Opened by the first call that needs it; a call after a failed opening tries again, so what was
/// locked or full is used as soon as it can be. A file that cannot be opened is left as it is, but that a damaged one is
/// recovered where that is allowed, once: see userrecovery.h.
class UserDatabase
{
public:
    /// What the process that holds the profile's lock may do, and no other.
    struct Upkeep {
        bool allowed = false;
        std::function<QDateTime()> now = {};
        std::function<void(const UserDataRecovery &)> recovered = {}; ///< store thread
    };
    UserDatabase(const QString &path, TraceSink &trace, Upkeep upkeep);

    /// Opens now and says in the trace what is wrong, if anything is.
    void warmUp();
    /// From now on a locked file is not waited for: the program is closing.
    void stopWaiting() { m_waits = false; }
    /// Makes a copy of the file when the last is a day old.
    void backUp();
    /// Empties the WAL into the file and closes. The next call opens again.
    void close();

    /// Runs `work(SQLite::Database &)`, which gives a Result<T>, on what can be read, and turns what it throws into an
    /// Error.
    template <typename T, typename Work>
    [[nodiscard]] Result<T> read(const Work &work)
    {
        return inside<T>(&UserDatabase::readWith, work);
    }
    /// The same in one IMMEDIATE transaction, which is committed when it returns without an error.
    template <typename T, typename Work>
    [[nodiscard]] Result<T> write(const Work &work)
    {
        return inside<T>(&UserDatabase::writeWith, work);
    }
    /// Says in the trace of how many titles the snapshot could not be read.
    void traceDamaged(int titles) const;
    [[nodiscard]] Result<UserDataReport> report();

private:
    using Runner = Result<void> (UserDatabase::*)(const std::function<Result<void>(SQLite::Database &)> &);
    template <typename T, typename Work>
    [[nodiscard]] Result<T> inside(Runner runner, const Work &work)
    {
        Result<T> result;
        auto done = (this->*runner)([&](SQLite::Database &db) -> Result<void> {
            result = work(db);
            return result ? Result<void>() : tl::unexpected(result.error());
        });
        return done ? std::move(result) : Result<T>(tl::unexpected(std::move(done.error())));
    }
    [[nodiscard]] Result<void> readWith(const std::function<Result<void>(SQLite::Database &)> &work);
    [[nodiscard]] Result<void> writeWith(const std::function<Result<void>(SQLite::Database &)> &work);
    [[nodiscard]] Result<std::unique_ptr<sql::Database>> connect(bool readOnly) const;
    [[nodiscard]] Result<std::unique_ptr<sql::Database>> connectOrRecover();
    [[nodiscard]] bool recover();
    [[nodiscard]] bool isDamage(const Error &error);
    [[nodiscard]] Result<void> recovering(const std::function<Result<void>()> &attempt);
    [[nodiscard]] Result<sql::Database *> readable();
    [[nodiscard]] Result<sql::Database *> writable();
    [[nodiscard]] sql::Database *patient(sql::Database &database) const;
    void trace(const Error &error) const;

    const QString m_path;
    TraceSink &m_trace;
    const Upkeep m_upkeep;
    bool m_recovered = false;
    std::unique_ptr<sql::Database> m_database;
    std::optional<Error> m_onlyReadable; // why m_database is a read-only connection
    bool m_waits = true;
};

} // namespace matinee
