// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <SQLiteCpp/SQLiteCpp.h>

#include "models/catalog/title.h"

namespace matinee::userrows {

/// What the tables of user.db have in common. Store thread, inside UserDatabase::read() or write(): everything may throw
/// SQLite::Exception. A title takes three parameters or columns from `first` on.

void bindText(SQLite::Statement &statement, int index, const QString &text);
void bindId(SQLite::Statement &statement, int first, const TitleId &id);
void bindBlob(SQLite::Statement &statement, int index, const QByteArray &bytes);
void bindTime(SQLite::Statement &statement, int index, qint64 msSince1970);
[[nodiscard]] QString textAt(const SQLite::Statement &row, int index);
[[nodiscard]] TitleId idAt(const SQLite::Statement &row, int first);
[[nodiscard]] QDateTime timeAt(const SQLite::Statement &row, int index);

/// The snapshot in columns `first` (blob) and `first + 1` (checksum). One that is damaged or missing leaves a title that
/// only has its id, and is counted: the id is what was chosen.
[[nodiscard]] Title snapshotAt(const SQLite::Statement &row, int first, const TitleId &id, int &damaged);

void keepSnapshot(SQLite::Database &db, const Title &title);
/// Nothing of the person's names the title any more: its copy goes too.
void dropUnusedSnapshot(SQLite::Database &db, const TitleId &id);
void dropUnusedSnapshots(SQLite::Database &db);

} // namespace matinee::userrows
