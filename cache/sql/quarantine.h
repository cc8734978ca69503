// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include "models/catalog/error.h"

namespace matinee::sql {

/// What became of a damaged cache file.
enum class Quarantine {
    Kept,    ///< it stands as `path`.damaged with its journals, for whoever wants to look
    Removed, ///< a copy of this day was there already
};

/// Moves a file that is only a cache out of the way, its -wal and -shm with it: the main file alone would lose what is
/// still in the WAL. One copy at most, one a day at most. Every connection of this process must be closed.
/// ReadOnly where the folder does not let it go.
[[nodiscard]] Result<Quarantine> quarantine(const QString &path, const QDateTime &now);

} // namespace matinee::sql
