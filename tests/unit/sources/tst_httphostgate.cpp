// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/sources/http/circuitbreaker.h"
#include "models/sources/http/hostgate.h"
#include "models/sources/http/tokenbucket.h"
#include "tests/support/fakeclock.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using namespace matinee::test;
using namespace std::chrono_literals;
using Answer = HostGate::Answer;
using Outcome = HostGate::Outcome;

namespace {

/// Starts as many as may start now; each ends at once.
int startAll(HostGate &gate)
{
    int started = 0;
    for (; started < 1000 && gate.admission().answer == Answer::Go; ++started)
        gate.ended(gate.start(), Outcome::Answered);
    return started;
}

} // namespace

class TestHttpHostGate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aScreenFullOfPicturesLeavesPagesTheirRateAndTheirRoom()
    {
        FakeClock clock;
        HostGate gate(u"a.example"_s, clock);
        gate.setLimits({10, 20, 4});
        gate.setLimits({20, 20, 6}, Traffic::Pictures);
        std::vector<HostGate::Pass> pictures;
        while (gate.admission(Traffic::Pictures).answer == Answer::Go)
            pictures.push_back(gate.start(Traffic::Pictures));
        QCOMPARE(pictures.size(), 4U); // of the six connections Qt opens to a host
        QCOMPARE(gate.admission(Traffic::Pictures).answer, Answer::Full);
        QCOMPARE(gate.admission().answer, Answer::Go);
        for (int i = 0; i < 16; ++i) { // all that the bucket of pictures holds
            gate.ended(pictures[size_t(i) % 4], Outcome::Answered);
            pictures[size_t(i) % 4] = gate.start(Traffic::Pictures);
        }
        for (const HostGate::Pass &pass : pictures)
            gate.ended(pass, Outcome::Answered);
        QCOMPARE(gate.admission(Traffic::Pictures).answer, Answer::Later);
        QCOMPARE(gate.admission().answer, Answer::Go);
        gate.freeze(5s, false);
        QCOMPARE(gate.admission().answer, Answer::Later); // what one was told holds for both
        QCOMPARE(gate.admission(Traffic::Pictures).wait, std::chrono::nanoseconds(5s));
    }

    void aHostOfPicturesAloneGivesThemAllConnections()
    {
        FakeClock clock;
        HostGate gate(u"pictures.example"_s, clock);
        gate.setLimits({50, 100, 6}, Traffic::Pictures);
        int started = 0;
        for (; gate.admission(Traffic::Pictures).answer == Answer::Go; ++started)
            (void)gate.start(Traffic::Pictures);
        QCOMPARE(started, 6);
    }

    void aBurstThenTheRate()
    {
        FakeClock clock;
        HostGate gate(u"a.example"_s, clock);
        gate.setLimits({10, 20, 4});
        QCOMPARE(startAll(gate), 20);
        QCOMPARE(gate.admission().answer, Answer::Later);
        QCOMPARE(gate.admission().wait, std::chrono::nanoseconds(100ms));
        clock.advance(100ms);
        QCOMPARE(startAll(gate), 1);
        clock.advance(1s);
        QCOMPARE(startAll(gate), 10);
        clock.advance(1h);
        QCOMPARE(startAll(gate), 20);
    }

    void slotsAreNeverMoreThanQtOpens()
    {
        FakeClock clock;
        HostGate gate(u"a.example"_s, clock);
        gate.setLimits({100, 100, 40});
        std::vector<HostGate::Pass> passes;
        while (gate.admission().answer == Answer::Go)
            passes.push_back(gate.start());
        QCOMPARE(passes.size(), size_t(6));
        QCOMPARE(gate.admission().answer, Answer::Full);
        gate.ended(passes.back(), Outcome::GivenUp);
        QCOMPARE(gate.admission().answer, Answer::Go);
    }

    void tooManyHalvesTheRateForAMinuteThenItGrows()
    {
        FakeClock clock;
        TokenBucket bucket(clock);
        bucket.setLimits(10, 20);
        clock.advance(1s);
        bucket.tooMany(clock.steady() - 10ms);
        QCOMPARE(bucket.rate(), 5.0);
        bucket.tooMany(clock.steady() - 5ms); // was on the wire with the first
        QCOMPARE(bucket.rate(), 5.0);
        bucket.take();
        QCOMPARE(bucket.wait(), std::chrono::nanoseconds(200ms)); // no burst either
        clock.advance(69s);
        QCOMPARE(bucket.rate(), 5.0);
        clock.advance(1s);
        QCOMPARE(bucket.rate(), 6.0);
        clock.advance(30s);
        QCOMPARE(bucket.rate(), 9.0);
        bucket.tooMany(clock.steady());
        QCOMPARE(bucket.rate(), 4.5);
        clock.advance(10min);
        QCOMPARE(bucket.rate(), 10.0);
    }

    void aFrozenHostIsLeftAlone()
    {
        FakeClock clock;
        HostGate gate(u"a.example"_s, clock);
        gate.freeze(5s, false);
        QCOMPARE(gate.admission().answer, Answer::Later);
        QCOMPARE(gate.admission().wait, std::chrono::nanoseconds(5s));
        gate.freeze(2s, true); // a shorter wish changes nothing
        QCOMPARE(gate.admission().answer, Answer::Later);
        clock.advance(5s);
        QCOMPARE(gate.admission().answer, Answer::Go);
    }

    void aLongFreezeIsToldAtOnce()
    {
        FakeClock clock;
        HostGate gate(u"a.example"_s, clock);
        gate.freeze(1h, true);
        clock.advance(10min);
        const HostGate::Admission admission = gate.admission();
        QCOMPARE(admission.answer, Answer::Refused);
        QCOMPARE(admission.error->kind, ErrorKind::RateLimited);
        QCOMPARE(admission.error->retryAfter, std::optional<std::chrono::milliseconds>(50min));
    }

    void theCircuitOpensAfterFiveFailuresInARow()
    {
        FakeClock clock;
        CircuitBreaker circuit(clock);
        for (int i = 0; i < 4; ++i)
            circuit.failed(false);
        circuit.succeeded();
        for (int i = 0; i < 4; ++i)
            circuit.failed(false);
        QVERIFY2(circuit.state() == CircuitBreaker::State::Closed, "an answer in between starts the count anew");
        circuit.failed(false);
        QVERIFY(circuit.state() == CircuitBreaker::State::Open);
        QCOMPARE(circuit.openFor(), std::chrono::nanoseconds(15s));
        circuit.failed(false);
        QVERIFY2(circuit.openFor() == 15s, "what was on the wire before does not prolong it");
    }

    void theCircuitStaysOpenTwiceAsLongEachTimeUpToFiveMinutes()
    {
        FakeClock clock;
        CircuitBreaker circuit(clock);
        for (int i = 0; i < 5; ++i)
            circuit.failed(false);
        for (const auto expected : {30s, 60s, 120s, 240s, 300s, 300s}) {
            clock.advance(std::chrono::duration_cast<std::chrono::milliseconds>(circuit.openFor()));
            QVERIFY(circuit.state() == CircuitBreaker::State::HalfOpen);
            circuit.failed(true);
            QCOMPARE(circuit.openFor(), std::chrono::nanoseconds(expected));
        }
        clock.advance(300s);
        circuit.succeeded();
        for (int i = 0; i < 5; ++i)
            circuit.failed(false);
        QCOMPARE(circuit.openFor(), std::chrono::nanoseconds(15s));
    }

    void aHalfOpenHostIsAskedOnce()
    {
        FakeClock clock;
        HostGate gate(u"a.example"_s, clock);
        for (int i = 0; i < 5; ++i)
            gate.ended(gate.start(), Outcome::Failed);
        const HostGate::Admission refused = gate.admission();
        QCOMPARE(refused.answer, Answer::Refused);
        QCOMPARE(refused.error->kind, ErrorKind::Unreachable);
        QCOMPARE(refused.error->retryAfter, std::optional<std::chrono::milliseconds>(15s));
        clock.advance(15s);
        const HostGate::Pass given = gate.start();
        QVERIFY(given.isProbe);
        QCOMPARE(gate.admission().answer, Answer::Full);
        gate.ended(given, Outcome::GivenUp);
        QVERIFY2(gate.admission().answer == Answer::Go, "a probe given up leaves room for another");
        gate.ended(gate.start(), Outcome::Answered);
        QCOMPARE(startAll(gate), 18); // 20, less the two probes
    }

    void theHostsClockIsItsDateHeaders()
    {
        FakeClock clock;
        HostGate gate(u"a.example"_s, clock);
        QCOMPARE(gate.serverNow(), clock.now());
        const QDateTime date = clock.now().addSecs(3600);
        gate.noteDate(date);
        clock.advance(10s);
        QCOMPARE(gate.serverNow(), date.addSecs(10));
    }
};

QTEST_GUILESS_MAIN(TestHttpHostGate)
#include "tst_httphostgate.moc"
