// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>

#include "models/catalog/accounts.h"
#include "models/catalog/clock.h"
#include "models/catalog/outboxdata.h"
#include "models/catalog/titleactions.h"
#include "models/catalog/tracesink.h"

namespace matinee {

/// Sends what the person set to the servers that can be told, by store.md's rules: each title's changes one after the
/// other, two at a time in all, in the name of the account they were made in and of no other; what cannot be sent now waits
/// for as long as it takes. GUI thread; the ports outlive it.
class Outbox : public QObject
{
    Q_OBJECT
public:
    struct Ports {
        OutboxData &data;
        TitleActions &actions;
        Accounts &accounts;
        Clock &clock;
        TraceSink &trace;
    };
    struct Tools {
        /// Runs a call after so long, on this thread, as long as this object lives.
        std::function<void(std::chrono::milliseconds, std::function<void()>)> later;
        std::function<double()> random;                         ///< in [0, 1)
        std::function<QStringList()> sources;                   ///< those that may have an account
        std::function<bool(const QString &sourceId)> isOffline; ///< its server is left alone
    };
    Outbox(const Ports &ports, Tools tools, QObject *parent = nullptr);

    /// What was in flight when the program ended waits again; then sends. Once.
    void start();
    /// Something was set, or somebody signed in: looks what is to be sent. An account that was refused is tried again.
    void wake();
    /// There is a way to the source's server again (every source where empty): what waited for it is due now.
    void reconnected(const QString &sourceId);

    /// Everything that waits, the oldest first, as it was read last.
    [[nodiscard]] const std::vector<OutboxOp> &ops() const { return m_ops; }
    /// How many changes wait that are of an account which is signed in.
    [[nodiscard]] int waiting() const;
    /// Whether the account must sign in again before anything of it is sent.
    [[nodiscard]] bool isRefused(const QString &account) const { return m_refused.contains(account); }
    /// Of an account that is not signed in now.
    [[nodiscard]] bool isForeign(const OutboxOp &op) const { return !currentAccounts().contains(op.account); }

    void sendNow(const QString &id);
    /// Takes the change back. The answer says why it could not be.
    void undo(const QString &id, Reply<void> reply);
    /// Forgets what waits for an account.
    void discard(const QString &account);

Q_SIGNALS:
    /// ops() is another list now.
    void changed();
    /// A server took a change: its lists of that person are old.
    void applied(const QString &sourceId);
    /// The marks of a source are not what they were: a change was taken back.
    void takenBack(const QString &sourceId);

private:
    void reread();
    void send();
    void sendOne(const OutboxOp &op);
    void onAnswer(const OutboxOp &op, const Result<WriteOutcome> &answer);
    [[nodiscard]] OpOutcome outcomeOf(const OutboxOp &op, const Error &error);
    void settle(const OutboxOp &op, const OpOutcome &outcome);
    [[nodiscard]] QDateTime retryAt(const OutboxOp &op, std::optional<std::chrono::milliseconds> wait) const;
    [[nodiscard]] QStringList currentAccounts() const;
    [[nodiscard]] QStringList sendable() const;
    void sleepUntilDue();
    void trace(const OutboxOp &op, const QString &state, int status) const;

    Ports m_ports;
    Tools m_tools;
    std::vector<OutboxOp> m_ops;
    QSet<QString> m_refused; // accounts that must sign in again
    int m_inFlight = 0;
    bool m_started = false;
    bool m_isTaking = false;
    bool m_takeAgain = false;
    std::uint64_t m_sleep = 0; // of the timer that counts
    CancelToken m_closing;
};

} // namespace matinee
