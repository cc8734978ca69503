// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/hostreach.h"

#include <algorithm>
#include <cstdint>

namespace matinee {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr nanoseconds kConfirmAfter = 2s; // paging.md 4.16
constexpr nanoseconds kFirstProbe = 5s;
constexpr nanoseconds kLastProbe = 60s;
/// A server that calls itself free to a probe and captive to every request is no captive network: it is left alone.
constexpr int kMostReturns = 3;

} // namespace

void HostReach::note(HostSign sign, nanoseconds now)
{
    switch (sign) {
    case HostSign::Answered:
        m_returns = 0;
        reached();
        break;
    case HostSign::NoAnswer:
        if (m_state == State::Reachable && !m_isDoubted) {
            m_isDoubted = true;
            m_probeAt = now + kConfirmAfter;
        }
        break;
    case HostSign::Captive:
        if (m_state == State::Captive)
            break;
        m_state = State::Captive;
        m_isDoubted = false;
        m_probes = 0;
        m_probeAt.reset();
        if (m_returns < kMostReturns)
            probeLater(now);
        break;
    }
}

void HostReach::probed(HostSign sign, nanoseconds now)
{
    if (sign == HostSign::Answered) {
        m_returns += m_state == State::Captive ? 1 : 0;
        return reached();
    }
    m_state = sign == HostSign::Captive ? State::Captive : State::Unreachable;
    m_isDoubted = false;
    probeLater(now);
}

void HostReach::reached()
{
    m_state = State::Reachable;
    m_isDoubted = false;
    m_probes = 0;
    m_probeAt.reset();
}

void HostReach::probeLater(nanoseconds now)
{
    const nanoseconds whole = std::min(kLastProbe, kFirstProbe * (1 << std::min(m_probes, 6)));
    ++m_probes;
    // Between three quarters and the whole: many programs that lost one network do not come back in one moment.
    m_probeAt = now + whole * 3 / 4 + nanoseconds(static_cast<std::int64_t>(m_random() * double((whole / 4).count())));
}

} // namespace matinee
