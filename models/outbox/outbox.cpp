// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/outbox/outbox.h"

#include <QJsonObject>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

using std::chrono::milliseconds;

// store.md, Outbox: two lanes; a pause that grows to 15 min and no limit to the tries.
constexpr int kLanes = 2;
constexpr milliseconds kFirstWait = 5s;
constexpr milliseconds kLongestWait = 15min;
constexpr int kMostDoublings = 8;

std::optional<TitleState> stateOf(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Favorite: return TitleState::Favorite;
    case MarkKind::Watchlist: return TitleState::Watchlist;
    case MarkKind::Rating: return TitleState::Rating;
    case MarkKind::Watched: return std::nullopt;
    }
    Q_UNREACHABLE();
}

/// A reply that does nothing once the outbox is gone.
template <typename T, typename Then>
Reply<T> guarded(Outbox *outbox, Then then)
{
    return [self = QPointer(outbox), then = std::move(then)](const Result<T> &result) {
        if (self)
            then(result);
    };
}

} // namespace

Outbox::Outbox(const Ports &ports, Tools tools, QObject *parent) : QObject(parent), m_ports(ports), m_tools(std::move(tools)) { }

void Outbox::start()
{
    m_ports.data.recoverOps(guarded<void>(this, [this](const Result<void> &) {
        m_started = true; // a file that is locked now may be free later: what is in flight there stays so until then
        wake();
    }));
}

void Outbox::wake()
{
    if (!m_started)
        return;
    m_refused.clear();
    send();
    reread();
}

void Outbox::reconnected(const QString &sourceId)
{
    for (const OutboxOp &op : m_ops) {
        const bool isIts = sourceId.isEmpty() || op.title.id.source == sourceId;
        if (isIts && op.state == OutboxOp::State::Pending && op.nextAt > m_ports.clock.now())
            m_ports.data.retryOp(op.id, [](const Result<void> &) {});
    }
    wake();
}

int Outbox::waiting() const
{
    return static_cast<int>(std::ranges::count_if(m_ops, [this](const OutboxOp &op) { return !isForeign(op); }));
}

QStringList Outbox::currentAccounts() const
{
    QStringList keys;
    for (const QString &source : m_tools.sources()) {
        if (const auto account = m_ports.accounts.current(source))
            keys += UserAccount{source, account->id, account->name}.key();
    }
    return keys;
}

QStringList Outbox::sendable() const
{
    QStringList keys;
    for (const QString &key : currentAccounts()) {
        if (!m_refused.contains(key) && !m_tools.isOffline(key.section(u'/', 0, 0)))
            keys += key;
    }
    return keys;
}

void Outbox::reread()
{
    m_ports.data.ops(guarded<std::vector<OutboxOp>>(this, [this](const Result<std::vector<OutboxOp>> &ops) {
        if (!ops)
            return;
        m_ops = *ops;
        sleepUntilDue();
        Q_EMIT changed();
    }));
}

void Outbox::send()
{
    const int most = kLanes - m_inFlight;
    const QStringList accounts = sendable();
    if (m_isTaking) {
        m_takeAgain = true;
        return;
    }
    if (most <= 0 || accounts.isEmpty())
        return;
    m_isTaking = true;
    const auto then = [this](const Result<std::vector<OutboxOp>> &taken) {
        m_isTaking = false;
        if (taken) {
            m_inFlight += static_cast<int>(taken->size());
            for (const OutboxOp &op : *taken)
                sendOne(op);
            if (!taken->empty())
                reread();
        }
        if (std::exchange(m_takeAgain, false))
            send();
    };
    m_ports.data.takeOps(accounts, most, guarded<std::vector<OutboxOp>>(this, then));
}

void Outbox::sendOne(const OutboxOp &op)
{
    // Between the taking and now somebody else may have signed in: nothing is sent in their name.
    if (!currentAccounts().contains(op.account))
        return settle(op, {OpOutcome::Kind::NotTaken, m_ports.clock.now()});
    const auto state = stateOf(op.kind);
    if (!state)
        return settle(op, {OpOutcome::Kind::Refused, {}, 0, u"no server is told of it"_s});
    trace(op, u"sent"_s, 0);
    const StateChange change{op.title.id, *state, op.value.has_value(), op.value.value_or(0)};
    m_ports.actions.setState(
        change, m_closing, guarded<WriteOutcome>(this, [this, op](const Result<WriteOutcome> &answer) { onAnswer(op, answer); }));
}

void Outbox::onAnswer(const OutboxOp &op, const Result<WriteOutcome> &answer)
{
    settle(op, answer ? OpOutcome{OpOutcome::Kind::Applied} : outcomeOf(op, answer.error()));
}

