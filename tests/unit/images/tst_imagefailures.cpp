// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/images/imagefailures.h"
#include "tests/support/fakeclock.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Ms = std::chrono::milliseconds;

class TestImageFailures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFailureStandsForItsTime_data();
    void aFailureStandsForItsTime();
    void theHostIsTheUrlsOrTheSource_data();
    void theHostIsTheUrlsOrTheSource();
    void aHostThatStaysAwayIsAskedLessAndLess();
    void anAnswerEndsAnUnreachableHostButNotAWait();
    void theNetworksReturnForgivesAllButWhatIsNotThere();
    void aBurstIsToldOnce();
};

static const ImageKey kPoster{u"tmdb"_s, u"/a.jpg"_s, u"w342"_s};
static const ImageKey kSibling{u"tmdb"_s, u"/b.jpg"_s, u"w342"_s};
static const ImageKey kElsewhere{u"kodi"_s, u"/a.jpg"_s, u"w342"_s};

void TestImageFailures::aFailureStandsForItsTime_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<std::optional<Ms>>("retryAfter");
    QTest::addColumn<Ms>("stands"); // 0: not at all
    QTest::addColumn<bool>("forTheHost");
    const std::optional<Ms> unsaid;
    QTest::addRow("there is none") << ErrorKind::NotFound << unsaid << Ms(24h) << false;
    QTest::addRow("no picture at all") << ErrorKind::Malformed << unsaid << Ms(10min) << false;
    QTest::addRow("the server failed") << ErrorKind::Server << unsaid << Ms(10min) << false;
    QTest::addRow("too slow") << ErrorKind::Timeout << unsaid << Ms(10min) << false;
    QTest::addRow("asked to wait 90 s") << ErrorKind::RateLimited << std::optional<Ms>(90s) << Ms(90s) << true;
    QTest::addRow("asked to wait, not how long") << ErrorKind::RateLimited << unsaid << Ms(60s) << true;
    QTest::addRow("cannot be reached") << ErrorKind::Unreachable << unsaid << Ms(15s) << true;
    QTest::addRow("a wrong certificate") << ErrorKind::Tls << unsaid << Ms(15s) << true;
    QTest::addRow("offline is no fault of the picture") << ErrorKind::Offline << unsaid << Ms(0) << false;
    QTest::addRow("cancelled is no failure") << ErrorKind::Cancelled << unsaid << Ms(0) << false;
}

void TestImageFailures::aFailureStandsForItsTime()
{
    QFETCH(ErrorKind, kind);
    QFETCH(std::optional<Ms>, retryAfter);
    QFETCH(Ms, stands);
    QFETCH(bool, forTheHost);
    test::FakeClock clock;
    ImageFailures failures(clock);
    failures.failed(kPoster, {kind, {}, {}, 0, retryAfter});
    QCOMPARE(failures.standing(kPoster).has_value(), stands > 0ms);
    QCOMPARE(failures.standing(kSibling).has_value(), forTheHost);
    QVERIFY(!failures.standing(kElsewhere));
    if (stands == 0ms)
        return;
    QCOMPARE(failures.standing(kPoster)->kind, kind);
    clock.advance(stands - 1ms);
    QVERIFY(failures.standing(kPoster));
    clock.advance(1ms);
    QVERIFY(!failures.standing(kPoster));
    QVERIFY(!failures.standing(kSibling));
}

void TestImageFailures::theHostIsTheUrlsOrTheSource_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("host");
    QTest::addRow("a path") << u"/a.jpg"_s << u"tmdb"_s;
    QTest::addRow("a URL") << u"https://img.example.org/a.jpg"_s << u"img.example.org"_s;
    QTest::addRow("a URL of another kind") << u"image://a/b"_s << u"tmdb"_s;
    QTest::addRow("http by name only") << u"http-posters/a.jpg"_s << u"tmdb"_s;
}

void TestImageFailures::theHostIsTheUrlsOrTheSource()
{
    QFETCH(QString, path);
    QFETCH(QString, host);
    QCOMPARE(ImageFailures::hostOf({u"tmdb"_s, path, {}}), host);
}

void TestImageFailures::aHostThatStaysAwayIsAskedLessAndLess()
{
    test::FakeClock clock;
    ImageFailures failures(clock);
    const Error refused{ErrorKind::Unreachable, {}, {}};
    for (const Ms rests : {15s, 30s, 60s, 120s, 240s, 480s, 600s, 600s}) {
        failures.failed(kPoster, refused);
        failures.failed(kSibling, refused); // was on its way when the first failed
        clock.advance(rests - 1ms);
        QVERIFY(failures.standing(kSibling));
        clock.advance(1ms);
        QVERIFY(!failures.standing(kSibling));
    }
    failures.worked(kPoster);
    failures.failed(kPoster, refused);
    clock.advance(15s);
    QVERIFY(!failures.standing(kPoster));
}

void TestImageFailures::anAnswerEndsAnUnreachableHostButNotAWait()
{
    test::FakeClock clock;
    ImageFailures failures(clock);
    failures.failed(kPoster, {ErrorKind::Unreachable, {}, {}});
    failures.worked(kSibling);
    QVERIFY(!failures.standing(kPoster));
    failures.failed(kPoster, {ErrorKind::RateLimited, {}, {}, 429, Ms(60s)});
    failures.worked(kSibling);
    QVERIFY(failures.standing(kPoster));
}

void TestImageFailures::theNetworksReturnForgivesAllButWhatIsNotThere()
{
    test::FakeClock clock;
    ImageFailures failures(clock);
    failures.failed(kPoster, {ErrorKind::NotFound, {}, {}});
    failures.failed(kSibling, {ErrorKind::Server, {}, {}});
    failures.failed(kElsewhere, {ErrorKind::Unreachable, {}, {}});
    failures.forgive();
    QVERIFY(failures.standing(kPoster));
    QVERIFY(!failures.standing(kSibling));
    QVERIFY(!failures.standing(kElsewhere));
}

void TestImageFailures::aBurstIsToldOnce()
{
    test::FakeClock clock;
    ImageFailures failures(clock);
    QCOMPARE(failures.toTell(kPoster), 1);
    for (int i = 0; i < 39; ++i)
        QCOMPARE(failures.toTell(kSibling), 0);
    QCOMPARE(failures.toTell(kElsewhere), 1);
    clock.advance(60s);
    QCOMPARE(failures.toTell(kPoster), 40); // the 39 nobody heard of, and this one
}

QTEST_GUILESS_MAIN(TestImageFailures)
#include "tst_imagefailures.moc"
