// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connections.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using std::chrono::milliseconds;

/// What a probe asks for. A server is there when its root answers anything at all; whether somebody else answers in its
/// place shows only where an answer of its own is known not to be a web page.
QUrl probeUrl(const QUrl &asked, bool isCaptive)
{
    QUrl url = asked;
    if (!isCaptive)
        url.setPath(u"/"_s);
    return url;
}

} // namespace

Connections::Connections(Clock &clock, SourcesOf sourcesOf, Tools tools)
    : m_clock(clock), m_sourcesOf(std::move(sourcesOf)), m_tools(std::move(tools))
{
}

Connections::State Connections::state(const QString &sourceId) const
{
    if (m_isManual)
        return State::Manual;
    State worst = State::Online;
    for (const auto &[name, host] : m_hosts) {
        if (!host->sources.contains(sourceId))
            continue;
        if (host->reach.state() == HostReach::State::Captive)
            return State::Captive;
        if (host->reach.state() == HostReach::State::Unreachable)
            worst = State::Offline;
    }
    return worst;
}

Connections::Host &Connections::hostOf(const QUrl &url)
{
    std::unique_ptr<Host> &host = m_hosts[u"%1://%2:%3"_s.arg(url.scheme(), url.host()).arg(url.port(-1))];
    if (!host) {
        host = std::make_unique<Host>(m_tools.random);
        host->sources = m_sourcesOf(url);
    }
    return *host;
}

void Connections::note(const QUrl &url, HostSign sign)
{
    Host &host = hostOf(url);
    if (sign != HostSign::Answered && host.reach.state() == HostReach::State::Reachable) {
        host.url = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
        host.sources = m_sourcesOf(url); // sources come and go
    }
    const HostReach::State before = host.reach.state();
    host.reach.note(sign, m_clock.steady());
    after(host, before);
}

void Connections::setManual(bool manual)
{
    if (manual == m_isManual)
        return;
    m_isManual = manual;
    Q_EMIT changed({});
    for (const auto &[name, host] : m_hosts)
        wakeFor(*host);
}

void Connections::askNow(const QString &sourceId)
{
    if (m_isManual)
        return;
    for (const auto &[name, host] : m_hosts) {
        if (host->sources.contains(sourceId) && host->reach.state() != HostReach::State::Reachable)
            probe(*host);
    }
}

void Connections::systemChanged()
{
    for (const auto &[name, host] : m_hosts) {
        if (host->reach.probeAt())
            probe(*host);
    }
}

void Connections::after(Host &host, HostReach::State before)
{
    wakeFor(host);
    if (host.reach.state() == before)
        return;
    const QStringList sources = host.sources;
    for (const QString &source : sources)
        Q_EMIT changed(source);
}

void Connections::wakeFor(Host &host)
{
    const std::uint64_t wake = ++host.wake; // an earlier timer counts no more
    if (!host.reach.probeAt() || m_isManual || host.isProbing)
        return;
    const auto wait = std::chrono::ceil<milliseconds>(*host.reach.probeAt() - m_clock.steady());
    m_tools.later(std::max(milliseconds(0), wait), [self = QPointer(this), this, &host, wake] {
        if (self && host.wake == wake)
            probe(host);
    });
}

void Connections::probe(Host &host)
{
    if (m_isManual || std::exchange(host.isProbing, true))
        return;
    ++host.wake;
    host.reach.probeBegan();
    const bool isCaptive = host.reach.state() == HostReach::State::Captive;
    m_tools.probe(probeUrl(host.url, isCaptive), [self = QPointer(this), this, &host](HostSign sign) {
        if (!self)
            return;
        host.isProbing = false;
        const HostReach::State before = host.reach.state();
        host.reach.probed(sign, m_clock.steady());
        after(host, before);
    });
}

} // namespace matinee
