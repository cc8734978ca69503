// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include "models/catalog/clock.h"

namespace matinee {

/// How often a host is asked: so many requests a second, with a burst after quiet. Pure; one thread.
/// A 429 halves the rate for a minute, after which it grows by one a second every ten seconds (paging.md 4.15).
class TokenBucket
{
public:
    explicit TokenBucket(Clock &clock);

    void setLimits(double perSecond, int burst);
    /// Until a request may start; zero: now.
    [[nodiscard]] std::chrono::nanoseconds wait();
    /// Counts a request that starts now.
    void take();
    /// The host said 429 to a request begun at `startedAt`. Several that were on the wire together halve once.
    void tooMany(std::chrono::nanoseconds startedAt);
    /// Requests a second just now.
    [[nodiscard]] double rate() const;

private:
    struct Penalty {
        std::chrono::nanoseconds since;
        double rate;
    };
    void refill();
    [[nodiscard]] double capacity() const;

    Clock &m_clock;
    double m_perSecond = 10;
    int m_burst = 20;
    double m_tokens = 20;
    std::chrono::nanoseconds m_filledAt;
    std::optional<Penalty> m_penalty;
};

} // namespace matinee
