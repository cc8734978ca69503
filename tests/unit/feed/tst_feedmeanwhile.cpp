// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to a list that is made anew while something else happens to it.
#include <QTest>

#include "tests/unit/feed/chainworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::ChainWorld;
using test::filmId;
using test::filmRow;
using test::MirrorView;

class TestFeedMeanwhile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRefreshThatMeetsNobodyGivesUpNoPage()
    {
        ChainWorld world(400);
        world.openAt(0, 9);
        world.feed->refresh();
        world.show(20, 29);
        world.store.answerReopen(0);
        world.feed->refresh();
        QCOMPARE(world.store.awaitedPages(), std::vector<int>{2});
        world.store.failReopen({ErrorKind::Unreachable, u"nobody there"_s, {}});
        QVERIFY(world.feed->refreshState().is(LoadState::Kind::Failed));
        QCOMPARE(world.store.awaitedPages(), std::vector<int>{2});
        world.store.answerAll();
        QCOMPARE(world.feed->rows(), 60);
        QCOMPARE(std::ranges::count(world.store.pagesAsked, 2), 1);
    }

    void aRefreshTakesTheOfferBack()
    {
        ChainWorld world(400, 10);
        world.openAt(137, 150);
        world.addTwelve();
        world.store.keptPages = 1;
        world.feed->recheck();
        world.store.answerReopen(12);
        world.store.answerAll();
        QVERIFY(world.feed->offeredTitles());
        const Generation offered = world.store.generation;
        world.feed->refresh();
        QVERIFY(!world.feed->offeredTitles()); // the store keeps one list beside the one shown
        QCOMPARE(world.store.discarded, std::vector<Generation>{offered});
    }

    void aListMadeReadyThatTheStoreGaveUpIsAFailure()
    {
        ChainWorld world(400, 10);
        world.openAt(137, 150);
        world.addTwelve();
        world.store.keptPages = 1;
        world.feed->refresh();
        world.store.answerReopen(12);
        world.failPage(1, {ErrorKind::Cancelled, u"the list is another one now"_s, {}});
        QVERIFY(world.feed->refreshState().is(LoadState::Kind::Failed)); // which retry() asks for again
        QVERIFY(world.feed->titleAt(140));
    }

    void aKeyRefusedWhileTheListIsLookedAtIsNoSecondLook()
    {
        ChainWorld world(400);
        world.openAt(0, 9);
        world.show(20, 29);
        world.feed->refresh();
        world.failPage(world.store.awaitedPages().front(), {ErrorKind::Rejected, u"HTTP 410"_s, {}});
        QVERIFY(world.feed->refreshState().is(LoadState::Kind::Loading));
        world.store.answerReopen(0); // one answer, and nothing more is asked
        QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
        QVERIFY(!world.feed->appendState().end);
    }

    void whoComesWhileAListIsMadeReadyKeepsTheirPlaceToo()
    {
        test::FeedWorld world(400);
        world.openAt(0, 9);
        world.show(300, 309);
        world.store.answerAll();
        std::vector<Row> films = world.store.films;
        films.insert(films.begin(), filmRow(1000));
        world.exchangeFilms(films);
        world.feed->invalidate();
        world.store.answerOpen();
        MirrorView second(*world.feed);
        world.feed->setActive(second, true);
        world.feed->open(second, {});
        world.feed->setViewport(second, {0, 9, 0});
        world.feed->setAnchor(second, 5, 32);
        world.store.answerAll();
        QCOMPARE(second.places.back(), (std::pair<int, int>{6, 32}));
        QCOMPARE(world.feed->titleAt(6)->id, filmId(5));
    }

    void aPlaceAskedForTwiceIsCountedOnce()
    {
        test::FeedWorld world(400);
        world.openAt(0, 9);
        world.feed->open(*world.view, Anchor{filmId(5'000), 12, 200}); // its row is asked for
        std::vector<Row> films = world.store.films;
        films.pop_back();
        world.exchangeFilms(films);
        world.feed->refresh();
        world.store.answerOpen(); // and asked for again, of the other list
        while (!world.store.rows.empty())
            world.store.answerRow();
        world.store.answerAll();
        QCOMPARE(world.view->places.back(), (std::pair<int, int>{200, 12}));
        QVERIFY(world.feed->titleAt(200));
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedMeanwhile)
#include "tst_feedmeanwhile.moc"
