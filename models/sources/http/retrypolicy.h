// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace matinee {

/// How one attempt ended, as far as asking again depends on it.
struct AttemptEnd {
    enum class Kind {
        Answered, ///< `status` says the rest
        NoAnswer, ///< refused, reset, DNS, our timeout
        Broken,   ///< truncated or unreadable
        Final,    ///< TLS, a redirect elsewhere, too large: the same again next time
    };
    Kind kind = Kind::Answered;
    int status = 0;
    std::optional<std::chrono::milliseconds> retryAfter = std::nullopt; ///< what a Retry-After asked for
};

/// What was asked, as far as asking again depends on it.
struct RetryCase {
    bool isIdempotent = true;
    bool isBackground = false;
    int retries = 0; ///< made so far
};

struct RetryDecision {
    bool retry = false;
    std::chrono::milliseconds wait{}; ///< before the retry
    /// How long the whole host is to be left alone, retry or not.
    std::optional<std::chrono::milliseconds> freeze = std::nullopt;
    bool isTooLong = false; ///< the host asks for more than anybody waits: give up, show the time
    bool operator==(const RetryDecision &) const = default;
};

/// The table of paging.md 4.15. Pure.
class RetryPolicy
{
public:
    /// `random` gives numbers in [0, 1).
    explicit RetryPolicy(std::function<double()> random) : m_random(std::move(random)) { }

    [[nodiscard]] RetryDecision decide(const AttemptEnd &end, const RetryCase &what) const;

private:
    [[nodiscard]] std::chrono::milliseconds between(std::chrono::milliseconds low, std::chrono::milliseconds high) const;
    [[nodiscard]] std::chrono::milliseconds fullJitter(int retries) const;
    [[nodiscard]] std::chrono::milliseconds tooManyWait(int retries) const;

    std::function<double()> m_random;
};

} // namespace matinee
