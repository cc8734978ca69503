// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include "models/catalog/feedkey.h"
#include "models/catalog/reply.h"
#include "models/catalog/title.h"

namespace matinee {

/// Where the reader was in a list: the title at the top of the view, its y there, and the row it had.
struct Anchor {
    TitleId title;
    int y = 0;      ///< logical px of the title's tile from the top of the viewport; may be negative
    qint64 row = 0; ///< a hint for finding it again
    bool operator==(const Anchor &) const = default;
};

/// A favorite as it is kept: whole without any cache.
struct Favorite {
    Title title;
    QDateTime addedAt;
};

/// What became of a damaged user.db.
struct UserDataRecovery {
    int kept = 0;        ///< favorites read from the damaged file
    int fromBackup = 0;  ///< and those that only the backup had
    QDateTime backupAt;  ///< when it was made, UTC; invalid: there was none
    QString quarantined; ///< where the damaged file is now
};

/// Port: what is the person's own. Survives every crash once a reply said so (user.db, synchronous=FULL).
/// Main thread; answers as Reply says.
class UserData
{
public:
    UserData() = default;
    UserData(const UserData &) = delete;
    UserData &operator=(const UserData &) = delete;
    virtual ~UserData() = default;

    /// Sets (never toggles) a favorite in one committed transaction with the title's snapshot. Idempotent.
    /// Setting one that is set keeps its date. ReadOnly, DiskFull, Busy, Storage on failure: nothing changed.
    virtual void setFavorite(const Title &snapshot, bool wanted, Reply<void> reply) = 0;
    /// All favorites of a source (of every source when empty), newest first.
    virtual void favorites(const QString &sourceId, Reply<std::vector<Favorite>> reply) = 0;

    virtual void saveAnchor(const FeedKey &feed, const Anchor &anchor) = 0;
    virtual void anchor(const FeedKey &feed, Reply<std::optional<Anchor>> reply) = 0;
};

} // namespace matinee
