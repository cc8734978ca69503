// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/sources/http/retrybudget.h"
#include "models/sources/http/retrypolicy.h"
#include "tests/support/fakeclock.h"

using namespace matinee;
using namespace matinee::test;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Kind = AttemptEnd::Kind;

Q_DECLARE_METATYPE(AttemptEnd)
Q_DECLARE_METATYPE(RetryCase)
Q_DECLARE_METATYPE(RetryDecision)

namespace {

AttemptEnd status(int number, std::optional<milliseconds> retryAfter = std::nullopt)
{
    return {Kind::Answered, number, retryAfter};
}

} // namespace

class TestHttpRetryPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outcomesAreAskedAgainSoOften_data()
    {
        QTest::addColumn<AttemptEnd>("end");
        QTest::addColumn<int>("retries");
        QTest::newRow("no answer") << AttemptEnd{Kind::NoAnswer, 0} << 3;
        QTest::newRow("broken body") << AttemptEnd{Kind::Broken, 200} << 3;
        for (const int number : {500, 502, 503, 504, 429})
            QTest::addRow("status %d", number) << status(number) << 3;
        QTest::newRow("429 with Retry-After") << status(429, 5s) << 3;
        QTest::newRow("503 with Retry-After") << status(503, 5s) << 3;
        QTest::newRow("503 with ten minutes") << status(503, 10min) << 3;
        QTest::newRow("429 with more than ten minutes") << status(429, 10min + 1ms) << 0;
        QTest::newRow("408") << status(408) << 2;
        QTest::newRow("425") << status(425) << 2;
        for (const int number : {200, 204, 301, 304, 400, 401, 403, 404, 405, 410, 418, 422, 501, 505})
            QTest::addRow("status %d", number) << status(number) << 0;
        QTest::newRow("TLS, too large, a redirect elsewhere") << AttemptEnd{Kind::Final, 0} << 0;
    }
    void outcomesAreAskedAgainSoOften()
    {
        QFETCH(AttemptEnd, end);
        QFETCH(int, retries);
        const RetryPolicy policy([] { return 0.5; });
        int made = 0;
        while (made < 10 && policy.decide(end, {true, false, made}).retry)
            ++made;
        QCOMPARE(made, retries);
        QCOMPARE(policy.decide(end, {true, true, 0}).retry, retries > 0);
        QVERIFY2(!policy.decide(end, {true, true, 1}).retry, "background work gets one retry");
        QVERIFY2(!policy.decide(end, {false, false, 0}).retry, "what is not idempotent gets none");
    }

    void waitsGrowWithFullJitter_data()
    {
        QTest::addColumn<AttemptEnd>("end");
        QTest::addColumn<int>("retries");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("first") << AttemptEnd{Kind::NoAnswer, 0} << 0 << 100 << 500;
        QTest::newRow("second") << status(500) << 1 << 100 << 1'000;
        QTest::newRow("third") << AttemptEnd{Kind::Broken, 200} << 2 << 100 << 2'000;
        QTest::newRow("a seventh would be 30 s") << status(500) << 7 << 100 << 30'000;
        QTest::newRow("429 first") << status(429) << 0 << 1'000 << 2'000;
        QTest::newRow("429 third") << status(429) << 2 << 4'000 << 8'000;
        QTest::newRow("Retry-After beats jitter") << status(503, 5s) << 0 << 5'000 << 5'000;
        QTest::newRow("a date that has passed waits the jitter") << status(429, 0ms) << 1 << 100 << 1'000;
    }
    void waitsGrowWithFullJitter()
    {
        QFETCH(AttemptEnd, end);
        QFETCH(int, retries);
        QFETCH(int, least);
        QFETCH(int, most);
        QCOMPARE(RetryPolicy([] { return 0.0; }).decide(end, {true, false, retries}).wait, milliseconds(least));
        const auto longest = RetryPolicy([] { return 0.9999; }).decide(end, {true, false, retries}).wait;
        QVERIFY2(longest <= milliseconds(most) && longest >= milliseconds(most * 99 / 100),
            qPrintable(QString::number(longest.count())));
    }

    void theHostIsFrozenEvenWhereNobodyAsksAgain()
    {
        const RetryPolicy policy([] { return 0.0; });
        const RetryDecision spent = policy.decide(status(429, 5s), {true, false, 3});
        QVERIFY(!spent.retry);
        QCOMPARE(spent.freeze, std::optional<milliseconds>(5s));
        QCOMPARE(policy.decide(status(429), {false, false, 0}).freeze, std::optional<milliseconds>(1s));
        QVERIFY(!policy.decide(status(503), {}).freeze);
        QVERIFY(!policy.decide(status(500, 5s), {}).freeze);
        QVERIFY(policy.decide(status(503, 1h), {}).isTooLong);
        QCOMPARE(policy.decide(status(503, 1h), {}).freeze, std::optional<milliseconds>(1h));
    }

    void theBudgetIsAFifthOfTheLastMinuteAndThreeAtLeast()
    {
        FakeClock clock;
        RetryBudget budget(clock);
        for (int i = 0; i < 3; ++i)
            QVERIFY(budget.take());
        QVERIFY2(!budget.take(), "three are free, no more");

        clock.advance(60s);
        for (int i = 0; i < 30; ++i)
            budget.noteRequest();
        for (int i = 0; i < 6; ++i)
            QVERIFY(budget.take());
        QVERIFY2(!budget.take(), "30 requests pay for 6");
        clock.advance(59s);
        QVERIFY2(!budget.take(), "a minute is not over");
        clock.advance(1s);
        QVERIFY(budget.take());
    }
};

QTEST_GUILESS_MAIN(TestHttpRetryPolicy)
#include "tst_httpretrypolicy.moc"
