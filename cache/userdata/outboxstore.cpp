// SPDX-License-Identifier: GPL-3.0-or-later
// UserDataStore: what waits to be sent.
#include "cache/userdata/marktable.h"
#include "cache/userdata/outboxtable.h"
#include "cache/userdata/userdatastore.h"

namespace matinee {

void UserDataStore::recoverOps(Reply<void> reply)
{
    change(std::move(reply), [](SQLite::Database &db) -> Result<void> {
        outboxtable::recover(db);
        return {};
    });
}

void UserDataStore::takeOps(const QStringList &accounts, int most, Reply<std::vector<OutboxOp>> reply)
{
    change(std::move(reply), [accounts, most, now = nowMs()](SQLite::Database &db) -> Result<std::vector<OutboxOp>> {
        return outboxtable::take(db, accounts, most, now);
    });
}

void UserDataStore::settleOp(const QString &id, const OpOutcome &outcome, Reply<void> reply)
{
    change(std::move(reply), [id, outcome](SQLite::Database &db) -> Result<void> {
        outboxtable::settle(db, id, outcome);
        return {};
    });
}

void UserDataStore::ops(Reply<std::vector<OutboxOp>> reply)
{
    look(std::move(reply), [](SQLite::Database &db) -> Result<std::vector<OutboxOp>> { return outboxtable::all(db); });
}

void UserDataStore::retryOp(const QString &id, Reply<void> reply)
{
    change(std::move(reply), [id, now = nowMs()](SQLite::Database &db) -> Result<void> {
        outboxtable::retry(db, id, now);
        return {};
    });
}

void UserDataStore::undoOp(const QString &id, Reply<void> reply)
{
    change(std::move(reply), [id, now = nowMs()](SQLite::Database &db) { return outboxtable::undo(db, id, now); });
}

void UserDataStore::discardOps(const QString &account, Reply<void> reply)
{
    change(std::move(reply), [account](SQLite::Database &db) -> Result<void> {
        outboxtable::discard(db, account);
        return {};
    });
}

void UserDataStore::mergeMarks(
    const UserAccount &account, MarkKind kind, const std::vector<Mark> &server, bool complete, Reply<MergeReport> reply)
{
    change(std::move(reply), [=, now = nowMs()](SQLite::Database &db) -> Result<MergeReport> {
        return marktable::merge(db, account, kind, server, complete, now);
    });
}

void UserDataStore::accountSources(Reply<QStringList> reply)
{
    look(std::move(reply), [](SQLite::Database &db) -> Result<QStringList> { return marktable::accountSources(db); });
}

} // namespace matinee
