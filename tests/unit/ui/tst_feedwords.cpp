// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

#include "ui/words/feedwords.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

const QDateTime kNow(QDate(2026, 3, 1), QTime(15, 0));

FeedStatus list(qint64 total, qint64 rows)
{
    FeedStatus status;
    status.opened = true;
    status.total = total;
    status.rows = rows;
    status.savedAt = kNow.addSecs(-3 * 3600);
    return status;
}

} // namespace

class TestFeedWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_plurals.load(u":/translations/matinee_en.qm"_s)); // English plurals are a translation
        QCoreApplication::installTranslator(&m_plurals);
    }

    void agesAreSaidAsPeopleSayThem_data()
    {
        QTest::addColumn<qint64>("secondsAgo");
        QTest::addColumn<QString>("text");
        QTest::newRow("this minute") << qint64(59) << u"just now"_s;
        QTest::newRow("a clock set back") << qint64(-7200) << u"just now"_s;
        QTest::newRow("minutes") << qint64(12 * 60) << u"12 min ago"_s;
        QTest::newRow("hours") << qint64(3 * 3600 + 100) << u"3 h ago"_s;
        QTest::newRow("this morning") << qint64(7 * 3600) << u"today at 8:00\u202fAM"_s;
        QTest::newRow("last night, though few hours ago") << qint64(16 * 3600) << u"yesterday at 11:00\u202fPM"_s;
        QTest::newRow("long ago") << qint64(40 * 86400) << u"on Tuesday, January 20, 2026"_s;
    }
    void agesAreSaidAsPeopleSayThem()
    {
        QFETCH(qint64, secondsAgo);
        QFETCH(QString, text);
        const QString said = ageText(kNow.addSecs(-secondsAgo), kNow);
        QCOMPARE(QString(said).replace(u'\u202f', u' '), text.replace(u'\u202f', u' '));
    }

    void theEndSaysWhy_data()
    {
        QTest::addColumn<EndReason>("reason");
        QTest::addColumn<QString>("text");
        QTest::newRow("no next key") << EndReason::NoNextKey << u"That's all, 1,234 titles"_s;
        QTest::newRow("total reached") << EndReason::TotalReached << u"That's all, 1,234 titles"_s;
        QTest::newRow("server cap") << EndReason::ServerCap << u"The server shows the first 1,234 titles only"_s;
        QTest::newRow("loop") << EndReason::KeyLoop << u"The server's list goes no further"_s;
        QTest::newRow("clamped") << EndReason::Clamped << u"The server's list goes no further"_s;
        QTest::newRow("nothing new") << EndReason::NothingNew << u"Nothing new in the last 3 pages"_s;
        QTest::newRow("refused twice") << EndReason::CursorRefusedTwice << u"The server no longer continues this list"_s;
        QTest::newRow("our own cap") << EndReason::ClientCap << u"The first 1,234 titles are shown"_s;
    }
    void theEndSaysWhy()
    {
        QFETCH(EndReason, reason);
        FeedStatus status = list(1234, 1234);
        status.append = LoadState::complete(reason);
        QTEST(feedWords(status, kNow).footer, "text");
        QVERIFY(feedWords(status, kNow).footerAction.isEmpty());
        status.mayLookFurther = true;
        QCOMPARE(feedWords(status, kNow).footerAction, u"Look further"_s);
    }

    void aFailedPageOffersRetryAndTheRowsStayQuiet()
    {
        FeedStatus status = list(100, 100);
        status.append = LoadState::failed({ErrorKind::Server, u"HTTP 500"_s, {}});
        const FeedWords words = feedWords(status, kNow);
        QCOMPARE(words.footer, u"The server has a problem."_s);
        QCOMPARE(words.footerAction, u"Retry"_s);
        QVERIFY(words.banner.isEmpty());
    }

    void aPauseTheServerAsksForIsSaid_data()
    {
        QTest::addColumn<FeedStatus>("status");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("banner");
        QTest::addColumn<QString>("footer");
        FeedStatus first;
        first.refresh = LoadState::loading();
        FeedStatus more = list(-1, 40);
        more.append = LoadState::loading();
        FeedStatus failed = list(-1, 40);
        failed.append = LoadState::failed({ErrorKind::RateLimited, u"the host asks to wait 7200 s"_s, u"films.example"_s});
        const QString shortly = u"The server asks to wait. It is asked again in 24 s."_s;
        QTest::newRow("before there is anything") << first << 24 << shortly << QString();
        QTest::newRow("while more is on its way") << more << 24 << shortly << u"Loading more"_s;
        QTest::newRow("longer than anybody waits") << failed << 7200 << QString() << u"The server asks to wait until 5:00 PM."_s;
        QTest::newRow("nothing is asked for") << list(100, 100) << 24 << QString() << QString();
        QTest::newRow("no pause") << more << 0 << QString() << u"Loading more"_s;
    }
    void aPauseTheServerAsksForIsSaid()
    {
        QFETCH(FeedStatus, status);
        QFETCH(int, seconds);
        const FeedWords words = feedWords(status, kNow, seconds > 0 ? kNow.addSecs(seconds) : QDateTime());
        QTEST(words.banner, "banner");
        QTEST(QString(words.footer).replace(u'\u202f', u' '), "footer");
    }

    void wordsChangeByThemselvesOnlyInAPause_data()
    {
        QTest::addColumn<FeedStatus>("status");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<qint64>("changesAfterMs");
        FeedStatus asking;
        asking.refresh = LoadState::loading();
        FeedStatus refused;
        refused.refresh = LoadState::failed({ErrorKind::RateLimited, {}, {}});
        QTest::newRow("seconds are counted down") << asking << qint64(24) << qint64(1000);
        QTest::newRow("until then the hour stands") << refused << qint64(7200) << qint64(3'600'000);
        QTest::newRow("to the last minute") << asking << qint64(90) << qint64(30'000);
        QTest::newRow("a pause nobody waits for") << list(100, 100) << qint64(24) << qint64(-1);
        QTest::newRow("no pause") << asking << qint64(0) << qint64(-1);
    }
    void wordsChangeByThemselvesOnlyInAPause()
    {
        QFETCH(FeedStatus, status);
        QFETCH(qint64, seconds);
        const FeedWords words = feedWords(status, kNow, seconds > 0 ? kNow.addSecs(seconds) : QDateTime());
        QTEST(words.changesAfter ? qint64(words.changesAfter->count()) : qint64(-1), "changesAfterMs");
    }

    void aPauseThatIsOverSaysSo()
    {
        FeedStatus status = list(-1, 40);
        status.append = LoadState::failed({ErrorKind::RateLimited, u"the host asks to wait 7200 s"_s, u"films.example"_s});
        const FeedWords words = feedWords(status, kNow);
        QCOMPARE(words.footer, u"The server asked to wait. It may be asked again now."_s);
        QCOMPARE(words.footerAction, u"Retry"_s);
    }

    void offlineIsOneBannerWithAnAge()
    {
        FeedStatus status = list(-1, 40);
        status.append = LoadState::failed({ErrorKind::Offline, {}, {}});
        const FeedWords words = feedWords(status, kNow);
        QCOMPARE(words.banner, u"You're offline. Everything here is the copy saved 3 h ago."_s);
        QCOMPARE(words.footer, u"More when online"_s);
        QVERIFY(words.footerAction.isEmpty());
        QCOMPARE(words.count, u"40 titles so far"_s);
    }

    void aFailedRefreshNamesTheAgeAndTheReason()
    {
        FeedStatus status = list(40, 40);
        status.refresh = LoadState::failed({ErrorKind::Timeout, u"20 s"_s, u"/movie/popular"_s});
        const FeedWords words = feedWords(status, kNow);
        QCOMPARE(words.banner, u"Saved 3 h ago. Couldn't refresh. The server took too long to answer."_s);
        QVERIFY(words.bannerRetries);
    }

    void anotherListIsOffered_data()
    {
        QTest::addColumn<int>("newTitles");
        QTest::addColumn<QString>("text");
        QTest::newRow("twelve new ones") << 12 << u"12 new · Show"_s;
        QTest::newRow("another order") << 0 << u"List changed · Show"_s;
    }
    void anotherListIsOffered()
    {
        QFETCH(int, newTitles);
        FeedStatus status = list(40, 40);
        status.offered = newTitles;
        QTEST(feedWords(status, kNow).pill, "text");
    }

    void aListThatIsNotOpenSaysNothing()
    {
        const FeedWords words = feedWords({}, kNow);
        QVERIFY(words.count.isEmpty() && words.footer.isEmpty() && words.banner.isEmpty() && words.pill.isEmpty());
    }

private:
    QTranslator m_plurals;
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedWords)
#include "tst_feedwords.moc"
