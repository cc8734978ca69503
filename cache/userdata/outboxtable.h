// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <SQLiteCpp/SQLiteCpp.h>

#include "models/catalog/outboxdata.h"

namespace matinee::outboxtable {

/// The table `outbox`, by the rules of store.md. Store thread, inside UserDatabase::write(): everything may throw
/// SQLite::Exception.

/// Notes that `desired` is to be sent, or, where the server is known to have it already and nothing was sent since, that
/// nothing is.
void queue(SQLite::Database &db, const QString &account, const TitleId &title, MarkKind kind, double desired, qint64 nowMs);
/// Whether anything of this mark is still to be sent or answered.
[[nodiscard]] bool waits(SQLite::Database &db, const QString &account, const TitleId &title, MarkKind kind);
void dropPending(SQLite::Database &db, const QString &account, const TitleId &title, MarkKind kind);

void recover(SQLite::Database &db);
[[nodiscard]] std::vector<OutboxOp> take(SQLite::Database &db, const QStringList &accounts, int most, qint64 nowMs);
void settle(SQLite::Database &db, const QString &id, const OpOutcome &outcome);
[[nodiscard]] std::vector<OutboxOp> all(SQLite::Database &db);
void retry(SQLite::Database &db, const QString &id, qint64 nowMs);
/// Busy while it is in flight, NotFound when it is gone.
[[nodiscard]] Result<void> undo(SQLite::Database &db, const QString &id, qint64 nowMs);
void discard(SQLite::Database &db, const QString &account);

} // namespace matinee::outboxtable
