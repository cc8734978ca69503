// SPDX-License-Identifier: GPL-3.0-or-later
// Lists whose server cannot be reached: paused, not failed, and continued once.
#include <QTest>

#include "models/feed/feedengine.h"
#include "tests/unit/feed/feedworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::FeedWorld;

namespace {

Error nobody()
{
    return {ErrorKind::Unreachable, u"refused"_s, {}};
}

Error offline()
{
    return {ErrorKind::Offline, u"no way"_s, {}};
}

/// A chain of three kept pages whose fourth met nobody.
void failAppend(FeedWorld &world)
{
    world.store.shape = FeedShape::Chained;
    world.store.keptPages = 3;
    world.openAt(0, 9);
    world.show(45, 55);
    QVERIFY(world.store.answerPageWith(3, tl::unexpected(nobody())));
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Failed));
}

} // namespace

class TestFeedOffline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatMetNobodyIsPaused();
    void pausedAppendGoesOnOnce();
    void pausedRefreshGoesOnOnce();
    void pausedOpeningGoesOnOnce();
    void otherFailuresStayWhatTheyAre();
    void scrollingAsksNothingMeanwhile();
    void theListOnScreenComesFirst();
};

void TestFeedOffline::whatMetNobodyIsPaused()
{
    FeedWorld world(200);
    failAppend(world);
    const int rows = world.feed->rows();
    world.feed->pause(offline());
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Paused));
    QVERIFY(world.feed->isPaused());
    QCOMPARE(world.feed->rows(), rows);
}

void TestFeedOffline::pausedAppendGoesOnOnce()
{
    FeedWorld world(200);
    failAppend(world);
    world.feed->pause(offline());
    const auto asked = std::ssize(world.store.pagesAsked);
    world.feed->resume();
    world.feed->resume();
    QCOMPARE(std::ssize(world.store.pagesAsked), asked + 1);
    world.store.answerPage(3);
    QCOMPARE(world.feed->rows(), 80);
    QVERIFY(!world.feed->isPaused());
}

void TestFeedOffline::pausedRefreshGoesOnOnce()
{
    FeedWorld world(200);
    world.store.savedAt = world.clock.now();
    world.openAt(0, 9);
    world.feed->refresh();
    world.store.failReopen(nobody());
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Failed));
    world.feed->pause(offline());
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Paused));
    const int asked = world.store.reopensAsked;
    world.feed->resume();
    world.feed->resume();
    QCOMPARE(world.store.reopensAsked, asked + 1);
    world.store.answerReopen();
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
}

void TestFeedOffline::pausedOpeningGoesOnOnce()
{
    FeedWorld world(200);
    world.feed->open(*world.view, {});
    world.store.failOpen(offline());
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Paused));
    world.feed->resume();
    world.feed->resume();
    QCOMPARE(world.store.opensAsked, 2);
    world.store.answerOpen();
    QCOMPARE(world.feed->rows(), 200);
}

void TestFeedOffline::otherFailuresStayWhatTheyAre()
{
    FeedWorld world(200);
    world.store.shape = FeedShape::Chained;
    world.store.keptPages = 3;
    world.openAt(0, 9);
    world.show(45, 55);
    world.store.answerPageWith(3, fail(ErrorKind::Server, u"500"_s));
    world.feed->pause(offline());
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Failed));
    const auto asked = std::ssize(world.store.pagesAsked);
    world.feed->resume();
    QCOMPARE(std::ssize(world.store.pagesAsked), asked);
}

void TestFeedOffline::scrollingAsksNothingMeanwhile()
{
    FeedWorld world(200);
    failAppend(world);
    world.feed->pause(offline());
    const auto asked = std::ssize(world.store.pagesAsked);
    for (int i = 0; i < 50; ++i)
        world.show(40 + i % 7, 50 + i % 7, i % 2 == 0 ? 20 : -20);
    QCOMPARE(std::ssize(world.store.pagesAsked), asked);
}

void TestFeedOffline::theListOnScreenComesFirst()
{
    test::ScriptedStore store(10);
    test::FakeClock clock;
    NullTrace trace;
    FeedEngine engine(store, clock, trace);
    std::vector<std::shared_ptr<Feed>> feeds;
    std::vector<std::unique_ptr<test::MirrorView>> views;
    for (const QString &name : {u"seen"_s, u"hidden"_s, u"fine"_s}) {
        feeds.push_back(engine.feed(FeedKey::of(u"scripted"_s, name)));
        views.push_back(std::make_unique<test::MirrorView>(*feeds.back()));
        feeds.back()->open(*views.back(), {});
        if (name == u"fine"_s)
            store.answerOpen();
        else
            store.failOpen(offline());
    }
    feeds[0]->setActive(*views[0], true);
    const auto all = [](const FeedKey &) { return true; };
    QCOMPARE(engine.paused(all), (std::vector{feeds[0], feeds[1]}));
    const auto none = [](const FeedKey &) { return false; };
    QVERIFY(engine.paused(none).empty());
    engine.pause(all, offline());
    QVERIFY(!feeds[2]->isPaused());
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedOffline)
#include "tst_feedoffline.moc"
