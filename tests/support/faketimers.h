// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "tests/support/fakeclock.h"

namespace matinee::test {

/// Calls that wait on a clock that stands still. Main thread.
class FakeTimers
{
public:
    explicit FakeTimers(FakeClock &clock) : m_clock(clock) { }

    [[nodiscard]] auto later()
    {
        return [this](std::chrono::milliseconds wait, std::function<void()> call) {
            ++made;
            m_calls.push_back({m_clock.steady() + wait, made, std::move(call)});
        };
    }
    /// Moves the clock, stopping at each call that becomes due.
    void advance(std::chrono::milliseconds by)
    {
        const std::chrono::nanoseconds end = m_clock.steady() + by;
        while (runNext(end)) { }
        m_clock.advance(std::chrono::duration_cast<std::chrono::milliseconds>(end - m_clock.steady()));
    }
    int made = 0; ///< calls asked for so far

private:
    struct Call {
        std::chrono::nanoseconds due;
        int number;
        std::function<void()> call;
    };
    bool runNext(std::chrono::nanoseconds end)
    {
        const auto first
            = std::ranges::min_element(m_calls, {}, [](const Call &call) { return std::pair(call.due, call.number); });
        if (first == m_calls.end() || first->due > end)
            return false;
        const Call next = std::move(*first);
        m_calls.erase(first);
        if (next.due > m_clock.steady())
            m_clock.advance(std::chrono::duration_cast<std::chrono::milliseconds>(next.due - m_clock.steady()));
        next.call();
        return true;
    }

    FakeClock &m_clock;
    std::vector<Call> m_calls;
};

} // namespace matinee::test
