// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>

namespace matinee::test {

/// "Later, from the event loop" without an event loop: calls wait until the test runs them, in order.
class CallQueue
{
public:
    void post(std::function<void()> call) { m_calls.push_back(std::move(call)); }
    [[nodiscard]] auto poster()
    {
        return [this](std::function<void()> call) { post(std::move(call)); };
    }
    /// Runs what is posted, and what is posted because of it.
    void run()
    {
        while (runOne()) { }
    }
    /// The oldest call alone; false when there is none.
    bool runOne()
    {
        if (m_calls.empty())
            return false;
        const std::function<void()> call = std::move(m_calls.front());
        m_calls.pop_front();
        call();
        return true;
    }

private:
    std::deque<std::function<void()>> m_calls;
};

} // namespace matinee::test
