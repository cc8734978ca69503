// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace matinee {

/// Where and how much is kept (store.md 7.4).
struct PageStoreOptions {
    QString path;
    qint64 budgetBytes = 256LL * 1024 * 1024; ///< evicted when passed
    /// The file never grows past this: SQLite then says that the disk is full. 0: only the budget counts.
    qint64 mostFileBytes = 0;
    /// What is kept in memory only is evicted by a budget of its own.
    qint64 memoryBudgetBytes = 64LL * 1024 * 1024;
    /// This process may evict, quarantine and rebuild: it holds the profile's lock (store.md 7.8).
    bool maintains = true;
    /// Chores begin when nothing was written for this long.
    std::chrono::milliseconds idleAfter{300};
};

} // namespace matinee
