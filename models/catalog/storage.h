// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <vector>

#include "models/catalog/reply.h"
#include "models/catalog/usecount.h"

namespace matinee {

/// What one kind of kept things takes on this computer, and may take. Bytes.
struct StorageUse {
    qint64 bytes = 0;
    qint64 budget = 0; ///< 0: there is none
};

/// A list of a server that is kept.
struct StoredList {
    QString key; ///< FeedKey::text()
    qint64 pages = 0;
    qint64 titles = 0;
    qint64 bytes = 0;
    QDateTime oldest; ///< when the oldest of its pages was fetched
};

/// What is kept on this computer, and what was counted in the last kUseDays days.
struct StorageReport {
    StorageUse art;
    StorageUse pages;
    qint64 catalogueBytes = 0;     ///< indexes of catalogue files
    qint64 ownBytes = 0;           ///< favorites, lists, notes: never cleared or evicted
    std::vector<StoredList> lists; ///< the largest first
    std::vector<UseCount> use;     ///< by day, subject and kind
};

/// Budgets, MB of 1024 x 1024 bytes.
struct StorageBudgets {
    static constexpr int kLeast = 16;
    static constexpr int kMost = 65536;
    int artMb = 512;
    int pagesMb = 256;
    bool operator==(const StorageBudgets &) const = default;
};

/// Port: what is kept on this computer, and how much may be. Main thread.
class Storage
{
public:
    Storage() = default;
    Storage(const Storage &) = delete;
    Storage &operator=(const Storage &) = delete;
    virtual ~Storage() = default;

    virtual void report(Reply<StorageReport> reply) = 0;
    /// Forgets every picture, or every list and title's page of servers; the room is given back before the answer comes.
    /// Nothing of the person's own.
    virtual void clearArt(Reply<void> reply) = 0;
    virtual void clearPages(Reply<void> reply) = 0;

    [[nodiscard]] virtual StorageBudgets budgets() const = 0;
    /// Kept for the next start, too. What is over a budget now is evicted in the background.
    virtual void setBudgets(const StorageBudgets &budgets) = 0;
};

} // namespace matinee
