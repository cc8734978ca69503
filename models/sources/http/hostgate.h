// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

#include "models/catalog/clock.h"
#include "models/catalog/error.h"
#include "models/sources/http/circuitbreaker.h"
#include "models/sources/http/httprequest.h"
#include "models/sources/http/retrybudget.h"
#include "models/sources/http/tokenbucket.h"

namespace matinee {

/// Decides when one host may be asked: slots and rate of each traffic, freeze and circuit of all. Pure; one thread.
class HostGate
{
public:
    enum class Answer {
        Go,
        Later,   ///< after `wait`
        Full,    ///< when something on the wire ends
        Refused, ///< not for long: `error`
    };
    struct Admission {
        Answer answer = Answer::Go;
        std::chrono::nanoseconds wait{};
        std::optional<Error> error = std::nullopt;
    };
    /// What start() hands out and ended() takes back.
    struct Pass {
        std::chrono::nanoseconds startedAt{};
        Traffic traffic = Traffic::Calls;
        bool isProbe = false;
    };
    enum class Outcome {
        Answered,
        Failed,  ///< no answer, or one that says the server is broken
        GivenUp, ///< by us: says nothing of the host
    };

    /// `host` is named in errors.
    HostGate(QString host, Clock &clock);

    void setLimits(const HostLimits &limits, Traffic traffic = Traffic::Calls);
    [[nodiscard]] Admission admission(Traffic traffic = Traffic::Calls);
    /// Only after Answer::Go.
    [[nodiscard]] Pass start(Traffic traffic = Traffic::Calls);
    void ended(const Pass &pass, Outcome outcome);

    /// One request may go to a host that is left alone because it did not answer: it counts as the circuit's probe.
    void admitProbe() { m_circuit.halfOpen(); }

    /// Nothing is sent for that long. `refuses`: what is asked meanwhile fails at once instead of waiting.
    void freeze(std::chrono::nanoseconds time, bool refuses);
    /// 429 to what that pass began.
    void tooMany(const Pass &pass);

    [[nodiscard]] RetryBudget &budget() { return m_budget; }
    [[nodiscard]] const QString &host() const { return m_host; }
    /// The host's Date header, as it arrives.
    void noteDate(const QDateTime &date) { m_clockOffsetMs = m_clock.now().msecsTo(date); }
    /// What the host's clock shows, as far as it said; ours otherwise.
    [[nodiscard]] QDateTime serverNow() const { return m_clock.now().addMSecs(m_clockOffsetMs); }

private:
    [[nodiscard]] Error frozenError(std::chrono::nanoseconds time) const;
    [[nodiscard]] Error circuitError() const;

    QString m_host;
    Clock &m_clock;
    struct Share {
        explicit Share(Clock &clock) : bucket(clock) { }
        TokenBucket bucket;
        int slots = 4;
        int onWire = 0;
    };
    [[nodiscard]] Share &share(Traffic traffic) { return traffic == Traffic::Calls ? m_calls : m_pictures; }
    [[nodiscard]] int slotsOf(Traffic traffic);

    Share m_calls;
    Share m_pictures;
    bool m_isCalled = false; // it gives out more than pictures
    CircuitBreaker m_circuit;
    RetryBudget m_budget;
    bool m_probing = false;
    std::chrono::nanoseconds m_frozenUntil{};
    bool m_refuses = false;
    qint64 m_clockOffsetMs = 0;
};

} // namespace matinee
