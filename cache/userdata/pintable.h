// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "models/catalog/pindata.h"

namespace matinee::pintable {

/// The table `pin`. Store thread, inside UserDatabase::read() or write(): everything may throw SQLite::Exception.

[[nodiscard]] std::vector<Pin> all(SQLite::Database &db);
void put(SQLite::Database &db, const FeedKey &feed, int pages, qint64 nowMs);
void remove(SQLite::Database &db, const FeedKey &feed);

} // namespace matinee::pintable
