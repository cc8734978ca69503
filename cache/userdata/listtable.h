// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "models/catalog/personal.h"
#include "models/catalog/reply.h"

namespace matinee::listtable {

/// The tables `list` and `list_item`. Store thread, inside UserDatabase::read() or write(): everything may throw
/// SQLite::Exception.

[[nodiscard]] std::vector<OwnList> lists(SQLite::Database &db);
[[nodiscard]] Result<OwnListContent> content(SQLite::Database &db, qint64 id, int &damaged);
/// See PersonalData::putList().
[[nodiscard]] Result<qint64> put(SQLite::Database &db, const OwnListContent &content, qint64 nowMs);
[[nodiscard]] Result<void> rename(SQLite::Database &db, qint64 id, const QString &name, const QString &about);
void remove(SQLite::Database &db, qint64 id);
[[nodiscard]] Result<void> add(SQLite::Database &db, qint64 id, const Title &title, qint64 atMs);
void removeItem(SQLite::Database &db, qint64 id, const TitleId &title);
[[nodiscard]] Result<void> move(SQLite::Database &db, qint64 id, const TitleId &title, const TitleId &before);
[[nodiscard]] std::vector<qint64> listsOf(SQLite::Database &db, const TitleId &title);

} // namespace matinee::listtable
