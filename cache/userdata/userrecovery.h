// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "models/catalog/reply.h"
#include "models/catalog/userdata.h"

namespace matinee::userrecovery {

/// Copies of user.db, and what is done when it is damaged (store.md 7.6). Store thread; only in the process that holds the
/// profile's lock, and recover() with every connection of it closed.

/// The newest copy stands as `path`.bak, the one before it as `path`.bak.1.
[[nodiscard]] QString backupPath(const QString &path, int age);

/// Makes a whole copy where the newest is older than a day; whether it made one. Corrupt where `db` is damaged: then the
/// copies there are stay. A quarter of a second for 50 MB.
[[nodiscard]] Result<bool> backUpIfDue(SQLite::Database &db, const QString &path, const QDateTime &now);
[[nodiscard]] Result<void> backUp(SQLite::Database &db, const QString &path, const QDateTime &now);

/// Whether the tables are those of this version: a flipped byte in their text makes statements fail that are right. May
/// throw SQLite::Exception.
[[nodiscard]] bool hasOwnTables(SQLite::Database &db);

/// Copies the damaged file and its journals aside, takes every row that can be read from there, and what is missing from
/// the newest backup that opens, into a new file, which then takes the place of the damaged one. Changes that waited to be
/// sent come from the damaged file alone. On an error (a full disk) everything stands as it was.
[[nodiscard]] Result<UserDataRecovery> recover(const QString &path, const QDateTime &now);

} // namespace matinee::userrecovery
