// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/circuitbreaker.h"

#include <algorithm>

namespace matinee {
namespace {

using namespace std::chrono_literals;

// paging.md 4.15
constexpr int kFailures = 5;
constexpr std::chrono::nanoseconds kFirstTime = 15s;
constexpr std::chrono::nanoseconds kLongestTime = 5min;

} // namespace

CircuitBreaker::State CircuitBreaker::state() const
{
    if (m_isClosed)
        return State::Closed;
    return m_clock.steady() < m_openUntil ? State::Open : State::HalfOpen;
}

std::chrono::nanoseconds CircuitBreaker::openFor() const
{
    return state() == State::Open ? m_openUntil - m_clock.steady() : 0ns;
}

void CircuitBreaker::halfOpen()
{
    if (!m_isClosed)
        m_openUntil = std::min(m_openUntil, m_clock.steady());
}

void CircuitBreaker::succeeded()
{
    m_isClosed = true;
    m_failures = 0;
}

void CircuitBreaker::failed(bool isProbe)
{
    if (m_isClosed) {
        if (++m_failures >= kFailures)
            open(kFirstTime);
    } else if (isProbe) {
        open(std::min(m_openTime * 2, kLongestTime));
    }
}

void CircuitBreaker::open(std::chrono::nanoseconds time)
{
    m_isClosed = false;
    m_openTime = time;
    m_openUntil = m_clock.steady() + time;
}

} // namespace matinee
