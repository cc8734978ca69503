// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <SQLiteCpp/SQLiteCpp.h>

#include "models/catalog/outboxdata.h"

namespace matinee::marktable {

/// The tables `mark` and `account`. Store thread, inside UserDatabase::read() or write(): everything may throw
/// SQLite::Exception. Off is 0 in `desired` and `base`.
struct Wish {
    UserAccount account; ///< without a remote id: local
    bool sends = false;  ///< its server can be told
    MarkKind kind = MarkKind::Favorite;
    std::optional<double> value;
    qint64 atMs = 0;  ///< the mark's date
    qint64 nowMs = 0; ///< of the change
};

/// store.md, Outbox: the mark, its snapshot and what is to be sent, all of it in the caller's transaction.
void set(SQLite::Database &db, const Title &snapshot, const Wish &wish);
/// What stands in one register; nothing where it was never set.
struct Kept {
    double value = 0; ///< 0: off
    qint64 changedAtMs = 0;
};
[[nodiscard]] std::optional<Kept> kept(SQLite::Database &db, const QString &account, const TitleId &title, MarkKind kind);
/// Newest first; `accounts` are those signed in. `damaged` counts titles whose snapshot could not be read.
[[nodiscard]] std::vector<Mark> read(
    SQLite::Database &db, MarkKind kind, const QString &sourceId, const QStringList &accounts, int &damaged);
[[nodiscard]] MergeReport merge(SQLite::Database &db, const UserAccount &account, MarkKind kind, const std::vector<Mark> &server,
    bool complete, qint64 nowMs);
/// Sources somebody was signed in at when they set something.
[[nodiscard]] QStringList accountSources(SQLite::Database &db);

} // namespace matinee::marktable