OpOutcome Outbox::outcomeOf(const OutboxOp &op, const Error &error)
{
    using Kind = OpOutcome::Kind;
    const auto outcome = [&](Kind kind) {
        return OpOutcome{kind, retryAt(op, error.retryAfter), error.httpStatus, error.detail};
    };
    switch (error.kind) {
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
        m_refused.insert(op.account);
        return {Kind::NotTaken, m_ports.clock.now(), error.httpStatus, error.detail};
    case ErrorKind::Offline:
    case ErrorKind::RateLimited:
    case ErrorKind::CaptivePortal: return outcome(Kind::NotTaken);
    case ErrorKind::NotFound:
        if (!op.value) // it is not there to be taken away
            return {Kind::Applied};
        return outcome(Kind::Refused);
    case ErrorKind::Rejected:
    case ErrorKind::InvalidArgument: return outcome(Kind::Refused);
    default: return outcome(Kind::Lost);
    }
}

QDateTime Outbox::retryAt(const OutboxOp &op, std::optional<milliseconds> wait) const
{
    if (!wait) {
        const milliseconds doubled = kFirstWait * (1 << std::clamp(op.attempt - 1, 0, kMostDoublings));
        const double jitter = 0.75 + 0.5 * m_tools.random();
        wait = milliseconds(static_cast<qint64>(static_cast<double>(std::min(doubled, kLongestWait).count()) * jitter));
    }
    return m_ports.clock.now().addMSecs(std::clamp(*wait, milliseconds(1s), kLongestWait).count());
}

void Outbox::settle(const OutboxOp &op, const OpOutcome &outcome)
{
    static const QHash<OpOutcome::Kind, QString> names{{OpOutcome::Kind::Applied, u"applied"_s},
        {OpOutcome::Kind::NotTaken, u"waits"_s}, {OpOutcome::Kind::Lost, u"waits"_s}, {OpOutcome::Kind::Refused, u"parked"_s}};
    trace(op, names.value(outcome.kind), outcome.status);
    m_ports.data.settleOp(op.id, outcome, guarded<void>(this, [this, op, kind = outcome.kind](const Result<void> &) {
        if (kind == OpOutcome::Kind::Applied)
            Q_EMIT applied(op.title.id.source);
        // Where it could not be noted, it is in flight until the next start, and sent again then: harmless.
        --m_inFlight;
        send();
        reread();
    }));
}

void Outbox::sleepUntilDue()
{
    const QStringList accounts = sendable();
    QDateTime next;
    for (const OutboxOp &op : m_ops) {
        const bool isMine = op.state == OutboxOp::State::Pending && accounts.contains(op.account);
        if (isMine && op.nextAt > m_ports.clock.now() && (!next.isValid() || op.nextAt < next))
            next = op.nextAt;
    }
    const std::uint64_t mine = ++m_sleep;
    if (!next.isValid())
        return;
    // Beyond the longest wait a clock was set back: whatever is due then is sent then.
    const milliseconds wait = std::clamp(milliseconds(m_ports.clock.now().msecsTo(next)), milliseconds(1), kLongestWait * 2);
    m_tools.later(wait, [self = QPointer(this), mine] {
        if (self && self->m_sleep == mine) {
            self->send();
            self->reread();
        }
    });
}

void Outbox::sendNow(const QString &id)
{
    m_ports.data.retryOp(id, guarded<void>(this, [this](const Result<void> &) { wake(); }));
}

void Outbox::undo(const QString &id, Reply<void> reply)
{
    const auto at = std::ranges::find(m_ops, id, &OutboxOp::id);
    const QString source = at == m_ops.end() ? QString() : at->title.id.source;
    m_ports.data.undoOp(id, guarded<void>(this, [this, source, reply = std::move(reply)](const Result<void> &done) {
        if (done)
            Q_EMIT takenBack(source);
        reread();
        reply(done);
    }));
}

void Outbox::discard(const QString &account)
{
    m_ports.data.discardOps(account, guarded<void>(this, [this](const Result<void> &) { reread(); }));
}

void Outbox::trace(const OutboxOp &op, const QString &state, int status) const
{
    if (!m_ports.trace.isEnabled())
        return;
    m_ports.trace.event(u"outbox.op"_s,
        QJsonObject{{u"source"_s, op.title.id.source}, {u"title"_s, op.title.id.localText()}, {u"kind"_s, markName(op.kind)},
            {u"on"_s, op.value.has_value()}, {u"state"_s, state}, {u"attempt"_s, op.attempt}, {u"status"_s, status}});
}

} // namespace matinee
