// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/pendingsignins.h"

namespace matinee::test {

bool PendingSignIns::open(const QString &code, const SignInPlan &plan)
{
    const auto found = m_codes.find(code);
    if (found == m_codes.end())
        return false;
    found->said = plan.denies ? Said::No : Said::Yes;
    return true;
}

PendingSignIns::Poll PendingSignIns::poll(const QString &code, const SignInPlan &plan, bool uses)
{
    const auto found = m_codes.find(code);
    if (found == m_codes.end())
        return Poll::Unknown;
    const int earlier = found->polls++;
    if (plan.expireAfter >= 0 && earlier >= plan.expireAfter) {
        m_codes.erase(found);
        return Poll::Expired;
    }
    if (earlier < plan.slowDowns)
        return Poll::SlowDown;
    if (found->said == Said::Nothing && plan.approveAfter >= 0 && earlier >= plan.approveAfter)
        found->said = plan.denies ? Said::No : Said::Yes;
    if (found->said == Said::Nothing)
        return Poll::Pending;
    const Poll answer = found->said == Said::Yes ? Poll::Approved : Poll::Denied;
    if (uses || answer == Poll::Denied)
        m_codes.erase(found);
    return answer;
}

} // namespace matinee::test
