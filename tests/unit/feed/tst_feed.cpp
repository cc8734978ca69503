// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonArray>

#include <algorithm>

#include "models/feed/feedlimits.h"
#include "tests/unit/feed/feedworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::FeedWorld;
using test::filmId;
using test::filmRow;
using test::MirrorView;
using Pages = std::vector<int>;
using Places = std::vector<std::pair<int, int>>;

namespace {

Error storageError()
{
    return fail(ErrorKind::Storage, u"the disk is gone"_s).value();
}

int timesAsked(const FeedWorld &world, int page)
{
    return static_cast<int>(std::ranges::count(world.store.pagesAsked, page));
}

} // namespace

class TestFeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void openingShowsEveryRowBeforeAnyTitle();
    void openingThatFailsSaysWhyAndCanBeRetried();
    void anOpeningNoListCanHaveIsRefused_data();
    void anOpeningNoListCanHaveIsRefused();
    void anEmptyListIsComplete();
    void tooLongAListEndsWithItsReason();
    void theViewportDecidesWhatIsLoaded();
    void aTallWindowLoadsAllItShowsWithoutScrolling();
    void atMostFourPagesAreInFlight();
    void aJumpGivesUpWhatWasLeftAndLoadsOnlyTheLanding();
    void aPageGivenUpThatComesAllTheSameIsKept();
    void aThousandHintsAskForNothing();
    void aHiddenFeedAsksForNothingAndKeepsWhatComes();
    void fiveViewsOfOneFeedAskOnce();
    void aViewThatLeavesIsToldNothingMore();
    void answersAfterTheFeedIsGoneAreDropped();
    void everyLoadedPageIsTraced();
    void theDumpTellsWhereEverythingIs();
};

void TestFeed::openingShowsEveryRowBeforeAnyTitle()
{
    FeedWorld world(312);
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
    world.feed->open(*world.view, {});
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Loading));
    QVERIFY(!world.feed->isOpened());
    world.feed->open(*world.view, {});
    QCOMPARE(world.store.opensAsked, 1);
    world.store.answerOpen();
    QVERIFY(world.feed->isOpened());
    QCOMPARE(world.feed->rows(), 312);
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Idle));
    QCOMPARE(world.view->resets, 1);
    QVERIFY(world.view->agrees());
    QCOMPARE(world.store.pagesAsked, Pages{});
}

void TestFeed::openingThatFailsSaysWhyAndCanBeRetried()
{
    FeedWorld world(50);
    world.feed->open(*world.view, {});
    world.store.failOpen(storageError());
    QCOMPARE(world.feed->refreshState(), LoadState::failed(storageError()));
    QVERIFY(world.view->statuses >= 2);
    QCOMPARE(world.trace.events(u"error"_s).size(), std::size_t(1));
    world.feed->retry();
    world.feed->retry();
    QCOMPARE(world.store.opensAsked, 2);
    world.store.answerOpen();
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
    QCOMPARE(world.feed->rows(), 50);
}

void TestFeed::anOpeningNoListCanHaveIsRefused_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::newRow("pages of no rows") << 0;
    QTest::newRow("pages of fewer than no rows") << -3;
}

void TestFeed::anOpeningNoListCanHaveIsRefused()
{
    QFETCH(int, pageSize);
    FeedWorld world(50);
    world.store.pageSize = pageSize;
    world.open();
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Failed));
    QCOMPARE(world.feed->refreshState().error->kind, ErrorKind::Malformed);
    QCOMPARE(world.feed->rows(), 0);
}

void TestFeed::anEmptyListIsComplete()
{
    FeedWorld world(0);
    world.openAt(0, 10);
    QVERIFY(world.feed->isOpened());
    QCOMPARE(world.feed->appendState(), LoadState::complete(EndReason::TotalReached));
    QCOMPARE(world.store.pagesAsked, Pages{});
    QCOMPARE(world.trace.events(u"feed.end"_s).size(), std::size_t(1));
}

void TestFeed::tooLongAListEndsWithItsReason()
{
    FeedWorld world(0);
    world.feed->open(*world.view, {});
    world.store.opens.front().reply(FeedOpening{{1}, FeedShape::Addressable, 20, kMaxRows + 1, {}});
    QCOMPARE(world.feed->rows(), int(kMaxRows));
    const int last = int(kMaxRows) / 20 - 1;
    world.show(int(kMaxRows) - 10, int(kMaxRows) - 1);
    Page page;
    page.total = kMaxRows + 1;
    page.next = PageNo{last + 2};
    for (int i = 0; i < 20; ++i)
        page.rows.push_back(filmRow(i));
    QVERIFY(world.store.answerPageWith(last, page));
    world.store.answerPageWith(last - 1, Page{});
    QCOMPARE(world.feed->appendState(), LoadState::complete(EndReason::ClientCap));
}

