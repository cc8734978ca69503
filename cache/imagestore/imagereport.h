// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

#include "models/catalog/error.h"

namespace matinee {

/// Where and how many pictures are kept (store.md 7.4).
struct ImageStoreOptions {
    QString path;
    qint64 budgetBytes = 512LL * 1024 * 1024; ///< evicted when passed, down to 85 %
    qint64 mostFileBytes = 0;                 ///< the file never grows past this; 0: only the budget counts
    bool maintains = true;                    ///< this process may evict and rebuild: it holds the profile's lock
    std::chrono::milliseconds idleAfter{300}; ///< chores begin when nothing was written for this long
};

/// What is kept, for `matinee stats` and the storage page.
struct ImageStoreReport {
    QString path;           ///< absolute
    qint64 bytes = 0;       ///< on disk, the WAL included
    qint64 usedBytes = 0;   ///< of the file
    qint64 budgetBytes = 0; ///< evicted down to this
    qint64 images = 0;
    qint64 damaged = 0;                              ///< found by their checksum in this run
    std::optional<Error> unavailable = std::nullopt; ///< why nothing is kept, when that is so
};

} // namespace matinee
