// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace matinee::test {

/// Makes SQLite's calls to the system fail, in this process: a VFS (sqlite.org/vfs.html) over the usual one, which every
/// connection opened from then on goes through. Counted are opening, writing, truncating, syncing and deleting.
class FaultyFiles
{
public:
    enum class Lasts {
        Once,
        FromThenOn,
    };

    /// Registers it as the default, once a process.
    static void install();

    /// The n-th call from now (counted from 1) fails with `code`, such as SQLITE_FULL or SQLITE_IOERR_FSYNC.
    static void failAt(int n, Lasts lasts, int code);
    /// Nothing fails any more.
    static void heal();
    /// Calls counted since failAt() or heal().
    [[nodiscard]] static int calls();
    /// Whether a call failed since failAt().
    [[nodiscard]] static bool hasFailed();
};

} // namespace matinee::test
