// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "models/feed/feedlimits.h"
#include "tests/unit/feed/feedworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::FeedWorld;
using test::filmRow;
using test::MirrorView;
using Pages = std::vector<int>;

namespace {

Error storageError()
{
    return fail(ErrorKind::Storage, u"the disk is gone"_s).value();
}

} // namespace

/// What happens to rows when pages fail, come late, come short, repeat titles or tell another total.
class TestFeedChanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFailedPageStaysFailedUntilRetried();
    void afterAFailureOnlyWhatIsVisibleIsTried();
    void openingAgainForgivesFailedPages();
    void aStoreThatCancelsIsNotAskedInALoop();
    void anAnswerOfAnOlderEpochNeverChangesRows();
    void aTitleOnTwoPagesStandsWhereItWasLoadedFirst();
    void aTitleThatIsSeenOutlivesASmallerTotal();
    void aShortPageBelowTheViewLosesItsSpareRows();
    void aShortPageAboveTheViewKeepsThemAsGaps();
    void aPageThatEndsTheListCutsItThere_data();
    void aPageThatEndsTheListCutsItThere();
    void aGrownTotalAddsRowsAtTheEnd();
    void aShrunkTotalRemovesRowsAtTheEnd();
    void tooManyRowsInAPageAreLeftOutAndTraced();
    void farTitlesAreDroppedAndComeBack();
    void viewsMayAskWhileTheyAreTold();
};

void TestFeedChanges::aFailedPageStaysFailedUntilRetried()
{
    FeedWorld world(1000);
    world.openAt(0, 19);
    world.show(80, 99);
    QVERIFY(world.store.answerPageWith(4, tl::unexpected(storageError())));
    world.store.answerAll();
    QCOMPARE(world.feed->appendState(), LoadState::failed(storageError()));
    const auto asked = world.store.pagesAsked.size();
    for (int i = 0; i < 50; ++i)
        world.show(80 + i % 5, 99 + i % 5);
    world.store.answerAll();
    QCOMPARE(world.feed->appendState(), LoadState::failed(storageError()));
    QCOMPARE(world.store.pagesAsked.size(), asked);
    QCOMPARE(world.feed->rows(), 1000);
    QCOMPARE(world.view->text(0), u"Film 0"_s);
    world.feed->retry();
    world.feed->retry();
    QCOMPARE(std::ranges::count(world.store.pagesAsked, 4), 2);
    world.store.answerAll();
    QVERIFY(!world.feed->appendState().is(LoadState::Kind::Failed));
    QCOMPARE(world.view->text(85), u"Film 85"_s);
    QVERIFY(world.view->agrees());
}

void TestFeedChanges::afterAFailureOnlyWhatIsVisibleIsTried()
{
    FeedWorld world(10'000);
    world.open();
    world.show(0, 19);
    while (!world.store.pages.empty())
        world.store.answerPageWith(world.store.pages.front().page, tl::unexpected(storageError()));
    const Pages atTop = world.store.pagesAsked;
    QCOMPARE(atTop.size(), std::size_t(kPagesInFlight));
    world.show(5'000, 5'019);
    QCOMPARE(world.store.awaitedPages(), (Pages{250}));
    world.store.answerAll();
    QCOMPARE(world.view->text(5'000), u"Film 5000"_s);
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Failed));
}

void TestFeedChanges::openingAgainForgivesFailedPages()
{
    FeedWorld world(100);
    world.open();
    world.show(0, 19);
    world.store.answerPageWith(0, tl::unexpected(storageError()));
    world.store.answerAll();
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Failed));
    world.feed->open(*world.view, {});
    world.store.answerAll();
    QCOMPARE(world.view->text(0), u"Film 0"_s);
    QCOMPARE(world.store.opensAsked, 1);
}

void TestFeedChanges::aStoreThatCancelsIsNotAskedInALoop()
{
    FeedWorld world(10);
    world.open();
    world.show(0, 9);
    QVERIFY(world.store.answerPageWith(0, fail(ErrorKind::Cancelled, u"closing"_s)));
    QVERIFY(world.store.pages.empty());
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Idle));
    world.show(0, 8);
    world.store.answerAll();
    QCOMPARE(world.view->text(0), u"Film 0"_s);
}

