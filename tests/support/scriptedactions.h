// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <vector>

#include "models/catalog/outboxdata.h"
#include "models/catalog/titleactions.h"

namespace matinee::test {

/// A server that is told of changes and answers when and as a test says. Main thread.
class ScriptedActions final : public TitleActions
{
public:
    std::vector<StateChange> sent;
    std::deque<Reply<WriteOutcome>> waiting; ///< the oldest first

    [[nodiscard]] bool canSet(const QString & /*sourceId*/, TitleState /*state*/) const override { return true; }
    void setState(const StateChange &change, const CancelToken & /*cancel*/, Reply<WriteOutcome> reply) override
    {
        sent.push_back(change);
        waiting.push_back(std::move(reply));
    }
    void answer(const Result<WriteOutcome> &outcome)
    {
        const Reply<WriteOutcome> reply = std::move(waiting.front());
        waiting.pop_front();
        reply(outcome);
    }
};

/// An outbox of what a test puts in. Answers at once.
class MemoryOutbox final : public OutboxData
{
public:
    std::vector<OutboxOp> kept;
    QStringList undone, retried, discarded;

    void recoverOps(Reply<void> reply) override { reply({}); }
    void takeOps(const QStringList & /*accounts*/, int /*most*/, Reply<std::vector<OutboxOp>> reply) override
    {
        reply(std::vector<OutboxOp>());
    }
    void settleOp(const QString & /*id*/, const OpOutcome & /*outcome*/, Reply<void> reply) override { reply({}); }
    void ops(Reply<std::vector<OutboxOp>> reply) override { reply(kept); }
    void retryOp(const QString &id, Reply<void> reply) override
    {
        retried += id;
        reply({});
    }
    void undoOp(const QString &id, Reply<void> reply) override
    {
        undone += id;
        std::erase_if(kept, [&](const OutboxOp &op) { return op.id == id; });
        reply({});
    }
    void discardOps(const QString &account, Reply<void> reply) override
    {
        discarded += account;
        std::erase_if(kept, [&](const OutboxOp &op) { return op.account == account; });
        reply({});
    }
    void mergeMarks(const UserAccount & /*account*/, MarkKind /*kind*/, const std::vector<Mark> & /*server*/, bool /*complete*/,
        Reply<MergeReport> reply) override
    {
        reply(MergeReport());
    }
};

} // namespace matinee::test
