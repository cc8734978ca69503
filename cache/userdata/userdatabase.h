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
/// locked or full is used as soon as it can be. A file that cannot be opened is left as it is, whatever is wrong.
class UserDatabase
{
public:
    UserDatabase(const QString &path, TraceSink &trace);

    /// Opens now and says in the trace what is wrong, if anything is.
    void warmUp();
    /// From now on a locked file is not waited for: the program is closing.
    void stopWaiting() { m_waits = false; }
    /// Empties the WAL into the file and closes. The next call opens again.
    void close();

    [[nodiscard]] Result<void> setFavorite(const Title &snapshot, bool wanted, qint64 nowMs);
    [[nodiscard]] Result<std::vector<Favorite>> favorites(const QString &sourceId);
    [[nodiscard]] Result<void> saveAnchor(const FeedKey &feed, const Anchor &anchor, qint64 nowMs);
    [[nodiscard]] Result<std::optional<Anchor>> anchor(const FeedKey &feed);
    [[nodiscard]] Result<UserDataReport> report();

private:
    [[nodiscard]] Result<std::unique_ptr<sql::Database>> connect(bool readOnly) const;
    [[nodiscard]] Result<sql::Database *> readable();
    [[nodiscard]] Result<sql::Database *> writable();
    [[nodiscard]] sql::Database *patient(sql::Database &database) const;
    void addFavorite(SQLite::Database &db, const Title &snapshot, qint64 nowMs) const;
    void removeFavorite(SQLite::Database &db, const TitleId &id) const;
    void trace(const Error &error) const;

    const QString m_path;
    TraceSink &m_trace;
    std::unique_ptr<sql::Database> m_database;
    std::optional<Error> m_onlyReadable; // why m_database is a read-only connection
    bool m_waits = true;
};

} // namespace matinee
