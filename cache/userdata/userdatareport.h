// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "models/catalog/error.h"

namespace matinee {

/// What `matinee stats` and the storage page say of user.db.
struct UserDataReport {
    qint64 favorites = 0;
    qint64 bytes = 0;                             ///< on disk, the WAL included
    QString path;                                 ///< absolute
    std::optional<Error> readOnly = std::nullopt; ///< why nothing can be changed, when that is so
};

} // namespace matinee
