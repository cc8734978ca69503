// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

#include "models/catalog/userdata.h"

namespace matinee::anchortable {

/// The table `anchor`. Store thread, inside UserDatabase::read() or write(): everything may throw SQLite::Exception.

/// An anchor without a title forgets the list's place.
void save(SQLite::Database &db, const FeedKey &feed, const Anchor &anchor, qint64 nowMs);
[[nodiscard]] std::optional<Anchor> find(SQLite::Database &db, const FeedKey &feed);

} // namespace matinee::anchortable
