// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/hostgate.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// QNetworkAccessManager opens so many connections to a host and queues the rest itself, first in, first out, with
/// their timeouts running: it must never be handed more.
constexpr int kQtConnections = 6;

} // namespace

HostGate::HostGate(QString host, Clock &clock)
    : m_host(std::move(host)), m_clock(clock), m_bucket(clock), m_circuit(clock), m_budget(clock), m_frozenUntil(clock.steady())
{
}

void HostGate::setLimits(const HostLimits &limits)
{
    m_bucket.setLimits(limits.perSecond, limits.burst);
    m_slots = std::clamp(limits.inFlight, 1, kQtConnections);
}

HostGate::Admission HostGate::admission()
{
    const nanoseconds frozen = m_frozenUntil - m_clock.steady();
    if (frozen > 0ns && m_refuses)
        return {Answer::Refused, frozen, frozenError(frozen)};
    if (m_circuit.state() == CircuitBreaker::State::Open)
        return {Answer::Refused, m_circuit.openFor(), circuitError()};
    if (frozen > 0ns)
        return {Answer::Later, frozen};
    const bool waitsForProbe = m_circuit.state() == CircuitBreaker::State::HalfOpen && m_probing;
    if (m_onWire >= m_slots || waitsForProbe)
        return {Answer::Full};
    const nanoseconds wait = m_bucket.wait();
    return wait > 0ns ? Admission{Answer::Later, wait} : Admission{};
}

HostGate::Pass HostGate::start()
{
    const Pass pass{m_clock.steady(), m_circuit.state() == CircuitBreaker::State::HalfOpen};
    m_probing = m_probing || pass.isProbe;
    m_bucket.take();
    ++m_onWire;
    return pass;
}

void HostGate::ended(const Pass &pass, Outcome outcome)
{
    Q_ASSERT(m_onWire > 0);
    --m_onWire;
    if (pass.isProbe)
        m_probing = false;
    if (outcome == Outcome::Answered)
        m_circuit.succeeded();
    else if (outcome == Outcome::Failed)
        m_circuit.failed(pass.isProbe);
}

void HostGate::freeze(nanoseconds time, bool refuses)
{
    const nanoseconds until = m_clock.steady() + time;
    if (until <= m_frozenUntil)
        return;
    m_frozenUntil = until;
    m_refuses = refuses;
}

Error HostGate::frozenError(nanoseconds time) const
{
    return {ErrorKind::RateLimited, u"the host asks to wait %1 s"_s.arg(std::chrono::ceil<std::chrono::seconds>(time).count()),
        m_host, 0, std::chrono::ceil<milliseconds>(time)};
}

Error HostGate::circuitError() const
{
    return {ErrorKind::Unreachable, u"the host does not answer and is left alone for a while"_s, m_host, 0,
        std::chrono::ceil<milliseconds>(m_circuit.openFor())};
}

} // namespace matinee
