// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

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

/// A list without the films at the anchor and some rows on, and where the view should find itself.
std::vector<qint64> range(qint64 first, qint64 last)
{
    std::vector<qint64> numbers;
    for (qint64 n = first; n <= last; ++n)
        numbers.push_back(n);
    return numbers;
}

} // namespace

/// Where a reader stands: opening around an anchor, jumping by text, and lists that change underneath.
class TestFeedPlaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void openingAtAnAnchorLoadsItsPageFirst();
    void anAnchorThatLeftTheListFallsBackToItsRow();
    void anAnchorInAListOpenedBeforeIsFoundToo();
    void anAnchorInAnEmptyListIsForgotten();
    void whoScrollsBeforeThePlaceIsFoundStaysThere();
    void aFailedOpeningKeepsTheAnchorForTheRetry();
    void aJumpByTextGoesToTheTitle();
    void aJumpWithoutSuchATitleStays();
    void theNewestJumpWins();
    void aChangedListKeepsThePlace_data();
    void aChangedListKeepsThePlace();
    void rowsStayUntilTheNewOnesAreThere();
    void aChangeThatCannotBeReadLeavesTheRows();
    void whoScrollsDuringAChangeKeepsTheNewPlace();
    void aHiddenListReadsItselfAnewWhenShown();
    void hidingDuringAChangeStillEndsIt();
    void everyViewKeepsItsOwnPlace();
    void anEmptyListThatGetsATitleShowsIt();
    void refreshIsMergedAndHarmlessBeforeOpening();
};

