// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "models/catalog/personal.h"

namespace matinee::notetable {

/// The table `note`, and the posters beside the snapshots. Store thread, inside UserDatabase::read() or write():
/// everything may throw SQLite::Exception.

[[nodiscard]] std::vector<Note> notes(SQLite::Database &db, int &damaged);
[[nodiscard]] QString note(SQLite::Database &db, const TitleId &title);
void set(SQLite::Database &db, const Title &title, const QString &text, qint64 atMs);

void keepPoster(SQLite::Database &db, const TitleId &title, const QByteArray &bytes);
[[nodiscard]] QByteArray poster(SQLite::Database &db, const TitleId &title);

} // namespace matinee::notetable
