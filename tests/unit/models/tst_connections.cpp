// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connections.h"

#include <QSignalSpy>
#include <QTest>

#include "tests/support/faketimers.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {

using State = Connections::State;

namespace {

const QUrl kList(u"https://films.example/3/movie/popular?api_key=secret"_s);

/// One server behind the source "films", and probes that are answered when told.
struct World {
    test::FakeClock clock;
    test::FakeTimers timers{clock};
    QList<QUrl> probed;
    std::function<void(HostSign)> answer;
    double chance = 0.99;
    Connections connections{clock,
        [](const QUrl &url) { return url.host() == u"films.example" ? QStringList(u"films"_s) : QStringList(u"others"_s); },
        {[this](const QUrl &url, const std::function<void(HostSign)> &then) {
             probed.append(url);
             answer = then;
         },
            timers.later(), [this] { return chance; }}};
    QSignalSpy changes{&connections, &Connections::changed};

    [[nodiscard]] State state() const { return connections.state(u"films"_s); }
    void goOffline()
    {
        connections.note(kList, HostSign::NoAnswer);
        timers.advance(2s);
        answer(HostSign::NoAnswer);
    }
};

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneFailureProvesNothing();
    void aProbeTwoSecondsLaterDecides();
    void probesComeEverMoreSeldom();
    void anAnswerEndsIt();
    void anotherServerIsAnotherMatter();
    void aCaptiveNetworkIsAskedForTheSamePage();
    void aServerThatOnlyLooksCaptiveIsLeftAlone();
    void thePersonMayAskAtOnce();
    void thePersonMayWorkOffline();
    void flappingMakesNoStorm();
    void whatTheSystemSaysIsAHint();
};

void TestConnections::oneFailureProvesNothing()
{
    World world;
    world.connections.note(kList, HostSign::NoAnswer);
    QCOMPARE(world.state(), State::Online);
    world.connections.note(kList, HostSign::Answered);
    world.timers.advance(10min);
    QVERIFY(world.probed.isEmpty());
    QVERIFY(world.changes.isEmpty());
}

void TestConnections::aProbeTwoSecondsLaterDecides()
{
    World world;
    world.connections.note(kList, HostSign::NoAnswer);
    world.connections.note(kList, HostSign::NoAnswer);
    world.timers.advance(1999ms);
    QVERIFY(world.probed.isEmpty());
    world.timers.advance(1ms);
    QCOMPARE(world.probed, QList<QUrl>{QUrl(u"https://films.example/"_s)});
    QCOMPARE(world.state(), State::Online);
    world.answer(HostSign::NoAnswer);
    QCOMPARE(world.state(), State::Offline);
    QCOMPARE(world.changes.size(), 1);
    QCOMPARE(world.changes.front().front().toString(), u"films"_s);
}

void TestConnections::probesComeEverMoreSeldom()
{
    World world;
    world.goOffline();
    QList<qint64> waits;
    for (int i = 0; i < 7; ++i) {
        const auto before = world.clock.steady();
        const qsizetype probes = world.probed.size();
        while (world.probed.size() == probes)
            world.timers.advance(100ms);
        waits.append(std::chrono::round<std::chrono::seconds>(world.clock.steady() - before).count());
        world.answer(HostSign::NoAnswer);
    }
    QCOMPARE(waits, (QList<qint64>{5, 10, 20, 40, 60, 60, 60}));
    world.chance = 0;
    world.timers.advance(1min);
    world.answer(HostSign::NoAnswer);
    const qsizetype probes = world.probed.size();
    world.timers.advance(46s);
    QCOMPARE(world.probed.size(), probes + 1); // jitter takes up to a quarter off
}

void TestConnections::anAnswerEndsIt()
{
    World world;
    world.goOffline();
    world.timers.advance(5s);
    world.answer(HostSign::Answered);
    QCOMPARE(world.state(), State::Online);
    QCOMPARE(world.changes.size(), 2);
    world.timers.advance(10min);
    QCOMPARE(world.probed.size(), 2);

    world.goOffline();
    world.connections.note(kList, HostSign::Answered); // a request that was on its way
    QCOMPARE(world.state(), State::Online);
}

