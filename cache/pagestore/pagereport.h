// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

#include "models/catalog/error.h"
#include "models/catalog/freshness.h"

namespace matinee {

/// One kept list, for `matinee cache list` and the storage page.
struct FeedReport {
    QString key; ///< FeedKey::text()
    QString account;
    FreshnessClass freshness = FreshnessClass::Other;
    double adapt = 1.0;
    qint64 generation = 0; ///< 0: nothing is shown of it yet
    qint64 pages = 0;
    qint64 titles = 0;
    qint64 bytes = 0;          ///< of its rows' payload; titles on several lists count for each
    QDateTime oldestFetch;     ///< of its pages; invalid without pages
    QDateTime newestFetch;     ///< likewise
    QDateTime newestValidated; ///< likewise
    QDateTime lastUsed;        ///< to the hour
    bool inMemory = false;     ///< gone when the program ends
};

/// What is kept, for `matinee cache list`, `matinee stats` and the storage page.
struct PageStoreReport {
    QString path;           ///< absolute
    qint64 bytes = 0;       ///< on disk, the WAL included
    qint64 usedBytes = 0;   ///< of the file; the rest is free for what comes
    qint64 budgetBytes = 0; ///< evicted down to this
    qint64 pages = 0;       ///< of every list and generation, in memory too
    qint64 titles = 0;      ///< different ones
    qint64 details = 0;     ///< titles' own pages
    qint64 damagedRows = 0; ///< found by their checksum in this run
    qint64 memoryBytes = 0; ///< of what is kept in memory only
    std::vector<FeedReport> feeds;
    std::optional<Error> memoryOnly = std::nullopt; ///< why nothing new goes to the disk, when that is so
};

/// What a clearing did.
struct PageClearing {
    qint64 pages = 0;
    qint64 freedBytes = 0; ///< of the file
};

} // namespace matinee
