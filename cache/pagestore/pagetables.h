// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/pagestore/detailwriter.h"
#include "cache/pagestore/pageeviction.h"
#include "cache/pagestore/pagereader.h"
#include "cache/pagestore/pagewriter.h"

namespace matinee {

/// One connection for writing with everything that is done over it: cache.db, or its twin in memory.
struct PageTables {
    /// Ids of titles begin at `firstItem` in a new file.
    PageTables(std::unique_ptr<sql::Database> database, const Clock &clock, qint64 firstItem, qint64 budgetBytes)
        : db(std::move(database)),
          reader(*db),
          index(*db),
          items(*db, index, firstItem),
          pages(*db, items),
          details(*db, items, index),
          eviction(*db, items, clock, budgetBytes)
    {
    }

    std::unique_ptr<sql::Database> db; // first: the statements of the others go before it
    PageReader reader;
    TitleIndex index;
    ItemWriter items;
    PageWriter pages;
    DetailWriter details;
    PageEviction eviction;
};

} // namespace matinee
