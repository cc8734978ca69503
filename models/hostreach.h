// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "models/catalog/hostsign.h"

namespace matinee {

/// Whether one server can be reached, by its traffic (paging.md 4.16). Pure; times are Clock::steady(). One request
/// without an answer proves nothing: a probe two seconds later decides. While there is no way, only probes go out, each
/// later than the one before.
class HostReach
{
public:
    enum class State { Reachable, Unreachable, Captive };

    /// `random` gives numbers in [0, 1), for the jitter of probes.
    explicit HostReach(std::function<double()> random) : m_random(std::move(random)) { }

    [[nodiscard]] State state() const { return m_state; }
    /// What a request met.
    void note(HostSign sign, std::chrono::nanoseconds now);
    /// What the probe met.
    void probed(HostSign sign, std::chrono::nanoseconds now);
    /// When the next probe is due; nothing where none is. It is not due again before probed().
    [[nodiscard]] std::optional<std::chrono::nanoseconds> probeAt() const { return m_probeAt; }
    void probeBegan() { m_probeAt.reset(); }

private:
    void reached();
    void probeLater(std::chrono::nanoseconds now);

    std::function<double()> m_random;
    State m_state = State::Reachable;
    bool m_isDoubted = false; // a request met no answer, and no probe has been asked yet
    int m_probes = 0;         // without an answer, in a row
    int m_returns = 0;        // from Captive by a probe, without a request that went well since
    std::optional<std::chrono::nanoseconds> m_probeAt;
};

} // namespace matinee
