// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>

#include "cache/transfer/importedrows.h"

namespace matinee {

/// Whether these are rows as Trakt's API and backups write them: each with a `movie`, `show` or `episode` inside.
[[nodiscard]] bool isTraktJson(const QJsonArray &array);

/// Reads them into `rows`. What a row means is told by its keys (`rating`, `plays` or `watched_at`), else by the file's name
/// (watchlist, favorites, watched, history; any other is a list). Series are left out as faults.
void readTrakt(const QJsonArray &array, const QString &path, ImportedRows &rows);

} // namespace matinee
