// SPDX-License-Identifier: GPL-3.0-or-later
// Where a PosterGrid stands and what it tells of that.
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "models/images/noimages.h"
#include "tests/unit/ui/gridscene.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestPosterGrid : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // place
    void resizingKeepsTheItemWhereItStands();
    void resizingThereAndBackDriftsNowhere();
    void zoomingKeepsTheItemWhereItStands();
    void changesAboveKeepTheItemWhereItStands_data();
    void changesAboveKeepTheItemWhereItStands();
    void theFocusedItemIsTheAnchorWhileVisible();
    void aPlaceIsRestoredBeforeTheViewIsShown();
    void aPlaceIsRestoredBeforeItsRowExists();
    void aRemovedAnchorGivesItsPlaceToTheNext();
    void sortingCarriesThePlaceAlong();
    void aResetStartsAtTheTop();
    // viewport
    void theViewportIsToldOnceATurn();
    void aHiddenViewSaysNothing();
    void scrollingSpeedIsSignedAndComesToRest();
    void aWindowThatShowsEverythingStillTells();
    void aMillionRowsPaintOnlyWhatIsSeen();
    void tenMillionRowsScrollToTheEnd();
};

void TestPosterGrid::resizingKeepsTheItemWhereItStands()
{
    Scene scene;
    QVERIFY(scene.ok);
    scene.scrollTo(30'000);
    const auto before = scene.grid.place();
    QVERIFY(before);
    QVERIFY(before->row > 300);
    scene.grid.resize(700, 800);
    QCOMPARE(scene.grid.place()->row, before->row);
    QCOMPARE(scene.yOf(before->row), before->y);
    QVERIFY(scene.grid.visibleRows().contains(before->row));
}

void TestPosterGrid::resizingThereAndBackDriftsNowhere()
{
    Scene scene;
    scene.scrollTo(30'123);
    const auto before = scene.grid.place();
    const qint64 offset = scene.grid.scroller().offset();
    for (int width = 1200; width >= 480; width -= 7)
        scene.grid.resize(width, 800);
    scene.grid.resize(1200, 800);
    QCOMPARE(scene.grid.place(), before);
    QCOMPARE(scene.grid.scroller().offset(), offset);
}

void TestPosterGrid::zoomingKeepsTheItemWhereItStands()
{
    Scene scene;
    scene.scrollTo(30'000);
    const auto before = scene.grid.place();
    for (const int width : {110, 320, 200}) {
        scene.grid.setTileWidth(width);
        QCOMPARE(scene.yOf(before->row), before->y);
    }
}

void TestPosterGrid::changesAboveKeepTheItemWhereItStands_data()
{
    QTest::addColumn<int>("inserted");
    QTest::addColumn<int>("removed");
    QTest::addRow("a full line inserted") << 6 << 0;
    QTest::addRow("not a multiple of the columns inserted") << 7 << 0;
    QTest::addRow("removed") << 0 << 20;
    QTest::addRow("both in one turn") << 31 << 11;
}

void TestPosterGrid::changesAboveKeepTheItemWhereItStands()
{
    QFETCH(int, inserted);
    QFETCH(int, removed);
    Scene scene;
    scene.scrollTo(10'050);
    const auto before = scene.grid.place();
    const int serial = scene.serialAt(*before);
    if (removed > 0)
        scene.model.removeAbove(removed);
    if (inserted > 0)
        scene.model.insertAbove(inserted);
    const auto after = scene.grid.place();
    QCOMPARE(scene.serialAt(*after), serial);
    QCOMPARE(scene.yOf(after->row), before->y);
}

void TestPosterGrid::theFocusedItemIsTheAnchorWhileVisible()
{
    Scene scene;
    scene.scrollTo(5000);
    const RowRange visible = scene.grid.visibleRows();
    const int row = visible.first + 9;
    scene.grid.setCurrentIndex(scene.model.index(row, 0));
    QCOMPARE(scene.grid.place()->row, row);
    scene.scrollTo(50'000);
    QVERIFY(scene.grid.place()->row != row);
}

void TestPosterGrid::aPlaceIsRestoredBeforeTheViewIsShown()
{
    Theme theme(std::make_unique<StillLook>(true));
    NoImages images;
    PosterCache posters(theme, images);
    TitleListModel model(1000);
    PosterGrid grid(theme, posters);
    grid.setModel(&model);
    grid.restorePlace(321, 17);
    grid.resize(900, 700);
    grid.show();
    QCOMPARE(grid.visualRect(model.index(321, 0)).top(), 17);
    QCOMPARE(grid.place(), (PosterGrid::Place{321, 17}));
}

void TestPosterGrid::aPlaceIsRestoredBeforeItsRowExists()
{
    Scene scene(10);
    scene.grid.restorePlace(500, 40);
    scene.model.append(990);
    QCOMPARE(scene.yOf(500), 40);
}

void TestPosterGrid::aRemovedAnchorGivesItsPlaceToTheNext()
{
    Scene scene(60);
    scene.grid.restorePlace(12, 30);
    scene.model.removeAbove(20);
    QCOMPARE(scene.grid.place()->row, 0);
    scene.model.removeAbove(40);
    QCOMPARE(scene.model.rowCount(), 0);
    QCOMPARE(scene.grid.scroller().offset(), qint64(0));
}

void TestPosterGrid::sortingCarriesThePlaceAlong()
{
    Scene scene(600);
    scene.scrollTo(9000);
    const auto before = scene.grid.place();
    const QString title = scene.model.index(before->row, 0).data(FeedModel::TitleIdRole).value<TitleId>().extId;
    scene.model.reverse();
    const auto after = scene.grid.place();
    QCOMPARE(scene.model.index(after->row, 0).data(FeedModel::TitleIdRole).value<TitleId>().extId, title);
    QCOMPARE(scene.yOf(after->row), before->y);
}

void TestPosterGrid::aResetStartsAtTheTop()
{
    Scene scene;
    scene.scrollTo(9000);
    scene.model.resetTo(500);
    QCOMPARE(scene.grid.scroller().offset(), qint64(0));
    QCOMPARE(scene.grid.place()->row, 0);
}

void TestPosterGrid::theViewportIsToldOnceATurn()
{
    Scene scene;
    QSignalSpy told(&scene.grid, &PosterGrid::viewportChanged);
    scene.model.append(20);
    scene.model.append(20);
    scene.scrollTo(2000);
    scene.scrollTo(4000);
    scene.grid.resize(1000, 600);
    QVERIFY(told.wait());
    QCOMPARE(told.count(), 1);
    QCOMPARE(told.last().at(0).toInt(), scene.grid.visibleRows().first);
    QCOMPARE(told.last().at(1).toInt(), scene.grid.visibleRows().last);
}

void TestPosterGrid::aHiddenViewSaysNothing()
{
    Theme theme(std::make_unique<StillLook>(true));
    NoImages images;
    PosterCache posters(theme, images);
    TitleListModel model(100);
    PosterGrid grid(theme, posters);
    QSignalSpy told(&grid, &PosterGrid::viewportChanged);
    grid.setModel(&model);
    model.append(10);
    (void)QTest::qWaitFor([turns = 0]() mutable { return ++turns > 2; }); // turns of the event loop, not time
    QCOMPARE(told.count(), 0);
    grid.show();
    QVERIFY(told.wait());
}

void TestPosterGrid::scrollingSpeedIsSignedAndComesToRest()
{
    Scene scene(100'000);
    scene.scrollTo(scene.grid.verticalScrollBar()->maximum() / 2); // room for any number of steps, both ways
    QSignalSpy told(&scene.grid, &PosterGrid::viewportChanged);
    const auto scrollUntil = [&](int step, auto enough) {
        QElapsedTimer limit;
        limit.start();
        while (limit.elapsed() < 5000) {
            scene.scrollTo(scene.grid.verticalScrollBar()->value() + step);
            if (told.wait(500) && enough(told.last().at(2).toDouble()))
                return true;
        }
        return false;
    };
    QVERIFY(scrollUntil(200, [](double speed) { return speed > 0; }));
    QVERIFY(scrollUntil(-200, [](double speed) { return speed < 0; }));
    QTRY_COMPARE(told.last().at(2).toDouble(), 0.0);
}

void TestPosterGrid::aWindowThatShowsEverythingStillTells()
{
    Scene scene(20, {3000, 2000});
    QSignalSpy told(&scene.grid, &PosterGrid::viewportChanged);
    scene.model.append(3);
    QVERIFY(told.wait());
    QCOMPARE(told.last().at(0).toInt(), 0);
    QCOMPARE(told.last().at(1).toInt(), 22);
}

void TestPosterGrid::aMillionRowsPaintOnlyWhatIsSeen()
{
    Scene scene(1'000'000);
    scene.model.asked.clear();
    scene.scrollTo(scene.grid.verticalScrollBar()->maximum() / 2);
    const QPixmap shot = scene.grid.grab();
    QVERIFY(!shot.isNull());
    QVERIFY2(scene.model.asked.size() < 120, qPrintable(QString::number(scene.model.asked.size())));
}

void TestPosterGrid::tenMillionRowsScrollToTheEnd()
{
    Scene scene(10'000'000, {480, 800});
    scene.grid.setTileWidth(320);
    scene.scrollTo(scene.grid.verticalScrollBar()->maximum());
    QCOMPARE(scene.grid.visibleRows().last, 9'999'999);
    scene.grid.setCurrentIndex(scene.model.index(5'000'001, 0));
    QVERIFY(scene.grid.visibleRows().contains(5'000'001));
    const auto place = scene.grid.place();
    scene.grid.resize(700, 800);
    QCOMPARE(scene.yOf(place->row), place->y);
}

QTEST_MAIN(TestPosterGrid)
#include "tst_postergrid.moc"
