// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <optional>
#include <vector>

#include "models/catalog/personal.h"
#include "models/catalog/reply.h"

namespace matinee {

/// A person's account at a source as user.db names it.
struct UserAccount {
    QString source;
    QString remoteId;
    QString name = {};
    /// "" for nobody: what is set then is local.
    [[nodiscard]] QString key() const { return remoteId.isEmpty() ? QString() : source + QLatin1Char('/') + remoteId; }
    bool operator==(const UserAccount &) const = default;
};

/// A change on its way to a server.
struct OutboxOp {
    enum class State { Pending, InFlight, Parked };
    QString id;
    QString account; ///< UserAccount::key()
    MarkKind kind = MarkKind::Favorite;
    Title title;                 ///< its snapshot, or only its id
    std::optional<double> value; ///< as it shall be; nothing: taken away
    State state = State::Pending;
    int attempt = 0;
    QDateTime createdAt;
    QDateTime nextAt;   ///< not before
    int lastStatus = 0; ///< HTTP, 0 where none came
    QString lastError;  ///< a clause for the log
};

/// How a server answered, as the outbox must know it (store.md, Outbox).
struct OpOutcome {
    enum class Kind {
        Applied,  ///< it is so now
        NotTaken, ///< the server said no for now: it was surely not applied
        Lost,     ///< nobody knows whether it was applied
        Refused,  ///< it will never be taken as it is
    };
    Kind kind = Kind::Applied;
    QDateTime nextAt = {}; ///< for NotTaken and Lost
    int status = 0;
    QString error = {};
};

/// What a merge of a server's list came to.
struct MergeReport {
    int taken = 0;             ///< marks that are now what the server says
    std::vector<Title> kept{}; ///< removed on another device after they were added here: kept
};

/// Port: changes that wait to be sent (user.db). Main thread; answers as Reply says.
class OutboxData
{
public:
    OutboxData() = default;
    OutboxData(const OutboxData &) = delete;
    OutboxData &operator=(const OutboxData &) = delete;
    virtual ~OutboxData() = default;

    /// What was in flight when the program ended waits again; once, before the first take().
    virtual void recoverOps(Reply<void> reply) = 0;
    /// Takes up to `most` changes of these accounts that are due, oldest first, one a title, and commits that they are
    /// in flight before it answers.
    virtual void takeOps(const QStringList &accounts, int most, Reply<std::vector<OutboxOp>> reply) = 0;
    virtual void settleOp(const QString &id, const OpOutcome &outcome, Reply<void> reply) = 0;
    /// Every change of every account, oldest first.
    virtual void ops(Reply<std::vector<OutboxOp>> reply) = 0;
    /// Due now, parked or not.
    virtual void retryOp(const QString &id, Reply<void> reply) = 0;
    /// Takes a change back that is not in flight: the mark is again what it was on the server (the other way round where
    /// that is not known), and nothing is sent. Busy while it is in flight.
    virtual void undoOp(const QString &id, Reply<void> reply) = 0;
    /// Forgets what waits for an account that was left; the marks stay as they are.
    virtual void discardOps(const QString &account, Reply<void> reply) = 0;
    /// Brings an account's marks to what its server says, title by title; what waits to be sent wins. Only a `complete`
    /// list takes marks away. Marks set in the last minute are left alone: the server's list may lag.
    virtual void mergeMarks(
        const UserAccount &account, MarkKind kind, const std::vector<Mark> &server, bool complete, Reply<MergeReport> reply)
        = 0;
};

} // namespace matinee