void TestFeed::theViewportDecidesWhatIsLoaded()
{
    FeedWorld world(1000);
    world.open();
    world.show(0, 29);
    QCOMPARE(world.store.awaitedPages(), (Pages{0, 1, 2, 3}));
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Loading));
    world.store.answerAll();
    // 30 rows visible, three viewports ahead: up to row 119.
    QCOMPARE(world.store.pagesAsked, (Pages{0, 1, 2, 3, 4, 5}));
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Idle));
    QCOMPARE(world.view->text(7), u"Film 7"_s);
    QVERIFY(world.view->agrees());
    world.show(20, 49, 30);
    QCOMPARE(world.store.awaitedPages(), (Pages{6}));
    world.store.answerAll();
    world.show(960, 999);
    world.store.answerAll();
    QCOMPARE(world.feed->appendState(), LoadState::complete(EndReason::TotalReached));
    QVERIFY(world.view->agrees());
}

void TestFeed::aTallWindowLoadsAllItShowsWithoutScrolling()
{
    FeedWorld world(312);
    world.openAt(0, 311);
    QCOMPARE(world.feed->knownRows(), 312);
    QCOMPARE(world.store.pagesAsked.size(), std::size_t(16));
    QCOMPARE(world.feed->appendState(), LoadState::complete(EndReason::TotalReached));
    QVERIFY(world.view->agrees());
}

