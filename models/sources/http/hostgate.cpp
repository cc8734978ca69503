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
/// Of these, what pictures leave to calls of the same host: a page a person waits for starts at once.
constexpr int kKeptForCalls = 2;

} // namespace

HostGate::HostGate(QString host, Clock &clock)
    : m_host(std::move(host)),
      m_clock(clock),
      m_calls(clock),
      m_pictures(clock),
      m_circuit(clock),
      m_budget(clock),
      m_frozenUntil(clock.steady())
{
}

void HostGate::setLimits(const HostLimits &limits, Traffic traffic)
{
    m_isCalled = m_isCalled || traffic == Traffic::Calls;
    share(traffic).bucket.setLimits(limits.perSecond, limits.burst);
    share(traffic).slots = std::clamp(limits.inFlight, 1, kQtConnections);
}

int HostGate::slotsOf(Traffic traffic)
{
    const int most = traffic == Traffic::Pictures && m_isCalled ? kQtConnections - kKeptForCalls : kQtConnections;
    return std::min(share(traffic).slots, most);
}

void HostGate::tooMany(const Pass &pass)
{
    m_calls.bucket.tooMany(pass.startedAt);
    m_pictures.bucket.tooMany(pass.startedAt);
}

HostGate::Admission HostGate::admission(Traffic traffic)
{
    const nanoseconds frozen = m_frozenUntil - m_clock.steady();
    if (frozen > 0ns && m_refuses)
        return {Answer::Refused, frozen, frozenError(frozen)};
    if (m_circuit.state() == CircuitBreaker::State::Open)
        return {Answer::Refused, m_circuit.openFor(), circuitError()};
    if (frozen > 0ns)
        return {Answer::Later, frozen};
    const bool waitsForProbe = m_circuit.state() == CircuitBreaker::State::HalfOpen && m_probing;
    const bool isFull = m_calls.onWire + m_pictures.onWire >= kQtConnections || share(traffic).onWire >= slotsOf(traffic);
    if (isFull || waitsForProbe)
        return {Answer::Full};
    const nanoseconds wait = share(traffic).bucket.wait();
    return wait > 0ns ? Admission{Answer::Later, wait} : Admission{};
}

HostGate::Pass HostGate::start(Traffic traffic)
{
    const Pass pass{m_clock.steady(), traffic, m_circuit.state() == CircuitBreaker::State::HalfOpen};
    m_probing = m_probing || pass.isProbe;
    share(traffic).bucket.take();
    ++share(traffic).onWire;
    return pass;
}

void HostGate::ended(const Pass &pass, Outcome outcome)
{
    Q_ASSERT(share(pass.traffic).onWire > 0);
    --share(pass.traffic).onWire;
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
