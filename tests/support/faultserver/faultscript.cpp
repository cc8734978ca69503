// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/faultscript.h"

#include <algorithm>

namespace matinee::test {

FaultScript::FaultScript(const StandingFaults &standing) : m_standing(standing), m_random(standing.seed) { }

void FaultScript::add(RequestMatcher matcher, Fault fault, int times)
{
    const QMutexLocker lock(&m_mutex);
    m_lines.push_back({std::move(matcher), std::move(fault), times});
}

void FaultScript::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_lines.clear();
}

void FaultScript::setStanding(const StandingFaults &standing)
{
    const QMutexLocker lock(&m_mutex);
    m_standing = standing;
    m_random.seed(standing.seed);
    m_counted = 0;
    m_within = 0;
}

Fault FaultScript::faultFor(const ServedRequest &request)
{
    const QMutexLocker lock(&m_mutex);
    Fault fault;
    const auto at
        = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &line) { return line.left != 0 && line.matcher(request); });
    if (at == m_lines.end()) {
        fault = standing(request);
    } else {
        if (at->left > 0)
            --at->left;
        fault = at->fault;
    }
    fault.latency += m_standing.latency;
    if (m_standing.jitter.count() > 0)
        fault.latency += std::chrono::milliseconds(m_random.bounded(static_cast<int>(m_standing.jitter.count()) + 1));
    return fault;
}

Fault FaultScript::standing(const ServedRequest &request)
{
    Fault fault;
    if (!request.path.contains(m_standing.onlyUnder))
        return fault;
    const qint64 nth = ++m_within;
    if (nth < m_standing.from || (m_standing.count > 0 && nth >= m_standing.from + m_standing.count))
        return fault;
    const auto happens = [this](double percent) { return percent > 0 && m_random.generateDouble() * 100 < percent; };
    if (m_standing.status > 0 && ++m_counted % std::max(1, m_standing.statusEvery) == 0)
        fault = Fault::ofStatus(m_standing.status, m_standing.retryAfter);
    else
        fault.body = m_standing.body;
    if (!m_standing.redirectTo.isEmpty())
        fault = Fault::redirect(m_standing.redirectTo);
    fault.dribble = m_standing.dribble;
    if (happens(m_standing.dropPercent))
        fault.drop = m_random.bounded(2) == 0 ? FaultDrop::BeforeAnswer : FaultDrop::MidBody;
    else if (happens(m_standing.truncatePercent))
        fault.cut = m_standing.truncate;
    return fault;
}

} // namespace matinee::test
