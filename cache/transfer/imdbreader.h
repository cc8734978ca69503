// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/transfer/csvtable.h"
#include "cache/transfer/importedrows.h"

namespace matinee {

/// Reads a CSV export of IMDb into `rows`: ratings (a rating each), the watchlist (told by its name), any other list.
/// Series, episodes and games are left out as faults. Malformed with the place where it is no table.
[[nodiscard]] Result<void> readImdb(QIODevice &device, const QString &path, ImportedRows &rows);

} // namespace matinee