void TestFeedChanges::anAnswerOfAnOlderEpochNeverChangesRows()
{
    FeedWorld world(100);
    world.open();
    world.show(0, 19);
    std::deque<test::ScriptedStore::PageAsk> old;
    std::swap(old, world.store.pages);
    world.exchangeFilms({filmRow(500), filmRow(501)});
    world.feed->refresh();
    const auto openedBefore = world.store.opens.front();
    world.feed->invalidate();
    world.store.opens.pop_front();
    world.store.answerAll();
    QCOMPARE(world.feed->rows(), 2);
    const auto shown = world.view->shown;
    for (const auto &ask : old) {
        Page page;
        page.rows = {filmRow(900)};
        page.total = 900;
        ask.reply(page);
    }
    openedBefore.reply(FeedOpening{{1}, FeedShape::Addressable, 20, 77, {}});
    QCOMPARE(world.view->shown, shown);
    QCOMPARE(world.feed->rows(), 2);
    QCOMPARE(world.feed->dump().value(u"lateDropped"_s).toInt(), int(old.size()) + 1);
}

void TestFeedChanges::aTitleThatIsSeenOutlivesASmallerTotal()
{
    FeedWorld world(200);
    world.open();
    world.show(180, 199);
    world.store.answerPage(9);
    world.store.films.resize(150);
    world.show(170, 199);
    world.store.answerPage(8);
    QCOMPARE(world.view->text(199), u"Film 199"_s);
    QCOMPARE(world.feed->rows(), 200);
    world.show(0, 19); // nobody sees the end any more
    world.store.answerAll();
    QCOMPARE(world.feed->rows(), 150);
    QVERIFY(world.view->agrees());
}

void TestFeedChanges::aTitleOnTwoPagesStandsWhereItWasLoadedFirst()
{
    FeedWorld world(60);
    world.store.films[45] = filmRow(3);
    world.open();
    world.show(40, 59);
    world.store.answerPage(2);
    QCOMPARE(world.view->text(45), u"Film 3"_s);
    world.show(0, 59);
    world.store.answerAll();
    QCOMPARE(world.view->text(45), u"Film 3"_s);
    QCOMPARE(std::ranges::count(world.view->shown, u"Film 3"_s), 1);
    QCOMPARE(world.view->text(3), u"Film 4"_s);
    // Page 0 is above titles that are on screen: its spare row stays, or they would move.
    QCOMPARE(world.view->text(19), u"-"_s);
    QCOMPARE(world.feed->rows(), 60);
    QVERIFY(world.view->agrees());
}

void TestFeedChanges::aShortPageBelowTheViewLosesItsSpareRows()
{
    FeedWorld world(100);
    world.open();
    world.show(0, 9);
    Page shortPage = world.store.truePage(1);
    shortPage.rows.resize(15);
    world.store.answerPageWith(1, shortPage);
    QCOMPARE(world.feed->rows(), 95);
    QCOMPARE(world.view->removals, 1);
    world.store.answerAll();
    world.show(0, 94);
    world.store.answerAll();
    QCOMPARE(world.view->text(35), u"Film 40"_s);
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Complete));
    QVERIFY(world.view->agrees());
}

void TestFeedChanges::aShortPageAboveTheViewKeepsThemAsGaps()
{
    FeedWorld world(100);
    world.open();
    world.show(40, 59, -10);
    Page shortPage = world.store.truePage(1);
    shortPage.rows.resize(15);
    world.store.answerPage(2);
    world.store.answerPageWith(1, shortPage);
    QCOMPARE(world.feed->rows(), 100);
    QCOMPARE(world.view->removals, 0);
    QCOMPARE(world.view->text(34), u"Film 34"_s);
    QCOMPARE(world.view->text(35), u"-"_s);
    QCOMPARE(world.view->text(40), u"Film 40"_s);
    world.store.answerAll();
    QVERIFY(world.view->agrees());
    world.exchangeFilms(world.filmsWithout({35, 36, 37, 38, 39}));
    world.feed->invalidate();
    world.store.answerAll();
    QCOMPARE(world.feed->rows(), 95);
    QCOMPARE(std::ranges::count(world.view->shown, u"-"_s), 0);
}

void TestFeedChanges::aPageThatEndsTheListCutsItThere_data()
{
    QTest::addColumn<int>("rowsInPage");
    QTest::addColumn<int>("rowsLeft");
    QTest::addColumn<EndReason>("reason");
    QTest::newRow("an empty page") << 0 << 20 << EndReason::EmptyPage;
    QTest::newRow("a short last page") << 5 << 25 << EndReason::NoNextKey;
    QTest::newRow("a full last page") << 20 << 40 << EndReason::NoNextKey;
}

