// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/retrybudget.h"

#include <algorithm>

namespace matinee {
namespace {

constexpr std::chrono::nanoseconds kWindow = std::chrono::minutes(1);
constexpr size_t kShare = 5; ///< one retry for five requests
constexpr size_t kAlways = 3;

} // namespace

void RetryBudget::noteRequest()
{
    forgetOld(m_requests);
    m_requests.push_back(m_clock.steady());
}

bool RetryBudget::take()
{
    forgetOld(m_requests);
    forgetOld(m_retries);
    if (m_retries.size() >= std::max(kAlways, m_requests.size() / kShare))
        return false;
    m_retries.push_back(m_clock.steady());
    return true;
}

void RetryBudget::forgetOld(Times &times) const
{
    const auto oldest = m_clock.steady() - kWindow;
    while (!times.empty() && times.front() <= oldest)
        times.pop_front();
}

} // namespace matinee
