// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/unit/cache/pagestoreworld.h"

using namespace std::chrono_literals;
using namespace matinee;
using namespace matinee::test;

class TestPageGenerations : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
    Mailbox m_mailbox;

    [[nodiscard]] PageStoreOptions options() const { return {.path = m_dir->filePath(u"cache/cache.db"_s), .idleAfter = 5ms}; }
    std::unique_ptr<PageRun> run() { return std::make_unique<PageRun>(options(), m_mailbox, m_clock); }
    static void keepDetails(PageRun &now, int n)
    {
        FetchedDetails details;
        details.details.title = film(n);
        now.store.keepDetails(details, u"en-US"_s);
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void aGenerationIsShownOnceActivated()
    {
        const auto now = run();
        const Generation first = now->fill(feedKey(), 2);
        const Generation second = now->begin(feedKey());
        QVERIFY(second > first);
        QVERIFY(now->write(pageWrite(feedKey(), second, 0, films(101, 20))));
        QCOMPARE(now->find(feedKey())->generation, first);
        QCOMPARE(idsOf(now->read(feedKey(), second, 0)->rows).front(), u"101"_s);
        QVERIFY(now->activate(feedKey(), second));
        QCOMPARE(now->find(feedKey())->generation, second);
        // The earlier one goes in idle time, with the titles that are on no list now.
        QTRY_COMPARE(countIn(options().path, "SELECT count(*) FROM generation"), 1);
        QCOMPARE(countIn(options().path, "SELECT count(*) FROM page"), 1);
        QCOMPARE(countIn(options().path, "SELECT count(*) FROM item"), 20);
        QCOMPARE(countIn(options().path, "SELECT count(*) FROM item_text"), 20);
        QVERIFY(!now->read(feedKey(), first, 0));
        const auto late = now->write(pageWrite(feedKey(), first, 2, films(1, 2)));
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::NotFound);
        QVERIFY(!now->activate(feedKey(), first));
    }

    void aDiscardedGenerationGoes()
    {
        const auto now = run();
        const Generation first = now->fill(feedKey(), 1);
        const Generation second = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), second, 0, films(101, 20))));
        now->store.discard(feedKey(), second);
        now->store.discard(feedKey(), first); // the active one is not discarded
        QCOMPARE(now->find(feedKey())->generation, first);
        const auto late = now->write(pageWrite(feedKey(), second, 1, films(121, 2)));
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::NotFound);
        QTRY_COMPARE(countIn(options().path, "SELECT count(*) FROM generation"), 1);
        // A new one never has the number of one before.
        QVERIFY(now->begin(feedKey()) > second);
    }

    void stagingOfAnEarlierRunGoes()
    {
        auto now = run();
        const Generation first = now->fill(feedKey(), 1);
        const Generation second = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), second, 0, films(101, 20))));
        now.reset();
        now = run();
        QCOMPARE(now->find(feedKey())->generation, first);
        QTRY_COMPARE(countIn(options().path, "SELECT count(*) FROM generation"), 1);
        QVERIFY(!now->read(feedKey(), second, 0));
        QCOMPARE(idsOf(now->read(feedKey(), first, 0)->rows).size(), 20);
    }

    void beginningAgainReplacesWhatWasNotActivated()
    {
        const auto now = run();
        const Generation first = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), first, 0, films(1, 20))));
        const Generation second = now->begin(feedKey());
        QVERIFY(!now->activate(feedKey(), first));
        QVERIFY(now->write(pageWrite(feedKey(), second, 0, films(1, 20))));
        QVERIFY(now->activate(feedKey(), second));
    }

    void whatIsAskedInOneBreathIsAnsweredInOrder()
    {
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        for (int ix = 0; ix < 30; ++ix)
            now->store.write(pageWrite(feedKey(), generation, ix, films(1 + ix * 20, 20)), [](const Result<Page> &) {});
        now->store.activate(feedKey(), generation, [](const Result<void> &) {});
        QCOMPARE(now->find(feedKey())->pages.size(), std::size_t(30));
        QCOMPARE(idsOf(now->read(feedKey(), generation, 29)->rows).back(), u"600"_s);
    }

    void closingFinishesWhatWasAsked()
    {
        auto now = run();
        const Generation generation = now->begin(feedKey());
        int answers = 0;
        for (int ix = 0; ix < 40; ++ix)
            now->store.write(
                pageWrite(feedKey(), generation, ix, films(1 + ix * 20, 20)), [&](const Result<Page> &) { ++answers; });
        now->store.activate(feedKey(), generation, [&](const Result<void> &) { ++answers; });
        QElapsedTimer timer;
        timer.start();
        now->store.close();
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
        QTRY_COMPARE(answers, 41);
        QVERIFY(!QFile::exists(options().path + u"-wal"_s));
        QCOMPARE(countIn(options().path, "SELECT v FROM meta WHERE k='clean_shutdown'"), 1);
        const auto late = now->read(feedKey(), generation, 0);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::Cancelled);
        now = run();
        QCOMPARE(now->find(feedKey())->pages.size(), std::size_t(40));
        QCOMPARE(countIn(options().path, "SELECT v FROM meta WHERE k='clean_shutdown'"), 0);
    }

    void theReportSaysWhatIsKept()
    {
        const auto now = run();
        now->fill(feedKey(), 3, 1, traitsOf(FeedShape::Chained, FreshnessClass::Trending, u"anna"_s));
        now->fill(feedKey(u"tmdb/search?q=x"_s), 1, 50);
        keepDetails(*now, 603);
        const PageStoreReport report = now->report();
        QCOMPARE(report.path, QFileInfo(options().path).absoluteFilePath());
        QVERIFY(report.bytes > 0 && report.usedBytes > 0 && !report.memoryOnly);
        QCOMPARE(report.budgetBytes, options().budgetBytes);
        QCOMPARE(report.pages, 4);
        QCOMPARE(report.titles, 70); // 1 to 69 and 603: 50 to 60 are on both lists
        QCOMPARE(report.details, 1);
        QCOMPARE(report.feeds.size(), std::size_t(2));
        const FeedReport &feed = report.feeds.front();
        QCOMPARE(feed.key, feedKey().text());
        QCOMPARE(feed.account, u"anna"_s);
        QCOMPARE(feed.freshness, FreshnessClass::Trending);
        QCOMPARE(feed.pages, 3);
        QCOMPARE(feed.titles, 60);
        QVERIFY(feed.bytes > 60 * 100);
        QCOMPARE(feed.newestFetch, QDateTime(QDate(2026, 3, 1), QTime(11, 0), Qt::UTC));
        QCOMPARE(feed.lastUsed, m_clock.now());
    }

    void aListIsCleared()
    {
        const auto now = run();
        const FeedKey other = feedKey(u"tmdb/top"_s);
        const Generation generation = now->fill(feedKey(), 10);
        now->fill(other, 1);
        const auto cleared = now->clear(feedKey());
        QVERIFY(cleared);
        QCOMPARE(cleared->pages, 10);
        QVERIFY(cleared->freedBytes > 0);
        QVERIFY(!now->find(feedKey()));
        QVERIFY(!now->read(feedKey(), generation, 0));
        QVERIFY(!now->write(pageWrite(feedKey(), generation, 10, films(900, 20))));
        QCOMPARE(now->find(other)->pages.size(), std::size_t(1));
        QCOMPARE(now->report().titles, 20);
        QVERIFY(now->begin(feedKey()) > generation);
    }

    void everythingIsCleared()
    {
        const auto now = run();
        const Generation generation = now->fill(feedKey(), 200);
        keepDetails(*now, 603);
        QTRY_COMPARE(now->search(u"film"_s, 10)->size(), std::size_t(10));
        const auto cleared = now->clear(std::nullopt);
        QVERIFY(cleared);
        QCOMPARE(cleared->pages, 200);
        const PageStoreReport report = now->report();
        QCOMPARE(report.titles + report.details + report.pages, 0);
        QVERIFY2(QFileInfo(options().path).size() < 400'000, qPrintable(QString::number(QFileInfo(options().path).size())));
        QCOMPARE(now->search(u"film"_s)->size(), std::size_t(0));
        const Generation next = now->fill(feedKey(), 1);
        QVERIFY(next > generation);
        QTRY_COMPARE(now->search(u"film"_s)->size(), std::size_t(20));
    }
};

QTEST_GUILESS_MAIN(TestPageGenerations)
#include "tst_pagegenerations.moc"
