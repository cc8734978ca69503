// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "cache/pagestore/pagereader.h"
#include "cache/pagestore/titleindex.h"

namespace matinee {

/// What the kept pages can be asked through, on whatever connection.
struct PageSight {
    PageReader &reader;
    TitleIndex &index;
};

/// The connection that only reads. On the thread that opened it.
struct PageReading {
    PageReading(std::unique_ptr<sql::Database> database, int ofIncarnation)
        : db(std::move(database)), reader(*db), index(*db), incarnation(ofIncarnation)
    {
        db->handle().tryExec(kReadCache);
    }

    /// The upper levels of every tree of a full file, and the pages around the reader; KiB, taken only as it fills.
    static constexpr const char *kReadCache = "PRAGMA cache_size=-8192";

    std::unique_ptr<sql::Database> db; // first: the statements of the others go before it
    PageReader reader;
    TitleIndex index;
    int incarnation; ///< of the file, see PageDisk
};

} // namespace matinee
