// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/feed/feedlimits.h"
#include "models/feed/loadplan.h"
#include "tests/support/scriptedstore.h"

namespace matinee {

namespace {

using Pages = std::vector<int>;

void fill(PageTable &table, int page, int count)
{
    std::vector<Row> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(test::filmRow(page * 1000 + i));
    table.fill(page, std::move(rows));
}

} // namespace

class TestLoadPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void visiblePagesComeFirstThenTheWayTheViewMoves_data();
    void visiblePagesComeFirstThenTheWayTheViewMoves();
    void theNewestViewportIsServedFirst();
    void aMoveOfMoreThanAViewportIsAJump_data();
    void aMoveOfMoreThanAViewportIsAJump();
    void nothingIsDroppedUntilThereIsMuch();
    void theFarthestPagesAreDroppedAndNoneNearAnyView();
    void spareRowsGoWhereNothingSeenMoves_data();
    void spareRowsGoWhereNothingSeenMoves();
};

void TestLoadPlan::visiblePagesComeFirstThenTheWayTheViewMoves_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::addColumn<double>("speed");
    QTest::addColumn<bool>("ahead");
    QTest::addColumn<Pages>("pages");
    QTest::newRow("at rest at the top") << 0 << 9 << 0.0 << true << Pages{0, 1, 2, 3};
    QTest::newRow("downwards in the middle") << 50 << 59 << 8.0 << true << Pages{5, 6, 7, 8, 4};
    QTest::newRow("upwards in the middle") << 50 << 59 << -8.0 << true << Pages{5, 4, 3, 2, 6};
    QTest::newRow("a view lower than a page still looks a page ahead") << 50 << 51 << 0.0 << true << Pages{5, 6, 4};
    QTest::newRow("at the end there is nothing ahead") << 90 << 99 << 8.0 << true << Pages{9, 8};
    QTest::newRow("upwards at the top") << 0 << 9 << -8.0 << true << Pages{0, 1};
    QTest::newRow("only what is visible") << 45 << 64 << 0.0 << false << Pages{4, 5, 6};
    QTest::newRow("a viewport beyond the end is moved inside") << 500 << 510 << 0.0 << false << Pages{9};
    QTest::newRow("no viewport wants nothing") << 0 << -1 << 0.0 << true << Pages{};
}

void TestLoadPlan::visiblePagesComeFirstThenTheWayTheViewMoves()
{
    QFETCH(int, first);
    QFETCH(int, last);
    QFETCH(double, speed);
    QFETCH(bool, ahead);
    QFETCH(Pages, pages);
    const PageTable table(100, 10);
    const Viewport view{first, last, speed};
    QCOMPARE(wantedPages(table, {&view, 1}, ahead), pages);
}

void TestLoadPlan::theNewestViewportIsServedFirst()
{
    const PageTable table(100, 10);
    const std::vector<Viewport> views = {{70, 79, 0}, {10, 19, 0}};
    QCOMPARE(wantedPages(table, views, false), (Pages{7, 1}));
    const Pages all = wantedPages(table, views, true);
    QCOMPARE((Pages{all.begin(), all.begin() + 4}), (Pages{7, 1, 8, 9}));
    QCOMPARE(wantedPages(PageTable(0, 10), views, true), Pages{});
}

void TestLoadPlan::aMoveOfMoreThanAViewportIsAJump_data()
{
    QTest::addColumn<Viewport>("from");
    QTest::addColumn<Viewport>("to");
    QTest::addColumn<bool>("jump");
    QTest::newRow("a line") << Viewport{0, 9, 0} << Viewport{2, 11, 0} << false;
    QTest::newRow("a page down") << Viewport{0, 9, 0} << Viewport{10, 19, 0} << false;
    QTest::newRow("more than a page down") << Viewport{0, 9, 0} << Viewport{11, 20, 0} << true;
    QTest::newRow("Home from far") << Viewport{900, 909, 0} << Viewport{0, 9, 0} << true;
    QTest::newRow("the first viewport") << Viewport{} << Viewport{900, 909, 0} << false;
    QTest::newRow("a taller window") << Viewport{20, 29, 0} << Viewport{0, 99, 0} << false;
}

void TestLoadPlan::aMoveOfMoreThanAViewportIsAJump()
{
    QFETCH(Viewport, from);
    QFETCH(Viewport, to);
    QFETCH(bool, jump);
    QCOMPARE(isJump(from, to), jump);
}

void TestLoadPlan::nothingIsDroppedUntilThereIsMuch()
{
    PageTable table(1'000'000, 20);
    for (int page = 0; page < (kKeepRows + kKeepSlackRows) / 20; ++page)
        fill(table, page * 7, 20);
    const Viewport view{999'000, 999'020, 0};
    QCOMPARE(pagesToEvict(table, {&view, 1}), Pages{});
}

void TestLoadPlan::theFarthestPagesAreDroppedAndNoneNearAnyView()
{
    PageTable table(100'000, 20);
    for (int page = 0; page < 200; ++page)
        fill(table, page, 20);
    const std::vector<Viewport> views = {{0, 39, 0}, {3960, 3999, 0}};
    const Pages dropped = pagesToEvict(table, views);
    QCOMPARE(dropped.size(), std::size_t((4000 - kKeepRows) / 20));
    for (const int page : dropped) {
        QVERIFY2(page * 20 > 39 + kKeepViewports * 40, "near the first view");
        QVERIFY2(page * 20 + 19 < 3960 - kKeepViewports * 40, "near the second view");
    }
    QVERIFY2(std::ranges::count(dropped, 100) == 1, "the middle is the farthest");
}

void TestLoadPlan::spareRowsGoWhereNothingSeenMoves_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::addColumn<bool>("isNextKnown");
    QTest::addColumn<bool>("mayGo");
    // Page 2 (rows 20 to 29) lacks rows 27 to 29.
    QTest::newRow("all of it below the view") << 0 << 19 << true << true;
    QTest::newRow("below the last visible row") << 10 << 26 << true << true;
    QTest::newRow("above the view") << 30 << 39 << true << false;
    QTest::newRow("above a view of placeholders") << 30 << 39 << false << false;
    QTest::newRow("inside the view, titles after it") << 20 << 35 << true << false;
    QTest::newRow("inside the view, placeholders after it") << 20 << 35 << false << true;
    QTest::newRow("no view") << 0 << -1 << true << true;
}

void TestLoadPlan::spareRowsGoWhereNothingSeenMoves()
{
    QFETCH(int, first);
    QFETCH(int, last);
    QFETCH(bool, isNextKnown);
    QFETCH(bool, mayGo);
    PageTable table(100, 10);
    fill(table, 2, 7);
    if (isNextKnown)
        fill(table, 3, 10);
    const Viewport view{first, last, 0};
    QCOMPARE(maySpareRowsGo(table, 2, {&view, 1}), mayGo);
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestLoadPlan)
#include "tst_loadplan.moc"
