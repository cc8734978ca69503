// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <vector>

#include "models/catalog/usecount.h"

namespace matinee::stattable {

/// The table `stat_day`. Store thread, inside UserDatabase::read() or write(): everything may throw SQLite::Exception.

/// Adds to the sums of their days, then forgets what is older than kUseDays before `today`.
void add(SQLite::Database &db, const std::vector<UseCount> &counts, const QDate &today);
/// What is counted since kUseDays before `today`, by day (the oldest first), subject and kind. A kind that this version
/// does not know is left out.
[[nodiscard]] std::vector<UseCount> all(SQLite::Database &db, const QDate &today);

} // namespace matinee::stattable
