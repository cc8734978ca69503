// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/transfer/csvtable.h"
#include "cache/transfer/importedrows.h"

namespace matinee {

/// Reads one CSV file of Letterboxd into `rows`. What its rows mean is told by its path in the export
/// ("watchlist.csv", "likes/films.csv", "lists/x.csv"), else by its columns. Also what Letterboxd's importer takes: Title,
/// Year, Rating10, WatchedDate, Review. Malformed with the place where it is no table.
[[nodiscard]] Result<void> readLetterboxd(QIODevice &device, const QString &path, ImportedRows &rows);

/// Whether a file of that path in an export says something of films.
[[nodiscard]] bool isOfLetterboxd(const QString &path);

} // namespace matinee
