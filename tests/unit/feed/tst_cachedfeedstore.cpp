// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/feed/remoteworld.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {

using test::filmId;
using test::numbers;
using test::RemoteWorld;
using test::Stale;

namespace {

Error refusal(ErrorKind kind)
{
    return {kind, u"scripted"_s, {}};
}

} // namespace

class TestCachedFeedStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTitleOnceAndOneRequestAPage_data()
    {
        QTest::addColumn<FeedShape>("shape");
        QTest::addColumn<int>("films");
        QTest::newRow("pages by number") << FeedShape::Addressable << 75;
        QTest::newRow("pages by number, the last one full") << FeedShape::Addressable << 80;
        QTest::newRow("a chain") << FeedShape::Chained << 75;
        QTest::newRow("one page") << FeedShape::Chained << 7;
        QTest::newRow("an empty list") << FeedShape::Addressable << 0;
    }
    void everyTitleOnceAndOneRequestAPage()
    {
        QFETCH(FeedShape, shape);
        QFETCH(int, films);
        RemoteWorld world(films, shape);
        const auto opening = world.open();
        QVERIFY(opening);
        QCOMPARE(opening->shape, shape);
        QCOMPARE(world.walk(opening->generation), numbers(films));
        QCOMPARE(world.asked(), std::max(1, (films + 19) / 20));
        QVERIFY(world.lastEnd);
        QCOMPARE(world.walk(opening->generation), numbers(films)); // and again, from the store
        QCOMPARE(world.asked(), std::max(1, (films + 19) / 20));
    }

    void whatIsKeptNeedsNoNetworkAfterARestart()
    {
        RemoteWorld world(75, FeedShape::Chained);
        world.walk(world.open()->generation);
        world.start();
        world.goOffline();
        const auto opening = world.open();
        QVERIFY(opening);
        QCOMPARE(opening->chain.size(), 4U);
        QCOMPARE(opening->chain.back().rows, 15);
        QVERIFY(!opening->next);
        QCOMPARE(world.walk(opening->generation), numbers(75));
        QCOMPARE(world.asked(), 4);
    }

    void aListGoesOnInThePagesItWasBegunWith_data()
    {
        QTest::addColumn<FeedShape>("shape");
        QTest::newRow("pages by number") << FeedShape::Addressable;
        QTest::newRow("a chain") << FeedShape::Chained;
    }
    void aListGoesOnInThePagesItWasBegunWith()
    {
        QFETCH(FeedShape, shape);
        RemoteWorld world(75, shape);
        QVERIFY(world.open()); // its first page is kept
        world.source.feedTraits.pageSize = 30;
        world.start();
        const auto kept = world.open();
        QVERIFY(kept);
        QCOMPARE(kept->pageSize, 20);
        QCOMPARE(world.walk(kept->generation), numbers(75));
        QCOMPARE(world.asked(), 4);
        const auto anew = world.reopen();
        QVERIFY(anew);
        QCOMPARE(anew->pageSize, 30);
        QCOMPARE(world.walk(anew->generation), numbers(75));
        QCOMPARE(world.asked(), 7);
    }

    void withoutNetworkAndStoreItIsOffline()
    {
        RemoteWorld world(75);
        world.goOffline();
        QCOMPARE(world.open().error().kind, ErrorKind::Offline);
        world.store->setObstacle({});
        const Generation generation = world.open()->generation;
        world.goOffline();
        QCOMPARE(world.page(generation, PageNo{3}).error().kind, ErrorKind::Offline);
        QCOMPARE(world.asked(), 1);
    }

    void freshForDecidesWhetherItIsAsked_data()
    {
        QTest::addColumn<FreshnessClass>("of");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<Freshness>("freshness");
        QTest::newRow("trending within the hour") << FreshnessClass::Trending << 59 << Freshness::Fresh;
        QTest::newRow("trending after an hour") << FreshnessClass::Trending << 60 << Freshness::Stale;
        QTest::newRow("trending after a day") << FreshnessClass::Trending << 1440 << Freshness::Old;
        QTest::newRow("search at once") << FreshnessClass::AlwaysAsk << 1 << Freshness::Stale;
        QTest::newRow("any other after a quarter") << FreshnessClass::Other << 16 << Freshness::Stale;
    }
    void freshForDecidesWhetherItIsAsked()
    {
        QFETCH(FreshnessClass, of);
        QFETCH(int, minutes);
        RemoteWorld world(75, FeedShape::Addressable, of);
        QVERIFY(world.open());
        world.clock.advance(std::chrono::minutes(minutes));
        QTEST(world.open()->freshness, "freshness");
        QCOMPARE(world.asked(), 1);
    }

    void aGoneCopyIsAskedForAnewAndStillShownOffline()
    {
        RemoteWorld world(75);
        const Generation first = world.open()->generation;
        world.clock.advance(24h * 61);
        world.source.next.push_back(tl::unexpected(refusal(ErrorKind::Unreachable)));
        QCOMPARE(world.open()->generation, first);
        QVERIFY(world.open()->generation != first);
    }

    void pagesAreAskedOnceUntilTheirHourIsOver()
    {
        RemoteWorld world(200, FeedShape::Addressable, FreshnessClass::Trending, Stale::Asked);
        world.source.etag = u"\"1\""_s;
        const Generation generation = world.open()->generation;
        for (const qint64 number : {1, 2, 3})
            QVERIFY(world.page(generation, PageNo{number}));
        QCOMPARE(world.asked(), 3);
        world.clock.advance(3599s);
        for (const qint64 number : {1, 2, 3})
            QVERIFY(world.page(generation, PageNo{number}));
        QCOMPARE(world.asked(), 3);
        world.clock.advance(1s);
        for (const qint64 number : {1, 2, 3})
            QCOMPARE(world.page(generation, PageNo{number})->rows.size(), 20U);
        QCOMPARE(world.asked(), 6);
        for (const qint64 number : {1, 2, 3})
            QVERIFY(world.page(generation, PageNo{number}));
        QCOMPARE(world.asked(), 6); // found unchanged: fresh for another hour
    }

    void aPageThatMustBeAskedForIsAskedForOnceAnOpening_data()
    {
        QTest::addColumn<FreshnessClass>("of");
        QTest::addColumn<QString>("cacheControl");
        QTest::newRow("by its kind") << FreshnessClass::AlwaysAsk << QString();
        QTest::newRow("because the server says so") << FreshnessClass::Other << u"no-cache"_s;
    }
    void aPageThatMustBeAskedForIsAskedForOnceAnOpening()
    {
        QFETCH(FreshnessClass, of);
        RemoteWorld world(60, FeedShape::Addressable, of, Stale::Asked);
        world.source.etag = u"\"1\""_s;
        QFETCH(QString, cacheControl);
        world.source.cacheControl = cacheControl;
        QCOMPARE(world.walk(world.open()->generation), numbers(60));
        QCOMPARE(world.asked(), 3);
        world.clock.advance(1s);
        world.start(Stale::Asked);
        QCOMPARE(world.walk(world.open()->generation), numbers(60));
        QCOMPARE(world.asked(), 6);
    }

    void anUnchangedListKeepsItsGeneration_data()
    {
        QTest::addColumn<QString>("etag");
        QTest::newRow("304") << u"W/\"abc\""_s;
        QTest::newRow("the same titles again") << QString();
    }
    void anUnchangedListKeepsItsGeneration()
    {
        QFETCH(QString, etag);
        RemoteWorld world(75);
        world.source.etag = etag;
        const Generation generation = world.open()->generation;
        world.clock.advance(2h);
        QCOMPARE(world.open()->freshness, Freshness::Stale);
        const auto again = world.reopen();
        QVERIFY(again->isUnchanged);
        QCOMPARE(again->generation, generation);
        QCOMPARE(world.open()->freshness, Freshness::Fresh);
        QCOMPARE(world.asked(), 2);
    }

    void aChangedListStandsBesideUntilItIsAdopted()
    {
        RemoteWorld world(75);
        const Generation before = world.open()->generation;
        world.source.fill(87, -12);
        const auto changed = world.reopen();
        QVERIFY(!changed->isUnchanged);
        QCOMPARE(changed->newTitles, 12);
        QVERIFY(changed->generation != before);
        QCOMPARE(world.open()->generation, before);
        QCOMPARE(world.page(before, PageNo{1})->rows.front().title.id, filmId(0));
        QCOMPARE(world.page(changed->generation, PageNo{1})->rows.front().title.id, filmId(-12));
        world.store->activate(world.feed, changed->generation);
        world.queue.run();
        QCOMPARE(world.open()->generation, changed->generation);
        QCOMPARE(world.page(before, PageNo{1}).error().kind, ErrorKind::Cancelled);
        QCOMPARE(world.pages.generationsOf(world.feed), 1);
    }

    void aListThatIsNotAdoptedLeavesNoTrace()
    {
        RemoteWorld world(75);
        const Generation before = world.open()->generation;
        world.source.fill(75, 500);
        world.store->discard(world.feed, world.reopen()->generation);
        QCOMPARE(world.pages.generationsOf(world.feed), 1);
        world.start();
        QCOMPARE(world.open()->generation, before);
    }

    void aFailedReopenKeepsWhatThereIs()
    {
        RemoteWorld world(75);
        const Generation before = world.open()->generation;
        world.source.next.push_back(tl::unexpected(refusal(ErrorKind::Server)));
        QCOMPARE(world.reopen().error().kind, ErrorKind::Server);
        QCOMPARE(world.open()->generation, before);
        QCOMPARE(world.page(before, PageNo{1})->rows.size(), 20U);
    }

    void titlesThatMovedBetweenPagesComeOnce()
    {
        RemoteWorld world(100);
        const Generation generation = world.open()->generation;
        world.source.fill(103, -3); // three new ones on top: page 2 begins with what page 1 ended with
        const auto second = world.page(generation, PageNo{2});
        QCOMPARE(second->duplicates, 3);
        QCOMPARE(second->rows.size(), 17U);
    }

    void theServersCapEndsTheListWithoutBeingAsked()
    {
        RemoteWorld world(1000);
        world.source.feedTraits.maxPages = 5;
        const auto opening = world.open();
        QCOMPARE(opening->total, 100);
        QCOMPARE(opening->end, EndReason::ServerCap);
        QCOMPARE(world.walk(opening->generation), numbers(100));
        QCOMPARE(world.lastEnd, EndReason::ServerCap);
        QVERIFY(world.page(opening->generation, PageNo{6})->rows.empty());
        QCOMPARE(world.asked(), 5);
    }

    void aListWithoutASizeIsAChain()
    {
        RemoteWorld world(75);
        world.source.saysTotal = false;
        const auto opening = world.open();
        QCOMPARE(opening->shape, FeedShape::Chained);
        QCOMPARE(world.walk(opening->generation), numbers(75));
    }

    void fiveAsksForOnePageAreOneRequest()
    {
        RemoteWorld world(100);
        const Generation generation = world.open()->generation;
        int answers = 0;
        for (int i = 0; i < 5; ++i)
            world.store->page(world.feed, generation, PageNo{3}, Priority::VisiblePage, {},
                [&](const Result<Page> &page) { answers += page ? 1 : 0; });
        world.queue.run();
        QCOMPARE(answers, 5);
        QCOMPARE(world.asked(), 2);
    }

    void whoeverStillWantsAPageGetsItWhenTheFirstGivesUp()
    {
        RemoteWorld world(100, FeedShape::Chained);
        const Generation generation = world.open()->generation;
        world.source.next.push_back(tl::unexpected(refusal(ErrorKind::Cancelled)));
        CancelToken first;
        Result<Page> second = fail(ErrorKind::Timeout, {});
        world.store->page(world.feed, generation, PageCursor{"1"}, Priority::Neighbor, first, [](const Result<Page> &) {});
        world.store->page(
            world.feed, generation, PageCursor{"1"}, Priority::VisiblePage, {}, [&](const Result<Page> &page) { second = page; });
        first.cancel();
        world.queue.run();
        QVERIFY(second);
        QCOMPARE(second->rows.size(), 20U);
    }

    void aStalePageIsShownAndAskedAboutBehindTheReader()
    {
        RemoteWorld world(100);
        const Generation generation = world.open()->generation;
        QVERIFY(world.page(generation, PageNo{2}));
        world.clock.advance(2h);
        QCOMPARE(world.page(generation, PageNo{2})->rows.front().title.id, filmId(20));
        QCOMPARE(world.asked(), 3);
        QVERIFY(world.drifted.empty());
        world.clock.advance(2h);
        world.source.fill(100, 500);
        QCOMPARE(world.page(generation, PageNo{2})->rows.front().title.id, filmId(20)); // never edited in place
        QCOMPARE(world.drifted, std::vector<FeedKey>{world.feed});
    }

    void aClearedStoreIsSaidAndNotAnEmptyList()
    {
        RemoteWorld world(100);
        const Generation generation = world.open()->generation;
        world.pages.clear();
        QCOMPARE(world.page(generation, PageNo{1}).error().kind, ErrorKind::Cancelled);
        QCOMPARE(world.drifted.size(), 1U);
        QVERIFY(world.open());
    }

    void experienceStretchesAndShrinksTheHour()
    {
        RemoteWorld world(100);
        QVERIFY(world.open());
        for (int i = 0; i < 3; ++i)
            QVERIFY(world.reopen()->isUnchanged);
        world.clock.advance(80min);
        QCOMPARE(world.open()->freshness, Freshness::Fresh); // 90 minutes by now
        world.source.fill(100, 7);
        const auto changed = world.reopen();
        world.store->activate(world.feed, changed->generation);
        world.queue.run();
        world.clock.advance(50min);
        QCOMPARE(world.open()->freshness, Freshness::Stale); // 45
    }

    void eachAccountHasItsOwnCopy()
    {
        RemoteWorld world(30, FeedShape::Addressable, FreshnessClass::Personal);
        world.source.feedTraits.account = u"ada"_s;
        QCOMPARE(world.walk(world.open()->generation), numbers(30));
        // The other's list has the same generation, and is another one.
        world.source.feedTraits.account = u"bob"_s;
        world.source.fill(3, 100);
        const auto bobs = world.open();
        QCOMPARE(world.walk(bobs->generation), (QStringList{u"100"_s, u"101"_s, u"102"_s}));
        QVERIFY(world.reopen()->isUnchanged);
        // Back again, without the server: as it was left.
        world.source.feedTraits.account = u"ada"_s;
        world.goOffline();
        QCOMPARE(world.walk(world.open()->generation), numbers(30));
        // Nobody signed in sees neither.
        world.source.feedTraits.account.clear();
        QCOMPARE(world.open().error().kind, ErrorKind::Offline);
    }

    void whoSwitchesWhileAListIsOnItsWayGetsTheirOwn()
    {
        RemoteWorld world(30, FeedShape::Addressable, FreshnessClass::Personal);
        std::vector<qint64> totals;
        const auto note = [&](const Result<FeedOpening> &opening) { totals.push_back(opening ? opening->total : -1); };
        world.source.feedTraits.account = u"ada"_s;
        world.store->open(world.feed, note);
        world.source.feedTraits.account = u"bob"_s;
        world.store->open(world.feed, note);
        world.queue.run();
        QCOMPARE(totals, (std::vector<qint64>{-1, 30}));
        QCOMPARE(world.asked(), 1); // what is asked for now is answered for whoever is signed in now
    }

    void unknownFeedsAndKeysAreNamed()
    {
        RemoteWorld world(100);
        const Generation generation = world.open()->generation;
        QCOMPARE(world.page(generation, PageNo{0}).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(world.page(generation, PageCursor{"x"}).error().kind, ErrorKind::InvalidArgument);
        world.feed = FeedKey::of(u"remote"_s, u"unknown"_s);
        QCOMPARE(world.open().error().where, u"feed"_s);
        QCOMPARE(world.reopen().error().where, u"feed"_s);
    }

    void lookUpsAreTraced()
    {
        RemoteWorld world(100);
        const Generation generation = world.open()->generation;
        QVERIFY(world.page(generation, PageNo{1}));
        QVERIFY(world.page(generation, PageNo{2}));
        QCOMPARE(world.trace.events(u"cache.hit"_s).size(), 1U);
        QCOMPARE(world.trace.events(u"cache.miss"_s).size(), 1U);
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestCachedFeedStore)
#include "tst_cachedfeedstore.moc"
