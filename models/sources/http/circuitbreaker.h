// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "models/catalog/clock.h"

namespace matinee {

/// Leaves a host alone that does not answer. Pure; one thread. Five failures in a row open the circuit for 15 s,
/// then one probe is let through; when it fails too, the time doubles, up to 5 min. Any answer closes the circuit.
class CircuitBreaker
{
public:
    enum class State {
        Closed,
        Open,     ///< nothing is asked
        HalfOpen, ///< one probe may be
    };

    explicit CircuitBreaker(Clock &clock) : m_clock(clock) { }

    [[nodiscard]] State state() const;
    /// How long it stays open; zero otherwise.
    [[nodiscard]] std::chrono::nanoseconds openFor() const;
    /// Lets a probe through before its time.
    void halfOpen();
    /// The host answered.
    void succeeded();
    /// The host did not. Requests from before the circuit opened (no probes) change nothing any more.
    void failed(bool isProbe);

private:
    void open(std::chrono::nanoseconds time);

    Clock &m_clock;
    int m_failures = 0;
    bool m_isClosed = true;
    std::chrono::nanoseconds m_openTime{};
    std::chrono::nanoseconds m_openUntil{};
};

} // namespace matinee
