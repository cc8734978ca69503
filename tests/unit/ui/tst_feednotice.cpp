// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/words/feednotice.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Act = FeedNotice::Act;

const QDateTime kNow(QDate(2026, 3, 1), QTime(15, 0));

FeedStatus standing(const LoadState &refresh, bool opened = true)
{
    FeedStatus status;
    status.opened = opened;
    status.refresh = refresh;
    return status;
}

FeedStatus ended(EndReason reason)
{
    FeedStatus status = standing(LoadState::idle());
    status.append = LoadState::complete(reason);
    return status;
}

FeedStatus failed(ErrorKind kind, int httpStatus = 0)
{
    Error error{kind, u"in the server's words"_s, {}};
    error.httpStatus = httpStatus;
    return standing(LoadState::failed(error), false);
}

FeedSetting setting(const QString &feed = u"popular"_s)
{
    return {FeedKey{u"tmdb"_s, feed, {}}, u"TMDB"_s, true};
}

} // namespace

class TestFeedNotice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aPersonsOwnListAsksToSignIn()
    {
        FeedSetting own = setting(u"favorites"_s);
        own.needsAccount = true;
        const auto notice = feedNotice(failed(ErrorKind::Unauthorized), own, kNow);
        QVERIFY(notice);
        QCOMPARE(notice->headline, u"Sign in to see this list"_s);
        QCOMPARE(notice->detail, u"It is yours at TMDB."_s);
        QCOMPARE(int(notice->act), int(Act::SignIn));
        // What is no question of who one is helps itself otherwise.
        QCOMPARE(int(feedNotice(failed(ErrorKind::Server, 500), own, kNow)->act), int(Act::Retry));
    }

    void aFailureSaysWhatHelps_data()
    {
        QTest::addColumn<FeedStatus>("status");
        QTest::addColumn<bool>("hasSecret");
        QTest::addColumn<QString>("headline");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<int>("act");
        QTest::newRow("no key yet") << failed(ErrorKind::Unauthorized) << false << u"TMDB needs a key of your own"_s
                                    << u"It is free, and tried at once."_s << int(Act::Connect);
        QTest::newRow("no key, and the server says so")
            << failed(ErrorKind::Unauthorized, 401) << false << u"TMDB needs a key of your own"_s
            << u"It is free, and tried at once."_s << int(Act::Connect);
        QTest::newRow("no key, and the server forbids")
            << failed(ErrorKind::Forbidden, 403) << false << u"TMDB needs a key of your own"_s
            << u"It is free, and tried at once."_s << int(Act::Connect);
        QTest::newRow("a key, and the server forbids")
            << failed(ErrorKind::Forbidden, 403) << true << u"This list can't be shown"_s << u"The server doesn't allow this."_s
            << int(Act::Retry);
        QTest::newRow("a key that is refused") << failed(ErrorKind::Unauthorized, 401) << true << u"TMDB doesn't accept the key"_s
                                               << u"It may be mistyped, or no longer valid."_s << int(Act::Connect);
        QTest::newRow("a server in trouble") << failed(ErrorKind::Server, 500) << true << u"This list can't be shown"_s
                                             << u"The server has a problem."_s << int(Act::Retry);
        QTest::newRow("no network") << failed(ErrorKind::Offline) << true << u"Nothing saved here yet"_s
                                    << u"It loads when you're back online."_s << int(Act::Retry);
    }
    void aFailureSaysWhatHelps()
    {
        QFETCH(FeedStatus, status);
        QFETCH(bool, hasSecret);
        FeedSetting asked = setting();
        asked.hasSecret = hasSecret;
        const auto notice = feedNotice(status, asked, kNow);
        QVERIFY(notice);
        QTEST(notice->headline, "headline");
        QTEST(notice->detail, "detail");
        QTEST(int(notice->act), "act");
        QVERIFY(!notice->actText.isEmpty());
    }

    void aLongPauseNamesItsEnd()
    {
        FeedSetting paused = setting();
        paused.waitsUntil = kNow.addDays(1);
        const auto notice = feedNotice(failed(ErrorKind::RateLimited, 429), paused, kNow);
        QVERIFY(notice);
        const QString when = QLocale().toString(paused.waitsUntil, QLocale::ShortFormat); // another day: the date too
        QCOMPARE(notice->detail, u"The server asks to wait until %1."_s.arg(when));
    }

    void nothingIsSaidWhileItLoads()
    {
        QVERIFY(!feedNotice(standing(LoadState::loading(), false), setting(), kNow));
        QVERIFY(!feedNotice(standing(LoadState::idle(), false), setting(), kNow)); // not asked for yet
    }

    void anEmptyListSaysWhy_data()
    {
        QTest::addColumn<QString>("feed");
        QTest::addColumn<bool>("isFiltered");
        QTest::addColumn<QString>("headline");
        QTest::addColumn<int>("act");
        QTest::newRow("favorites") << u"favorites"_s << false << u"No favorites yet"_s << int(Act::None);
        QTest::newRow("for you") << u"for-you"_s << false << u"Nothing to go by yet"_s << int(Act::None);
        QTest::newRow("search") << u"search"_s << false << u"Nothing found"_s << int(Act::None);
        QTest::newRow("filtered favorites") << u"favorites"_s << true << u"No titles"_s << int(Act::ResetFilters);
        QTest::newRow("filtered") << u"popular"_s << true << u"No titles"_s << int(Act::ResetFilters);
        QTest::newRow("empty") << u"popular"_s << false << u"No titles"_s << int(Act::None);
    }
    void anEmptyListSaysWhy()
    {
        QFETCH(QString, feed);
        QFETCH(bool, isFiltered);
        FeedSetting empty = setting(feed);
        empty.isFiltered = isFiltered;
        const auto notice = feedNotice(ended(EndReason::TotalReached), empty, kNow);
        QVERIFY(notice);
        QTEST(notice->headline, "headline");
        QTEST(int(notice->act), "act");
    }

    void aListWhoseFirstRowsAreOnTheirWaySaysNothing()
    {
        FeedStatus status = standing(LoadState::idle());
        QVERIFY(!feedNotice(status, setting(), kNow));
        status.append = LoadState::loading();
        QVERIFY(!feedNotice(status, setting(), kNow));
        status.append = LoadState::failed({ErrorKind::Server, u"HTTP 500"_s, {}});
        QCOMPARE(feedNotice(status, setting(), kNow)->headline, u"This list can't be shown"_s);
        status.append = LoadState::failed({ErrorKind::Offline, {}, {}});
        QCOMPARE(feedNotice(status, setting(), kNow)->headline, u"Nothing saved here yet"_s);
    }

    void pagesWithoutATitleThatFitsMayBeReadOn()
    {
        FeedStatus status = ended(EndReason::NothingNew);
        status.mayLookFurther = true;
        FeedSetting filtered = setting();
        filtered.isFiltered = true;
        const auto notice = feedNotice(status, filtered, kNow);
        QVERIFY(notice);
        QCOMPARE(notice->headline, u"None so far"_s);
        QCOMPARE(notice->actText, u"Look further"_s);
        QCOMPARE(int(notice->act), int(Act::Retry));
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedNotice)
#include "tst_feednotice.moc"