void TestFeedChanges::aPageThatEndsTheListCutsItThere()
{
    QFETCH(int, rowsInPage);
    QFETCH(int, rowsLeft);
    QFETCH(EndReason, reason);
    FeedWorld world(200);
    world.open();
    world.show(0, 9);
    world.store.answerPage(0);
    Page last = world.store.truePage(1);
    last.rows.resize(static_cast<std::size_t>(rowsInPage));
    last.next.reset();
    world.store.answerPageWith(1, last);
    world.store.pages.clear();
    QCOMPARE(world.feed->rows(), rowsLeft);
    QVERIFY(world.view->agrees());
    world.show(0, 8);
    FeedWorld late(200); // pages beyond the end that are still on their way change nothing
    late.open();
    late.show(0, 9);
    late.store.answerPageWith(1, last);
    late.store.answerPage(0);
    while (!late.store.pages.empty())
        late.store.answerPageWith(late.store.pages.front().page, Page{});
    QCOMPARE(late.feed->rows(), rowsLeft);
    QCOMPARE(late.feed->appendState(), LoadState::complete(reason));
}

void TestFeedChanges::aGrownTotalAddsRowsAtTheEnd()
{
    FeedWorld world(50);
    world.openAt(0, 49);
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Complete));
    FeedWorld grown(50);
    grown.open();
    for (int n = 50; n < 75; ++n)
        grown.store.films.push_back(filmRow(n));
    grown.show(0, 9);
    grown.store.answerAll();
    QCOMPARE(grown.feed->rows(), 75);
    grown.show(0, 74);
    grown.store.answerAll();
    QCOMPARE(grown.view->text(74), u"Film 74"_s);
    QVERIFY(grown.view->agrees());
}

void TestFeedChanges::aShrunkTotalRemovesRowsAtTheEnd()
{
    FeedWorld world(100);
    world.open();
    world.store.films.resize(30);
    world.show(0, 9);
    world.store.answerAll();
    QCOMPARE(world.feed->rows(), 30);
    QCOMPARE(world.view->text(29), u"Film 29"_s);
    QVERIFY(world.view->agrees());
    QVERIFY(world.feed->appendState().is(LoadState::Kind::Complete));
}

void TestFeedChanges::tooManyRowsInAPageAreLeftOutAndTraced()
{
    FeedWorld world(40);
    world.open();
    world.show(0, 9);
    Page page = world.store.truePage(0);
    page.rows.push_back(filmRow(777));
    world.store.answerPageWith(0, page);
    QCOMPARE(world.feed->rows(), 40);
    QCOMPARE(world.trace.events(u"error"_s).size(), std::size_t(1));
    world.store.answerAll();
    QCOMPARE(world.view->text(20), u"Film 20"_s);
    QCOMPARE(std::ranges::count(world.view->shown, u"Film 777"_s), 0);
}

void TestFeedChanges::farTitlesAreDroppedAndComeBack()
{
    FeedWorld world(10'000);
    world.open();
    for (int first = 0; first < 6'000; first += 40) {
        world.show(first, first + 39, 100);
        world.store.answerAll();
        QVERIFY(world.feed->dump().value(u"inMemory"_s).toInt() <= kKeepRows + kKeepSlackRows);
    }
    QVERIFY(world.feed->knownRows() >= 6'000);
    QCOMPARE(world.view->text(0), QString());
    QVERIFY(world.view->agrees());
    world.show(0, 39);
    world.store.answerAll();
    QCOMPARE(world.view->text(0), u"Film 0"_s);
    QCOMPARE(std::ranges::count(world.store.pagesAsked, 0), 2);
    QVERIFY(world.view->agrees());
}

void TestFeedChanges::viewsMayAskWhileTheyAreTold()
{
    FeedWorld world(200);
    int calls = 0;
    world.view->whenTold = [&] {
        ++calls;
        world.feed->setViewport(*world.view, {calls, calls + 19, 0});
        world.feed->hint();
        if (calls == 2)
            world.feed->invalidate();
        MirrorView passing(*world.feed);
    };
    world.open();
    Page shortPage = world.store.truePage(3);
    shortPage.rows.resize(10);
    world.store.answerPageWith(3, shortPage);
    QCOMPARE(calls, 2);
    world.store.answerAll();
    QVERIFY(calls >= 3);
    QVERIFY(world.view->agrees());
    QVERIFY(world.feed->refreshState().is(LoadState::Kind::Idle));
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedChanges)
#include "tst_feedchanges.moc"
