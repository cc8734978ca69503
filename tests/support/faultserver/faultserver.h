// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>
#include <QUrl>

#include "tests/support/faultserver/servercore.h"

namespace matinee::test {

/// A real HTTP/1.1 server on 127.0.0.1 that speaks the dialect of a catalogue's API over made-up titles or a catalogue
/// file, and fails as it is told. It listens nowhere else.
///
///     FaultServer server({.titles = 100});
///     QVERIFY(server.start());
///     server.script(onQuery(u"/movie/popular"_s, u"page"_s, u"2"_s), Fault::ofStatus(503, "1"));
///     ... server.url(u"/3/movie/popular"_s) ...
///     QCOMPARE(server.count(onPath(u"/movie/popular"_s)), 3);
class FaultServer
{
public:
    /// Own: answers also while the test's thread blocks. Callers: answers only while the caller's event loop runs.
    enum class Where { OwnThread, CallersThread };
    explicit FaultServer(ServerSettings settings = {}, Where where = Where::OwnThread);
    ~FaultServer();
    FaultServer(const FaultServer &) = delete;
    FaultServer &operator=(const FaultServer &) = delete;

    /// Blocks until it listens; a catalogue file is imported first. Again after stop(): on the same port.
    [[nodiscard]] Result<void> start();
    /// Refuses connections and drops those there are, as a server that went down.
    void stop();
    /// Drops the connections there are, as a network that went away for a moment.
    void closeConnections();

    [[nodiscard]] quint16 port() const { return m_port; }
    /// `path` may have a query.
    [[nodiscard]] QUrl url(const QString &path = {}) const;

    /// What goes wrong with the next `times` requests that match (negative: with all of them). Any thread.
    void script(RequestMatcher matcher, Fault fault, int times = 1) { m_script.add(std::move(matcher), std::move(fault), times); }
    void clearScript() { m_script.clear(); }
    void setFaults(const StandingFaults &faults) { m_script.setStanding(faults); }
    /// How lists are led astray from now on.
    void setList(const ListPlan &plan);
    /// Runs on the server's thread and waits for it: to change or read what is served.
    void withWorld(const std::function<void(ServedWorld &)> &change);

    /// Every request so far, in order of arrival. Any thread.
    [[nodiscard]] std::vector<ServedRequest> requests() const { return m_log.requests(); }
    [[nodiscard]] int count(const RequestMatcher &matcher) const;
    void clearRequests() { m_log.clear(); }

private:
    void onServerThread(const std::function<void()> &work);

    FaultScript m_script;
    RequestLog m_log;
    QThread m_thread;
    std::unique_ptr<ServerCore> m_core; // lives on m_thread where that runs
    quint16 m_port = 0;
};

} // namespace matinee::test
