// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

namespace matinee {

/// Tells work on another thread that nobody waits for it any more. Copies share one flag. Polled before each
/// expensive step; cancelling is thrift, never needed for correctness (a stale answer is dropped by its epoch).
class CancelToken
{
public:
    void cancel() const { m_cancelled->store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool isCancelled() const { return m_cancelled->load(std::memory_order_relaxed); }

    /// Whether both are copies of one token.
    bool operator==(const CancelToken &) const = default;

private:
    std::shared_ptr<std::atomic_bool> m_cancelled = std::make_shared<std::atomic_bool>(false);
};

} // namespace matinee
