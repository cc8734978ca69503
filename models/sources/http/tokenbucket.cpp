// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/tokenbucket.h"

#include <algorithm>
#include <cmath>

namespace matinee {
namespace {

using namespace std::chrono_literals;

constexpr auto kPenaltyTime = 60s;   ///< paging.md 4.15
constexpr auto kRecoveryStep = 10s;  ///< paging.md 4.15: +1/s every 10 s
constexpr double kLeastRate = 0.5;   ///< halving again and again must not end in standing still
constexpr double kEnough = 1 - 1e-9; ///< a whole token, less what adding fractions loses

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

TokenBucket::TokenBucket(Clock &clock) : m_clock(clock), m_filledAt(clock.steady()) { }

void TokenBucket::setLimits(double perSecond, int burst)
{
    refill();
    const bool wasFull = m_tokens >= m_burst;
    m_perSecond = std::max(perSecond, 0.01);
    m_burst = std::max(burst, 1);
    m_tokens = wasFull ? m_burst : std::min(m_tokens, capacity());
}

std::chrono::nanoseconds TokenBucket::wait()
{
    refill();
    if (m_tokens >= kEnough)
        return 0ns;
    return std::chrono::nanoseconds(std::llround(std::ceil((1 - m_tokens) / rate() * 1e9)));
}

void TokenBucket::take()
{
    refill();
    m_tokens = std::max(0.0, m_tokens - 1);
}

void TokenBucket::tooMany(std::chrono::nanoseconds startedAt)
{
    refill();
    const auto now = m_clock.steady();
    if (m_penalty && startedAt <= m_penalty->since)
        return;
    m_penalty = Penalty{now, std::max(rate() / 2, std::min(kLeastRate, m_perSecond))};
    m_tokens = std::min(m_tokens, 1.0); // no burst into a host that has just said enough
}

double TokenBucket::rate() const
{
    if (!m_penalty)
        return m_perSecond;
    const auto since = m_clock.steady() - m_penalty->since - kPenaltyTime;
    const double regained = since > 0ns ? std::floor(seconds(since) / seconds(kRecoveryStep)) : 0;
    return std::min(m_perSecond, m_penalty->rate + regained);
}

void TokenBucket::refill()
{
    const auto now = m_clock.steady();
    m_tokens = std::min(capacity(), m_tokens + seconds(now - m_filledAt) * rate());
    m_filledAt = now;
    if (m_penalty && now - m_penalty->since > kPenaltyTime && rate() >= m_perSecond)
        m_penalty.reset();
}

double TokenBucket::capacity() const
{
    return m_penalty ? std::min<double>(m_burst, std::max(1.0, rate())) : m_burst;
}

} // namespace matinee