void TestConnections::anotherServerIsAnotherMatter()
{
    World world;
    world.goOffline();
    QCOMPARE(world.connections.state(u"others"_s), State::Online);
    world.connections.note(QUrl(u"https://other.example/list"_s), HostSign::Answered);
    QCOMPARE(world.state(), State::Offline);
}

void TestConnections::aCaptiveNetworkIsAskedForTheSamePage()
{
    World world;
    world.connections.note(kList, HostSign::Captive);
    QCOMPARE(world.state(), State::Captive);
    world.timers.advance(5s);
    QCOMPARE(world.probed, QList<QUrl>{QUrl(u"https://films.example/3/movie/popular"_s)}); // and no secret
    world.answer(HostSign::Captive);
    QCOMPARE(world.state(), State::Captive);
    world.timers.advance(10s);
    world.answer(HostSign::NoAnswer);
    QCOMPARE(world.state(), State::Offline);
}

void TestConnections::aServerThatOnlyLooksCaptiveIsLeftAlone()
{
    World world;
    for (int i = 0; i < 3; ++i) {
        world.connections.note(kList, HostSign::Captive);
        world.timers.advance(5s);
        world.answer(HostSign::Answered);
    }
    world.connections.note(kList, HostSign::Captive);
    world.timers.advance(1h);
    QCOMPARE(world.probed.size(), 3);
    QCOMPARE(world.state(), State::Captive);
    world.connections.askNow(u"films"_s);
    QCOMPARE(world.probed.size(), 4);
}

void TestConnections::thePersonMayAskAtOnce()
{
    World world;
    world.connections.askNow(u"films"_s); // nothing is wrong
    QVERIFY(world.probed.isEmpty());
    world.goOffline();
    world.connections.askNow(u"films"_s);
    world.connections.askNow(u"films"_s); // and is not asked twice
    QCOMPARE(world.probed.size(), 2);
    world.timers.advance(1min);
    QCOMPARE(world.probed.size(), 2);
    world.answer(HostSign::Answered);
    QCOMPARE(world.state(), State::Online);
}

void TestConnections::thePersonMayWorkOffline()
{
    World world;
    world.goOffline();
    world.connections.setManual(true);
    QCOMPARE(world.state(), State::Manual);
    QCOMPARE(world.connections.state(u"others"_s), State::Manual);
    QCOMPARE(world.changes.back().front().toString(), QString());
    world.timers.advance(10min);
    world.connections.askNow(u"films"_s);
    QCOMPARE(world.probed.size(), 1);
    world.connections.setManual(false);
    QCOMPARE(world.state(), State::Offline);
    world.timers.advance(1s);
    QCOMPARE(world.probed.size(), 2); // long due
}

void TestConnections::flappingMakesNoStorm()
{
    World world;
    for (int i = 0; i < 100; ++i) { // every 300 ms for 30 s
        world.connections.note(kList, i % 2 == 0 ? HostSign::NoAnswer : HostSign::Answered);
        world.timers.advance(300ms);
        if (world.answer)
            std::exchange(world.answer, nullptr)(HostSign::Answered);
    }
    QCOMPARE(world.probed.size(), 0);
    QCOMPARE(world.state(), State::Online);
    QVERIFY(world.changes.isEmpty());
}

void TestConnections::whatTheSystemSaysIsAHint()
{
    World world;
    world.connections.systemChanged(); // nothing is in doubt
    QCOMPARE(world.probed.size(), 0);
    world.connections.note(kList, HostSign::NoAnswer);
    world.connections.systemChanged(); // not two seconds later: now
    QCOMPARE(world.probed.size(), 1);
    world.connections.systemChanged(); // one at a time
    QCOMPARE(world.probed.size(), 1);
    std::exchange(world.answer, nullptr)(HostSign::NoAnswer);
    QCOMPARE(world.state(), State::Offline);
    world.connections.systemChanged(); // a cable was put in
    QCOMPARE(world.probed.size(), 2);
    std::exchange(world.answer, nullptr)(HostSign::Answered);
    QCOMPARE(world.state(), State::Online);
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestConnections)
#include "tst_connections.moc"