void TestFeed::atMostFourPagesAreInFlight()
{
    FeedWorld world(10'000);
    world.open();
    world.show(0, 399);
    while (!world.store.pages.empty()) {
        QVERIFY(world.store.awaitedPages().size() <= std::size_t(kPagesInFlight));
        world.store.answerPage(world.store.pages.back().page);
    }
    QCOMPARE(world.feed->kindOf(399), RowKind::Loaded);
}

void TestFeed::aJumpGivesUpWhatWasLeftAndLoadsOnlyTheLanding()
{
    FeedWorld world(100'000);
    world.open();
    world.show(0, 19);
    const Pages atTop = world.store.awaitedPages();
    for (int first = 5'000; first <= 80'000; first += 5'000)
        world.show(first, first + 19, 20'000);
    for (const int page : atTop)
        QVERIFY2(!std::ranges::count(world.store.awaitedPages(), page), "the top is still being read");
    QCOMPARE(world.store.awaitedPages(), (Pages{4000, 4001, 4002, 4003}));
    world.store.pages.clear();
    QCOMPARE(world.feed->rows(), 100'000);
}

void TestFeed::aPageGivenUpThatComesAllTheSameIsKept()
{
    FeedWorld world(10'000);
    world.open();
    world.show(0, 19);
    world.show(5'000, 5'019);
    QVERIFY(world.store.answerPage(0));
    QCOMPARE(world.view->text(3), u"Film 3"_s);
    QVERIFY(world.store.answerPageWith(1, fail(ErrorKind::Cancelled, u"given up"_s)));
    QVERIFY(world.store.answerPageWith(2, fail(ErrorKind::Storage, u"closed"_s)));
    world.store.answerAll();
    QVERIFY(!world.feed->appendState().is(LoadState::Kind::Failed));
    const int before = timesAsked(world, 0);
    world.show(0, 19);
    QCOMPARE(timesAsked(world, 0), before);
    QCOMPARE(timesAsked(world, 1), 2);
}

void TestFeed::aThousandHintsAskForNothing()
{
    FeedWorld world(1000);
    world.open();
    world.show(0, 19);
    const std::size_t loading = world.store.pagesAsked.size();
    for (int i = 0; i < 1000; ++i)
        world.feed->hint();
    QCOMPARE(world.store.pagesAsked.size(), loading);
    world.store.answerAll();
    const std::size_t loaded = world.store.pagesAsked.size();
    const int statuses = world.view->statuses;
    for (int i = 0; i < 1000; ++i)
        world.feed->hint();
    QCOMPARE(world.store.pagesAsked.size(), loaded);
    QCOMPARE(world.view->statuses, statuses);
}

void TestFeed::aHiddenFeedAsksForNothingAndKeepsWhatComes()
{
    FeedWorld world(1000);
    world.feed->setActive(*world.view, false);
    world.open();
    world.show(0, 19);
    QCOMPARE(world.store.pagesAsked, Pages{});
    world.feed->setActive(*world.view, true);
    QCOMPARE(world.store.awaitedPages(), (Pages{0, 1, 2, 3}));
    world.feed->setActive(*world.view, false);
    world.store.answerAll();
    QCOMPARE(world.store.pagesAsked.size(), std::size_t(4));
    QCOMPARE(world.feed->knownRows(), 80);
    world.show(500, 519);
    QCOMPARE(world.store.pagesAsked.size(), std::size_t(4));
}

void TestFeed::fiveViewsOfOneFeedAskOnce()
{
    FeedWorld world(1000);
    std::vector<std::unique_ptr<MirrorView>> others;
    for (int i = 0; i < 4; ++i)
        others.push_back(std::make_unique<MirrorView>(*world.feed));
    world.open();
    world.show(0, 19);
    for (const auto &view : others) {
        world.feed->open(*view, {});
        world.feed->setActive(*view, true);
        world.feed->setViewport(*view, {0, 19, 0});
    }
    world.store.answerAll();
    QCOMPARE(world.store.opensAsked, 1);
    for (int page = 0; page < 4; ++page)
        QCOMPARE(timesAsked(world, page), 1);
    for (const auto &view : others) {
        QVERIFY(view->agrees());
        QCOMPARE(view->text(0), u"Film 0"_s);
    }
}

void TestFeed::aViewThatLeavesIsToldNothingMore()
{
    FeedWorld world(100);
    auto leaving = std::make_unique<MirrorView>(*world.feed);
    world.feed->open(*leaving, Anchor{filmId(50), 7, 50});
    world.view->whenTold = [&] { leaving.reset(); };
    world.store.answerOpen();
    QVERIFY(!leaving);
    world.show(0, 19);
    world.store.answerAll();
    QVERIFY(world.view->agrees());
    world.view.reset();
    QVERIFY(!world.feed->isWatched());
}

void TestFeed::answersAfterTheFeedIsGoneAreDropped()
{
    FeedWorld world(100);
    world.open();
    world.show(0, 19);
    const CancelToken cancel = world.store.pages.front().cancel;
    world.view.reset();
    world.feed.reset();
    QVERIFY(cancel.isCancelled());
    world.store.answerAll();
}

void TestFeed::everyLoadedPageIsTraced()
{
    FeedWorld world(30);
    world.open();
    world.show(0, 9);
    world.clock.advance(std::chrono::milliseconds(12));
    world.store.answerAll();
    const std::vector<QJsonObject> pages = world.trace.events(u"feed.page"_s);
    QCOMPARE(pages.size(), std::size_t(2));
    QCOMPARE(pages.front(),
        (QJsonObject{{u"feed"_s, u"scripted/all"_s}, {u"key"_s, u"page:1"_s}, {u"from"_s, u"cache"_s}, {u"items"_s, 20},
            {u"new"_s, 20}, {u"dup"_s, 0}, {u"ms"_s, 12.0}}));
    MirrorView second(*world.feed);
    world.feed->open(second, {});
    QCOMPARE(world.trace.events(u"feed.page"_s).back().value(u"from"_s).toString(), u"memory"_s);
    QStringList states;
    for (const QJsonObject &state : world.trace.events(u"feed.state"_s))
        states.append(state.value(u"slot"_s).toString() + u' ' + state.value(u"state"_s).toString());
    QCOMPARE(states, QStringList({u"refresh loading"_s, u"refresh idle"_s, u"append loading"_s, u"append complete"_s}));
}

void TestFeed::theDumpTellsWhereEverythingIs()
{
    FeedWorld world(100);
    world.openAt(20, 39);
    world.feed->setAnchor(*world.view, 21, -14);
    const QJsonObject dump = world.feed->dump();
    QCOMPARE(dump.value(u"key"_s).toString(), u"scripted/all"_s);
    QCOMPARE(dump.value(u"generation"_s).toInt(), 1);
    QCOMPARE(dump.value(u"rows"_s).toInt(), 100);
    QCOMPARE(dump.value(u"loaded"_s).toInt(), 100);
    QCOMPARE(dump.value(u"requestsSent"_s).toInt(), 5);
    QCOMPARE(dump.value(u"end"_s).toString(), u"total-reached"_s);
    const QJsonObject view = dump.value(u"views"_s).toArray().at(0).toObject();
    QCOMPARE(view.value(u"first"_s).toInt(), 20);
    QCOMPARE(view.value(u"anchorY"_s).toInt(), -14);
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeed)
#include "tst_feed.moc"
