// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to answers that are still on their way when something else has happened meanwhile.
#include "tests/unit/feed/remoteworld.h"

#include "models/feed/feedengine.h"
#include "tests/unit/feed/mirrorview.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {

using test::numbers;
using test::RemoteWorld;

class TestCachedFeedLife : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerForAStoreThatIsGoneIsDropped()
    {
        RemoteWorld world(75);
        world.goOffline();
        bool isAnswered = false;
        world.store->open(world.feed, [&](const Result<FeedOpening> &) { isAnswered = true; });
        QVERIFY(world.queue.runOne()); // nothing is kept; that nothing may be asked is said later
        world.store.reset();
        world.queue.run();
        QVERIFY(!isAnswered);
    }

    void whoIsToldOfNoNetworkThatIsBackByThenIsAnswered()
    {
        RemoteWorld world(75);
        world.goOffline();
        std::optional<Result<FeedOpening>> opened;
        world.store->open(world.feed, [&](Result<FeedOpening> opening) { opened = std::move(opening); });
        QVERIFY(world.queue.runOne());
        world.store->setObstacle({});
        world.queue.run();
        QVERIFY(opened && opened->has_value());
        world.goOffline();
        std::optional<Result<Page>> page;
        world.store->page(world.feed, (*opened)->generation, PageNo{2}, Priority::VisiblePage, {},
            [&](Result<Page> answer) { page = std::move(answer); });
        world.store->setObstacle({});
        world.queue.run();
        QVERIFY(page && page->has_value());
        QCOMPARE(world.asked(), 2);
    }

    void aListIsAskedForByOneRequestAtATime()
    {
        RemoteWorld world(75);
        const Generation first = world.open()->generation;
        world.store->reopen(world.feed, [](const Result<FeedOpening> &) {});
        QVERIFY(world.queue.runOne());
        QVERIFY(!world.source.tokens.back().isCancelled());
        world.store->reopen(world.feed, [](const Result<FeedOpening> &) {});
        QVERIFY(world.source.tokens.size() == 2);
        world.queue.run();
        QCOMPARE(world.source.tokens.size(), 3U);
        QVERIFY(world.source.tokens[1].isCancelled());
        QVERIFY(!world.source.tokens[2].isCancelled());
        QCOMPARE(world.walk(first), numbers(75));
    }

    void nothingIsAskedForSomebodyWhoHasSignedOutSince_data()
    {
        QTest::addColumn<int>("when");
        QTest::newRow("before the store has looked") << 0;
        QTest::newRow("while the network is not asked") << 1;
        QTest::newRow("while the answer is on its way") << 2;
    }
    void nothingIsAskedForSomebodyWhoHasSignedOutSince()
    {
        QFETCH(int, when);
        RemoteWorld world(75);
        world.source.feedTraits.account = u"ada"_s;
        if (when == 1)
            world.goOffline();
        std::optional<Result<FeedOpening>> opened;
        world.store->open(world.feed, [&](Result<FeedOpening> opening) { opened = std::move(opening); });
        if (when > 0)
            QVERIFY(world.queue.runOne());
        world.store->setObstacle({});
        world.store->release(world.feed);
        world.source.feedTraits.account = u"bob"_s;
        world.queue.run();
        QVERIFY(opened && !opened->has_value());
        QCOMPARE(opened->error().kind, ErrorKind::Cancelled);
        QCOMPARE(world.asked(), when == 2 ? 1 : 0);
        for (const QString &account : {u"ada"_s, u"bob"_s})
            QVERIFY(world.pages.activeIds(world.feed.with(u"account.id"_s, account)).isEmpty());
    }

    void aReleasedListIsThereAgainFromTheStore()
    {
        RemoteWorld world(75);
        const Generation generation = world.open()->generation;
        world.walk(generation);
        world.store->release(world.feed);
        QCOMPARE(world.page(generation, PageNo{1}).error().kind, ErrorKind::Cancelled);
        const auto again = world.open();
        QVERIFY(again);
        QCOMPARE(world.walk(again->generation), numbers(75));
        QCOMPARE(world.asked(), 4);
    }

    void aListWhoseRowsAreGoneFromTheStoreIsShownAnewAndNotOffered()
    {
        RemoteWorld world(75);
        FeedEngine engine(*world.store, world.clock, world.trace);
        const std::shared_ptr<Feed> feed = engine.feed(world.feed);
        test::MirrorView view(*feed);
        feed->setActive(view, true);
        feed->open(view, {});
        world.queue.run();
        feed->setViewport(view, {0, 9, 0});
        world.queue.run();
        world.source.films.erase(world.source.films.begin());
        world.pages.clear();
        feed->recheck();
        world.queue.run();
        QVERIFY(!feed->offeredTitles());
        QCOMPARE(view.text(0), u"Film 1"_s);
        QVERIFY(world.pages.activeIds(world.feed).contains(u"1"_s));
    }

    void whatIsKeptIsNotLostByNotShowingIt()
    {
        RemoteWorld world(75);
        const auto opening = world.open();
        world.store->discard(world.feed, opening->generation); // read anew, and given up because a page failed
        QCOMPARE(world.walk(opening->generation), numbers(75));
        world.start();
        world.goOffline();
        QCOMPARE(world.open()->generation, opening->generation);
    }

    void aListSaysWhatItWasComparedWith()
    {
        RemoteWorld world(75);
        const auto opening = world.open();
        const auto same = world.reopen();
        QVERIFY(same->isUnchanged);
        QCOMPARE(same->beside, opening->generation);
        world.source.films.erase(world.source.films.begin());
        const auto other = world.reopen();
        QVERIFY(other->generation != opening->generation);
        QCOMPARE(other->beside, opening->generation);
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestCachedFeedLife)
#include "tst_cachedfeedlife.moc"
