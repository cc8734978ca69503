// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/feed/feedlimits.h"
#include "tests/unit/feed/chainworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::ChainWorld;
using test::filmId;
using test::filmRow;

namespace {

Error refused()
{
    return {ErrorKind::Rejected, u"no such cursor"_s, {}};
}

} // namespace

class TestFeedChain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keptPagesAreThereAtOnce()
    {
        ChainWorld world(100, 3);
        world.open();
        QCOMPARE(world.feed->rows(), 60);
        QVERIFY(world.store.pagesAsked.empty()); // nobody has said what is visible
    }

    void itGrowsAsTheReaderComesNear()
    {
        ChainWorld world(200);
        world.openAt(0, 9);
        QCOMPARE(world.feed->rows(), 40); // 30 rows ahead are wanted
        world.show(20, 29);
        world.store.answerAll();
        QCOMPARE(world.feed->rows(), 60);
        QVERIFY(world.view->agrees());
        QCOMPARE(world.store.pagesAsked, (std::vector<int>{0, 1, 2}));
    }

    void aTallWindowGrowsWithoutScrolling()
    {
        ChainWorld world(200);
        world.open();
        world.show(0, 19);
        world.store.answerAll();
        QCOMPARE(world.feed->rows(), 80);
        QCOMPARE(world.view->lists(), 1);
    }

    void oneAppendAtATimeHoweverOftenItIsHinted()
    {
        ChainWorld world(200);
        world.openAt(0, 3);
        world.show(17, 20);
        for (int i = 0; i < 1000; ++i)
            world.feed->hint();
        QCOMPARE(world.store.awaitedPages(), std::vector<int>{2});
    }

    void theEndHasItsReasonAndIsNotAskedAgain()
    {
        ChainWorld world(45);
        world.openAt(0, 40);
        world.show(30, 44);
        world.store.answerAll();
        QCOMPARE(world.feed->rows(), 45);
        QVERIFY(world.feed->appendState().is(LoadState::Kind::Complete));
        QCOMPARE(world.feed->appendState().end, EndReason::NoNextKey);
        const auto asked = world.store.pagesAsked.size();
        world.feed->hint();
        world.show(10, 44);
        QCOMPARE(world.store.pagesAsked.size(), asked);
        QVERIFY(!world.feed->canGrow());
    }

    void aFailedAppendWaitsForRetry()
    {
        ChainWorld world(200);
        world.openAt(0, 3);
        world.show(17, 20);
        world.store.answerPageWith(2, fail(ErrorKind::Server, u"HTTP 500"_s));
        QVERIFY(world.feed->appendState().is(LoadState::Kind::Failed));
        QCOMPARE(world.feed->rows(), 40);
        const auto asked = world.store.pagesAsked.size();
        for (int row = 20; row < 36; ++row)
            world.show(row, row + 3);
        QCOMPARE(world.store.pagesAsked.size(), asked);
        world.feed->retry();
        QCOMPARE(world.store.awaitedPages(), std::vector<int>{2});
        world.store.answerAll();
        QVERIFY(world.feed->rows() > 40);
    }

    void withoutNetworkTheEndWaits()
    {
        ChainWorld world(200);
        world.openAt(0, 3);
        world.show(17, 20);
        world.store.answerPageWith(2, fail(ErrorKind::Offline, u"no network"_s));
        QVERIFY(world.feed->appendState().is(LoadState::Kind::Paused));
        QCOMPARE(world.feed->rows(), 40);
    }

    void titlesThatCameBeforeAreLeftOut()
    {
        ChainWorld world(200);
        world.openAt(0, 3);
        world.show(17, 20);
        Page page = world.store.truePage(2);
        page.rows[0] = filmRow(5);
        page.rows[1] = filmRow(42);
        page.rows[2] = filmRow(42);
        world.store.answerPageWith(2, page);
        QCOMPARE(world.feed->rows(), 58);
        QVERIFY(world.view->agrees());
        for (int row = 0; row < world.feed->rows(); ++row)
            QCOMPARE(world.feed->kindOf(row), RowKind::Loaded);
    }

    void aPageWithNothingNewIsFollowedByTheNext()
    {
        ChainWorld world(200);
        world.openAt(0, 3);
        world.show(36, 39);
        Page nothing = world.store.truePage(2);
        nothing.rows.clear();
        world.store.answerPageWith(2, nothing);
        QCOMPARE(world.store.awaitedPages(), std::vector<int>{3});
    }

    void droppedTitlesComeBackByTheirPagesKey()
    {
        ChainWorld world(4000, 200);
        world.openAt(0, 9);
        for (int row = 0; row < 3900; row += 10) {
            world.show(row, row + 9);
            world.store.answerAll();
        }
        QVERIFY(!world.feed->titleAt(0));
        world.show(0, 9);
        world.store.answerAll();
        QVERIFY(world.feed->titleAt(0));
        QCOMPARE(world.view->lists(), 1);
    }

    void staleRowsAreShownAndAskedAboutOnce()
    {
        ChainWorld world(100);
        world.store.freshness = Freshness::Stale;
        world.openAt(0, 9);
        QCOMPARE(world.feed->rows(), 20); // nothing is added while the beginning is asked for
        QVERIFY(world.feed->titleAt(0));
        QCOMPARE(world.store.reopensAsked, 1);
        world.store.answerReopen();
        QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
        world.store.answerAll();
        QCOMPARE(world.feed->rows(), 40);
        QCOMPARE(world.view->lists(), 1);
    }

    void anotherListIsOfferedAndNothingMoves()
    {
        ChainWorld world(400, 10);
        world.openAt(137, 150);
        world.feed->setAnchor(*world.view, 137, -20);
        world.addTwelve();
        world.feed->recheck();
        world.store.keptPages = 1;
        world.store.answerReopen(12);
        QVERIFY(!world.feed->offeredTitles()); // it is read ahead first
        const auto asked = std::ssize(world.store.pagesAsked);
        world.store.answerAll();
        QCOMPARE(std::ssize(world.store.pagesAsked), asked + 4);
        QCOMPARE(world.feed->offeredTitles(), 12);
        QCOMPARE(world.view->lists(), 1);
        QVERIFY(world.store.adopted.empty());

        world.feed->showOffer();
        world.store.keptPages = 1;
        world.store.answerAll();
        QCOMPARE(world.view->lists(), 2);
        QCOMPARE(world.view->places.back(), (std::pair<int, int>{149, -20}));
        QCOMPARE(world.feed->titleAt(149)->id, filmId(137));
        QCOMPARE(world.store.adopted, std::vector<Generation>{world.store.generation});
        QVERIFY(!world.feed->offeredTitles());
    }

    void anOfferThatCannotBeReadAheadIsNone_data()
    {
        QTest::addColumn<int>("page");
        QTest::newRow("the second page fails") << 1;
        QTest::newRow("the third page fails") << 2;
    }
    void anOfferThatCannotBeReadAheadIsNone()
    {
        QFETCH(int, page);
        ChainWorld world(400, 10);
        world.openAt(137, 150);
        world.addTwelve();
        world.store.keptPages = 1;
        world.feed->recheck();
        world.store.answerReopen(12);
        world.failPage(page, {ErrorKind::Server, u"HTTP 500"_s, {}});
        QVERIFY(world.feed->refreshState().is(LoadState::Kind::Failed));
        QVERIFY(!world.feed->offeredTitles());
        QCOMPARE(world.view->lists(), 1);
        QVERIFY(world.feed->titleAt(140));
        QCOMPARE(world.store.discarded, std::vector<Generation>{world.store.generation});
    }

    void whoStandsAtTheTopIsOfferedAfterOnePage()
    {
        ChainWorld world(400, 10);
        world.openAt(0, 9);
        world.store.films.insert(world.store.films.begin(), test::filmRow(900));
        world.store.generation = world.store.generation.next();
        world.store.keptPages = 1;
        const auto asked = std::ssize(world.store.pagesAsked);
        world.feed->recheck();
        world.store.answerReopen(1);
        world.store.answerRow();
        QCOMPARE(world.feed->offeredTitles(), 1);
        QCOMPARE(std::ssize(world.store.pagesAsked), asked);
    }

    void refreshAskedForMeanwhileShowsIt()
    {
        ChainWorld world(400, 10);
        world.openAt(137, 150);
        world.addTwelve();
        world.store.keptPages = 1;
        world.feed->recheck();
        world.store.answerReopen(12);
        world.feed->refresh();
        QCOMPARE(world.store.reopensAsked, 1);
        world.store.answerAll();
        QCOMPARE(world.view->lists(), 2);
        QCOMPARE(world.feed->titleAt(149)->id, filmId(137));
    }

    void anAgedOfferIsMadeAnew()
    {
        ChainWorld world(400, 10);
        world.openAt(137, 150);
        world.addTwelve();
        world.store.keptPages = 1;
        world.feed->recheck();
        world.store.answerReopen(12);
        world.store.answerAll();
        const Generation offered = world.store.generation;
        world.feed->revalidate();
        QCOMPARE(world.store.reopensAsked, 1); // it is fresh
        world.store.stale.insert(offered.value);
        world.feed->revalidate();
        QCOMPARE(world.store.reopensAsked, 2);
        QCOMPARE(world.store.discarded, std::vector<Generation>{offered});
        QVERIFY(!world.feed->offeredTitles());
    }

    void aListThatAgedOnScreenIsAskedAbout()
    {
        ChainWorld world(400, 10);
        world.openAt(0, 9);
        world.store.stale.insert(world.store.generation.value);
        world.feed->setActive(*world.view, false);
        world.feed->revalidate();
        QCOMPARE(world.store.reopensAsked, 0);
        world.feed->setActive(*world.view, true);
        world.feed->revalidate();
        world.feed->revalidate();
        QCOMPARE(world.store.reopensAsked, 1);
    }

    void listsThatAreAlwaysAskedAreReplacedUnlessSomebodyReads_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("at the top") << 0 << true;
        QTest::newRow("scrolled") << 40 << false;
    }
    void listsThatAreAlwaysAskedAreReplacedUnlessSomebodyReads()
    {
        QFETCH(int, first);
        QFETCH(bool, isReplaced);
        ChainWorld world(400, 10);
        world.store.isAlwaysAsked = true;
        world.openAt(first, first + 9);
        world.addTwelve();
        world.store.keptPages = 1;
        world.feed->recheck();
        world.store.answerReopen(12);
        world.store.answerAll();
        QCOMPARE(world.view->lists(), isReplaced ? 2 : 1);
        QCOMPARE(world.feed->offeredTitles().has_value(), !isReplaced);
    }

    void aRefreshAskedForIsShownAsSoonAsItIsReady()
    {
        ChainWorld world(400, 10);
        world.openAt(40, 50);
        world.feed->setAnchor(*world.view, 40, 0);
        world.addTwelve();
        world.store.keptPages = 1;
        world.feed->refresh();
        world.store.answerReopen(12);
        world.store.answerAll();
        QCOMPARE(world.feed->titleAt(52)->id, filmId(40));
        QCOMPARE(world.view->places.back(), (std::pair<int, int>{52, 0}));
    }

    void aRefreshThatFailsKeepsEveryRow_data()
    {
        QTest::addColumn<bool>("isStaged");
        QTest::newRow("the first page fails") << false;
        QTest::newRow("a staged page fails") << true;
    }
    void aRefreshThatFailsKeepsEveryRow()
    {
        QFETCH(bool, isStaged);
        ChainWorld world(400, 10);
        world.openAt(140, 150);
        const int rows = world.feed->rows();
        world.feed->refresh();
        if (isStaged) {
            world.addTwelve();
            world.store.keptPages = 1;
            world.store.answerReopen(12);
            while (world.store.pages.empty())
                world.store.answerRow();
            world.store.answerPageWith(world.store.awaitedPages().front(), fail(ErrorKind::Server, u"HTTP 500"_s));
            QCOMPARE(world.store.discarded, std::vector<Generation>{world.store.generation});
        } else {
            world.store.failReopen({ErrorKind::Server, u"HTTP 500"_s, {}});
        }
        QVERIFY(world.feed->refreshState().is(LoadState::Kind::Failed));
        QCOMPARE(world.feed->rows(), rows);
        QVERIFY(world.feed->titleAt(140));
        QCOMPARE(world.view->lists(), 1);
    }

    void aRefusedKeyIsWorthOneLookAndThenTheEnd()
    {
        ChainWorld world(200);
        world.openAt(0, 3);
        world.show(17, 20);
        world.store.answerPageWith(2, tl::unexpected(refused()));
        QCOMPARE(world.store.reopensAsked, 1);
        world.store.answerReopen(); // the beginning is what it was
        QCOMPARE(world.store.awaitedPages(), std::vector<int>{2});
        world.store.answerPageWith(2, tl::unexpected(refused()));
        QCOMPARE(world.store.reopensAsked, 1);
        QCOMPARE(world.feed->appendState().end, EndReason::CursorRefusedTwice);
        QCOMPARE(world.feed->rows(), 40);
    }

    void aHiddenFeedAsksForNothing()
    {
        ChainWorld world(200);
        world.openAt(0, 3);
        world.feed->setActive(*world.view, false);
        const auto asked = world.store.pagesAsked.size();
        world.show(36, 39);
        world.feed->recheck();
        QCOMPARE(world.store.pagesAsked.size(), asked);
        QCOMPARE(world.store.reopensAsked, 0);
        world.feed->setActive(*world.view, true);
        QCOMPARE(world.store.reopensAsked, 1);
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedChain)
#include "tst_feedchain.moc"
