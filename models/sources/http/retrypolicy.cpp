// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/retrypolicy.h"

#include <algorithm>
#include <cstdint>

namespace matinee {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// All from paging.md 4.15.
constexpr int kRetries = 3;
constexpr int kRetriesTooEarly = 2; ///< 408, 425
constexpr int kRetriesBackground = 1;
constexpr milliseconds kLeastWait = 100ms;
constexpr milliseconds kMostJitter = 30s;
constexpr milliseconds kJitterBase = 500ms;
constexpr milliseconds kTooManyBase = 2s;
constexpr milliseconds kLongestFreeze = 10min;

int retriesAllowed(const AttemptEnd &end)
{
    switch (end.kind) {
    case AttemptEnd::Kind::NoAnswer:
    case AttemptEnd::Kind::Broken: return kRetries;
    case AttemptEnd::Kind::Final: return 0;
    case AttemptEnd::Kind::Answered: break;
    }
    switch (end.status) {
    case 429:
    case 500:
    case 502:
    case 503:
    case 504: return kRetries;
    case 408:
    case 425: return kRetriesTooEarly;
    default: return 0;
    }
}

milliseconds doubled(milliseconds base, int times, milliseconds most)
{
    return std::min(base * (1 << std::clamp(times, 0, 10)), most);
}

} // namespace

RetryDecision RetryPolicy::decide(const AttemptEnd &end, const RetryCase &what) const
{
    RetryDecision decision;
    const bool isAnswer = end.kind == AttemptEnd::Kind::Answered;
    decision.wait = fullJitter(what.retries);
    if (isAnswer && (end.status == 429 || end.status == 503) && end.retryAfter) {
        decision.freeze = end.retryAfter;
        decision.isTooLong = *end.retryAfter > kLongestFreeze;
        decision.wait = std::max(*end.retryAfter, decision.wait);
    } else if (isAnswer && end.status == 429) {
        decision.wait = tooManyWait(what.retries);
        decision.freeze = decision.wait;
    }
    const int allowed = what.isBackground ? std::min(retriesAllowed(end), kRetriesBackground) : retriesAllowed(end);
    decision.retry = what.isIdempotent && !decision.isTooLong && what.retries < allowed;
    return decision;
}

milliseconds RetryPolicy::between(milliseconds low, milliseconds high) const
{
    return low + milliseconds(static_cast<std::int64_t>(m_random() * double((high - low).count())));
}

milliseconds RetryPolicy::fullJitter(int retries) const
{
    return between(kLeastWait, doubled(kJitterBase, retries, kMostJitter));
}

milliseconds RetryPolicy::tooManyWait(int retries) const
{
    // Full jitter could be next to nothing, and the host has just asked for rest: the upper half only.
    const milliseconds most = doubled(kTooManyBase, retries, kMostJitter);
    return between(most / 2, most);
}

} // namespace matinee
