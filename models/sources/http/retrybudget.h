// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>

#include "models/catalog/clock.h"

namespace matinee {

/// Keeps automatic retries from becoming the load: at most a fifth of the last minute's requests, but three always
/// (paging.md 4.15). Pure; one thread.
class RetryBudget
{
public:
    explicit RetryBudget(Clock &clock) : m_clock(clock) { }

    /// A request was begun, retries not counted.
    void noteRequest();
    /// Whether one more retry may be made; it is counted when so.
    [[nodiscard]] bool take();

private:
    using Times = std::deque<std::chrono::nanoseconds>;
    void forgetOld(Times &times) const;

    Clock &m_clock;
    Times m_requests;
    Times m_retries;
};

} // namespace matinee
