// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <functional>

#include "cache/core/worker.h"

namespace matinee {

/// Runs chores on a worker's thread when it has had nothing else to do for a while, a slice at a time and behind what
/// came meanwhile. They wait 2 s at most: a long warming must not fill the disk.
class IdleChores
{
public:
    /// `chore` does one slice and says whether there is more. The worker outlives this, and has ended when it goes.
    IdleChores(Worker &worker, std::chrono::milliseconds idleAfter, std::function<bool()> chore);

    /// Worker's thread: something was done just now; chores may follow from it.
    void worked();
    /// Worker's thread: there may be chores.
    void want();
    /// Any thread: no slice begins any more.
    void stop() { m_stopped = true; }

private:
    void run();

    Worker &m_worker;
    const std::chrono::milliseconds m_idleAfter;
    const std::function<bool()> m_chore;
    std::atomic_bool m_stopped = false;
    bool m_isDue = false;
    std::chrono::steady_clock::time_point m_workedAt;
    std::chrono::steady_clock::time_point m_wantedSince;
};

} // namespace matinee