void TestFeedPlaces::openingAtAnAnchorLoadsItsPageFirst()
{
    FeedWorld world(100'000);
    world.feed->open(*world.view, Anchor{filmId(54'321), -37, 10});
    world.store.answerOpen();
    world.show(0, 19);
    QCOMPARE(world.store.pagesAsked, Pages{});
    world.store.answerRow();
    QCOMPARE(world.store.pagesAsked.front(), 2716);
    QCOMPARE(world.view->places, Places{});
    world.store.answerPage(2716);
    QCOMPARE(world.view->places, (Places{{54'321, -37}}));
    QCOMPARE(world.view->text(54'321), u"Film 54321"_s);
    world.store.answerAll();
    QVERIFY2(std::ranges::count(world.store.pagesAsked, 0) == 0, "the top was never shown");
}

void TestFeedPlaces::anAnchorThatLeftTheListFallsBackToItsRow()
{
    FeedWorld world(1000);
    world.feed->open(*world.view, Anchor{filmId(5'000), 12, 400});
    world.store.answerAll();
    QCOMPARE(world.view->places, (Places{{400, 12}}));
    FeedWorld shorter(100);
    shorter.feed->open(*shorter.view, Anchor{filmId(5'000), 12, 400});
    shorter.store.answerAll();
    QCOMPARE(shorter.view->places, (Places{{99, 12}}));
}

void TestFeedPlaces::anAnchorInAListOpenedBeforeIsFoundToo()
{
    FeedWorld world(10'000);
    world.openAt(0, 19);
    MirrorView second(*world.feed);
    world.feed->setActive(second, true);
    world.feed->open(second, Anchor{filmId(9'000), 5, 0});
    world.store.answerAll();
    QCOMPARE(second.places, (Places{{9'000, 5}}));
    QCOMPARE(world.view->places, Places{});
    QCOMPARE(world.store.opensAsked, 1);
}

void TestFeedPlaces::anAnchorInAnEmptyListIsForgotten()
{
    FeedWorld world(0);
    world.feed->open(*world.view, Anchor{filmId(1), 5, 3});
    world.store.answerAll();
    QCOMPARE(world.view->places, Places{});
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Complete));
}

void TestFeedPlaces::whoScrollsBeforeThePlaceIsFoundStaysThere()
{
    FeedWorld world(10'000);
    world.feed->open(*world.view, Anchor{filmId(9'000), 5, 0});
    world.store.answerOpen();
    world.show(0, 19);
    world.show(40, 59);
    world.store.answerAll();
    QCOMPARE(world.view->places, Places{});
    QVERIFY(world.feed->titleAt(40));
}

void TestFeedPlaces::aFailedOpeningKeepsTheAnchorForTheRetry()
{
    FeedWorld world(1000);
    world.feed->open(*world.view, Anchor{filmId(700), 5, 0});
    world.store.failOpen(fail(ErrorKind::Busy, u"locked"_s).value());
    world.feed->retry();
    world.store.answerAll();
    QCOMPARE(world.view->places, (Places{{700, 5}}));
}

void TestFeedPlaces::aJumpByTextGoesToTheTitle()
{
    FeedWorld world(10'000);
    world.openAt(0, 19);
    world.feed->jumpToText(*world.view, u"Film 7777"_s);
    world.store.answerRow();
    QCOMPARE(world.view->places, (Places{{7'777, 0}}));
    QCOMPARE(world.store.awaitedPages().front(), 388);
}

void TestFeedPlaces::aJumpWithoutSuchATitleStays()
{
    FeedWorld world(100);
    world.feed->jumpToText(*world.view, u"Film 7"_s);
    QVERIFY(world.store.rows.empty());
    world.openAt(0, 19);
    world.feed->jumpToText(*world.view, u"Zorro"_s);
    world.store.answerAll();
    world.feed->jumpToText(*world.view, u"Zorro"_s);
    world.store.rows.front().reply(fail(ErrorKind::Storage, u"closed"_s));
    QCOMPARE(world.view->places, Places{});
    QCOMPARE(world.trace.events(u"error"_s).size(), std::size_t(1));
}

void TestFeedPlaces::theNewestJumpWins()
{
    FeedWorld world(10'000);
    world.openAt(0, 19);
    world.feed->jumpToText(*world.view, u"Film 5000"_s);
    world.feed->jumpToText(*world.view, u"Film 6000"_s);
    world.store.answerAll();
    QCOMPARE(world.view->places, (Places{{6'000, 0}}));
}

void TestFeedPlaces::aChangedListKeepsThePlace_data()
{
    using Numbers = std::vector<qint64>;
    QTest::addColumn<Numbers>("removed");
    QTest::addColumn<int>("addedAbove");
    QTest::addColumn<int>("anchorRow");
    QTest::addColumn<int>("placeRow");
    QTest::addColumn<QString>("there");
    // The view shows rows 400 to 439.
    QTest::newRow("nothing changed") << Numbers{} << 0 << 405 << 405 << u"Film 405"_s;
    QTest::newRow("no anchor told: the first visible row") << Numbers{} << 3 << -1 << 403 << u"Film 400"_s;
    QTest::newRow("films removed above") << range(10, 49) << 0 << 405 << 365 << u"Film 405"_s;
    QTest::newRow("films added above") << Numbers{} << 7 << 405 << 412 << u"Film 405"_s;
    QTest::newRow("films removed below") << range(500, 600) << 0 << 405 << 405 << u"Film 405"_s;
    QTest::newRow("the anchor itself removed") << Numbers{405} << 0 << 405 << 405 << u"Film 406"_s;
    QTest::newRow("the anchor and its neighbors removed") << range(405, 408) << 0 << 405 << 405 << u"Film 409"_s;
    QTest::newRow("the last films removed, to the anchor") << range(436, 999) << 0 << 437 << 435 << u"Film 435"_s;
    QTest::newRow("all of them removed, their rows remain") << range(390, 450) << 0 << 405 << 405 << u"Film 466"_s;
}

void TestFeedPlaces::aChangedListKeepsThePlace()
{
    QFETCH(std::vector<qint64>, removed);
    QFETCH(int, addedAbove);
    QFETCH(int, anchorRow);
    QFETCH(int, placeRow);
    QFETCH(QString, there);
    FeedWorld world(1000);
    world.openAt(400, 439);
    if (anchorRow >= 0)
        world.feed->setAnchor(*world.view, anchorRow, 25);
    std::vector<Row> films;
    for (int i = 0; i < addedAbove; ++i)
        films.push_back(filmRow(5'000 + i));
    std::ranges::copy_if(world.store.films, std::back_inserter(films),
        [&](const Row &row) { return std::ranges::count(removed, row.item.value) == 0; });
    world.exchangeFilms(films);
    const int resets = world.view->lists();
    world.feed->invalidate();
    world.store.answerAll();
    QCOMPARE(world.view->lists(), resets + 1);
    QCOMPARE(world.view->places, (Places{{placeRow, anchorRow >= 0 ? 25 : 0}}));
    QCOMPARE(world.view->text(placeRow), there);
    QVERIFY(world.view->agrees());
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
}

void TestFeedPlaces::rowsStayUntilTheNewOnesAreThere()
{
    FeedWorld world(1000);
    world.openAt(400, 439);
    world.exchangeFilms(world.filmsWithout({3, 410}));
    world.feed->invalidate();
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Loading));
    bool exchanged = false;
    world.view->whenTold = [&] {
        exchanged = true;
        for (int row = 399; row < 438; ++row)
            QVERIFY2(!world.view->text(row).isEmpty(), "a skeleton where a title was");
    };
    while (!exchanged) {
        QCOMPARE(world.feed->rows(), 1000);
        QCOMPARE(world.view->text(400), u"Film 400"_s);
        if (!world.store.opens.empty())
            world.store.answerOpen();
        else if (!world.store.rows.empty())
            world.store.answerRow();
        else
            QVERIFY(world.store.answerPage(world.store.pages.back().page));
    }
    QCOMPARE(world.feed->rows(), 998);
    QCOMPARE(world.view->places, (Places{{399, 0}}));
}

void TestFeedPlaces::aChangeThatCannotBeReadLeavesTheRows()
{
    const Error error = fail(ErrorKind::Corrupt, u"broken"_s).value();
    FeedWorld world(1000);
    world.openAt(400, 439);
    world.feed->refresh();
    world.store.failOpen(error);
    QCOMPARE(world.feed->refreshState(), LoadState::failed(error));
    QCOMPARE(world.feed->rows(), 1000);
    world.feed->refresh();
    world.store.answerOpen();
    world.store.answerRow();
    world.store.answerPageWith(world.store.pages.front().page, tl::unexpected(error));
    QCOMPARE(world.feed->refreshState(), LoadState::failed(error));
    QCOMPARE(world.view->text(400), u"Film 400"_s);
    QCOMPARE(world.view->lists(), 1);
    QCOMPARE(world.view->places, Places{});
    world.store.answerAll();
    world.show(600, 639);
    world.store.answerAll();
    QCOMPARE(world.view->text(600), u"Film 600"_s);
    QVERIFY(world.view->agrees());
}

void TestFeedPlaces::whoScrollsDuringAChangeKeepsTheNewPlace()
{
    FeedWorld world(1000);
    world.openAt(400, 439);
    world.exchangeFilms(world.filmsWithout({3}));
    world.feed->invalidate();
    world.store.answerOpen();
    world.store.answerRow();
    world.show(440, 479);
    world.feed->setAnchor(*world.view, 445, 9);
    world.store.answerAll();
    QCOMPARE(world.view->places, (Places{{444, 9}}));
    QCOMPARE(world.view->text(444), u"Film 445"_s);
}

void TestFeedPlaces::aHiddenListReadsItselfAnewWhenShown()
{
    FeedWorld world(100);
    world.openAt(0, 19);
    world.feed->setActive(*world.view, false);
    world.exchangeFilms(world.filmsWithout({1}));
    world.feed->invalidate();
    QCOMPARE(world.store.opensAsked, 1);
    world.feed->setActive(*world.view, true);
    QCOMPARE(world.store.opensAsked, 2);
    world.store.answerAll();
    QCOMPARE(world.feed->rows(), 99);
    QCOMPARE(world.view->text(1), u"Film 2"_s);
}

void TestFeedPlaces::hidingDuringAChangeStillEndsIt()
{
    FeedWorld world(100);
    world.openAt(0, 19);
    world.exchangeFilms(world.filmsWithout({1}));
    world.feed->invalidate();
    world.store.answerOpen();
    world.store.answerRow();
    world.store.pages.clear();
    world.feed->setActive(*world.view, false);
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
    QCOMPARE(world.feed->rows(), 99);
    QVERIFY(world.view->agrees());
}

void TestFeedPlaces::everyViewKeepsItsOwnPlace()
{
    FeedWorld world(10'000);
    world.openAt(400, 439);
    MirrorView second(*world.feed);
    world.feed->open(second, {});
    world.feed->setActive(second, true);
    world.feed->setViewport(second, {8'000, 8'019, 0});
    world.store.answerAll();
    world.exchangeFilms(world.filmsWithout({1, 5'000}));
    world.feed->invalidate();
    world.store.answerAll();
    QCOMPARE(world.view->places, (Places{{399, 0}}));
    QCOMPARE(second.places, (Places{{7'998, 0}}));
    QCOMPARE(second.text(7'998), u"Film 8000"_s);
}

void TestFeedPlaces::anEmptyListThatGetsATitleShowsIt()
{
    FeedWorld world(0);
    world.openAt(0, -1);
    world.exchangeFilms({filmRow(4)});
    world.feed->invalidate();
    world.store.answerAll();
    QCOMPARE(world.feed->rows(), 1);
    world.show(0, 0);
    world.store.answerAll();
    QCOMPARE(world.view->text(0), u"Film 4"_s);
    world.exchangeFilms({});
    world.feed->invalidate();
    world.store.answerAll();
    QCOMPARE(world.feed->rows(), 0);
    QVERIFY(world.view->agrees());
}

void TestFeedPlaces::refreshIsMergedAndHarmlessBeforeOpening()
{
    FeedWorld world(100);
    world.feed->refresh();
    world.feed->invalidate();
    world.feed->retry();
    QCOMPARE(world.store.opensAsked, 0);
    world.openAt(0, 19);
    world.feed->refresh();
    world.feed->refresh();
    QCOMPARE(world.store.opensAsked, 2);
    world.feed->invalidate();
    QCOMPARE(world.store.opensAsked, 3);
    world.store.answerAll();
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
    QCOMPARE(world.view->lists(), 2);
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedPlaces)
#include "tst_feedplaces.moc"
