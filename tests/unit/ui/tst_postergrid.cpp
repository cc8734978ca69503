// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "titlelistmodel.h"
#include "ui/grid/postercache.h"
#include "ui/grid/posterdelegate.h"
#include "ui/grid/postergrid.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

class StillLook final : public SystemLook
{
public:
    explicit StillLook(bool still) { setReducedMotion(still); }
};

// A shown grid over a made-up list. Without motion, so that a key's effect is there when the key returns.
struct Scene {
    explicit Scene(int rows = 1000, QSize size = {1200, 800}, bool still = true)
        : theme(std::make_unique<StillLook>(still)), posters(theme.family()), model(rows), grid(theme, posters)
    {
        grid.setModel(&model);
        grid.resize(size);
        grid.show();
        grid.activateWindow();
        ok = QTest::qWaitForWindowActive(&grid);
        grid.setFocus();
    }

    int serialAt(const PosterGrid::Place &place) const { return model.serialOf(place.row); }
    int yOf(int row) const { return grid.visualRect(model.index(row, 0)).top(); }
    QPoint centerOf(int row) const { return grid.visualRect(model.index(row, 0)).center(); }
    void scrollTo(int value) { grid.verticalScrollBar()->setValue(value); }

    Theme theme;
    PosterCache posters;
    TitleListModel model;
    PosterGrid grid;
    bool ok = false;
};

} // namespace

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
    // keys
    void keysMoveTheCurrentTile_data();
    void keysMoveTheCurrentTile();
    void rightToLeftMirrorsTilesAndKeys();
    void keysGlideUnlessMotionIsReduced();
    void pageKeysScroll();
    void enterOpensAndFTogglesTheFavorite();
    void typingAsksForAJump();
    void typingIsLeftAloneWhereTheListCannotJump();
    void unknownKeysReachTheWindow();
    // mouse
    void aClickOpens();
    void aClickOnTheHeartTogglesTheFavorite();
    void aPressDraggedAwayDoesNothing();
    void theWheelScrollsByPixels();
    void theMenuKeyAsksForTheCurrentTilesMenu();
    // rest
    void theFooterStandsBelowTheLastRow();
    void aSkeletonWaitsForItsMoment();
    void nothingTicksWhileNothingIsAwaited();
    void aScreenReaderFindsTitles();
    void aMillionAccessibleChildrenAreNotMade();
    void theModelMayGo();
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
    PosterCache posters(theme.family());
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
    PosterCache posters(theme.family());
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

void TestPosterGrid::keysMoveTheCurrentTile_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("to");
    // 1200 x 800: six columns, two whole lines; 1000 rows, the last line holds four.
    QTest::addRow("right") << 3 << int(Qt::Key_Right) << 4;
    QTest::addRow("right wraps to the next line") << 5 << int(Qt::Key_Right) << 6;
    QTest::addRow("left at the start stays") << 0 << int(Qt::Key_Left) << 0;
    QTest::addRow("down") << 3 << int(Qt::Key_Down) << 9;
    QTest::addRow("down into a short last line takes its end") << 995 << int(Qt::Key_Down) << 999;
    QTest::addRow("down on the last line stays") << 997 << int(Qt::Key_Down) << 997;
    QTest::addRow("up on the first line stays") << 4 << int(Qt::Key_Up) << 4;
    QTest::addRow("home") << 500 << int(Qt::Key_Home) << 0;
    QTest::addRow("end") << 2 << int(Qt::Key_End) << 999;
    QTest::addRow("page down") << 3 << int(Qt::Key_PageDown) << 15;
    QTest::addRow("page up near the top keeps the column") << 9 << int(Qt::Key_PageUp) << 3;
    QTest::addRow("page down at the end") << 998 << int(Qt::Key_PageDown) << 999;
}

void TestPosterGrid::keysMoveTheCurrentTile()
{
    QFETCH(int, from);
    QFETCH(int, key);
    QFETCH(int, to);
    Scene scene;
    QCOMPARE(scene.grid.layouter().columns(), 6);
    scene.grid.setCurrentIndex(scene.model.index(from, 0));
    QTest::keyClick(&scene.grid, Qt::Key(key));
    QCOMPARE(scene.grid.currentIndex().row(), to);
    QVERIFY(scene.grid.selectionModel()->isSelected(scene.model.index(to, 0)));
    const QRect tile = scene.grid.visualRect(scene.model.index(to, 0));
    QVERIFY(scene.grid.viewport()->rect().contains(tile));
}

void TestPosterGrid::rightToLeftMirrorsTilesAndKeys()
{
    Scene scene;
    scene.grid.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(scene.centerOf(0).x() > scene.centerOf(1).x());
    QCOMPARE(scene.grid.indexAt(scene.centerOf(4)).row(), 4);
    scene.grid.setCurrentIndex(scene.model.index(3, 0));
    QTest::keyClick(&scene.grid, Qt::Key_Left);
    QCOMPARE(scene.grid.currentIndex().row(), 4);
    QTest::keyClick(&scene.grid, Qt::Key_Right);
    QCOMPARE(scene.grid.currentIndex().row(), 3);
}

void TestPosterGrid::keysGlideUnlessMotionIsReduced()
{
    Scene scene(1000, {1200, 800}, false);
    scene.grid.setCurrentIndex(scene.model.index(0, 0));
    QTest::keyClick(&scene.grid, Qt::Key_PageDown);
    const qint64 target = scene.grid.scroller().target();
    QVERIFY(target > 0);
    QVERIFY(scene.grid.scroller().offset() < target);
    scene.model.append(20); // an arrival does not stop the glide
    QCOMPARE(scene.grid.scroller().target(), target);
    QTRY_COMPARE(scene.grid.scroller().offset(), target);
}

void TestPosterGrid::pageKeysScroll()
{
    Scene scene;
    QTest::keyClick(&scene.grid, Qt::Key_Space);
    const qint64 page = scene.grid.scroller().offset();
    QVERIFY(page > 600 && page < 800);
    QTest::keyClick(&scene.grid, Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(scene.grid.scroller().offset(), qint64(0));
    const int current = scene.grid.currentIndex().row();
    QTest::keyClick(&scene.grid, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(scene.grid.scroller().offset(), qint64(scene.grid.layouter().lineHeight()));
    QCOMPARE(scene.grid.currentIndex().row(), current);
}

void TestPosterGrid::enterOpensAndFTogglesTheFavorite()
{
    Scene scene;
    QSignalSpy opened(&scene.grid, &PosterGrid::activated);
    QSignalSpy toggled(&scene.grid, &PosterGrid::favoriteToggleRequested);
    scene.grid.setCurrentIndex(scene.model.index(8, 0));
    QTest::keyClick(&scene.grid, Qt::Key_Return);
    QTest::keyClick(&scene.grid, Qt::Key_F);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.last().first().toModelIndex().row(), 8);
    QCOMPARE(toggled.count(), 1);
    QCOMPARE(toggled.last().first().toModelIndex().row(), 8);
}

void TestPosterGrid::typingAsksForAJump()
{
    Scene scene;
    scene.grid.setJumpEnabled(true);
    scene.grid.setCurrentIndex(scene.model.index(0, 0));
    QSignalSpy jump(&scene.grid, &PosterGrid::jumpRequested);
    QSignalSpy toggled(&scene.grid, &PosterGrid::favoriteToggleRequested);
    QTest::keyClicks(&scene.grid, u"of f"_s);
    QCOMPARE(jump.count(), 4);
    QCOMPARE(jump.last().first().toString(), u"of f"_s);
    QCOMPARE(toggled.count(), 0);                        // a letter within the text
    QCOMPARE(scene.grid.scroller().offset(), qint64(0)); // so is the blank
}

void TestPosterGrid::typingIsLeftAloneWhereTheListCannotJump()
{
    Scene scene;
    QSignalSpy jump(&scene.grid, &PosterGrid::jumpRequested);
    QTest::keyClicks(&scene.grid, u"abc"_s);
    QCOMPARE(jump.count(), 0);
}

void TestPosterGrid::unknownKeysReachTheWindow()
{
    Scene scene;
    for (const auto &[key, modifiers] : {std::pair(Qt::Key_Escape, Qt::NoModifier), std::pair(Qt::Key_Left, Qt::AltModifier)}) {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        QApplication::sendEvent(&scene.grid, &event);
        QVERIFY(!event.isAccepted());
    }
}

void TestPosterGrid::aClickOpens()
{
    Scene scene;
    QSignalSpy opened(&scene.grid, &PosterGrid::activated);
    QTest::mouseClick(scene.grid.viewport(), Qt::LeftButton, {}, scene.centerOf(7));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.last().first().toModelIndex().row(), 7);
    QCOMPARE(scene.grid.currentIndex().row(), 7);
    QTest::mouseClick(scene.grid.viewport(), Qt::LeftButton, Qt::ControlModifier, scene.centerOf(8));
    QTest::mouseClick(scene.grid.viewport(), Qt::LeftButton, {}, QPoint(2, 2));
    QCOMPARE(opened.count(), 1);
}

void TestPosterGrid::aClickOnTheHeartTogglesTheFavorite()
{
    Scene scene;
    QSignalSpy opened(&scene.grid, &PosterGrid::activated);
    QSignalSpy toggled(&scene.grid, &PosterGrid::favoriteToggleRequested);
    const QRect tile = scene.grid.visualRect(scene.model.index(7, 0));
    QTest::mouseClick(scene.grid.viewport(), Qt::LeftButton, {}, tile.topRight() + QPoint(-20, 20));
    QCOMPARE(toggled.count(), 1);
    QCOMPARE(toggled.last().first().toModelIndex().row(), 7);
    QCOMPARE(opened.count(), 0);
}

void TestPosterGrid::aPressDraggedAwayDoesNothing()
{
    Scene scene;
    QSignalSpy opened(&scene.grid, &PosterGrid::activated);
    QTest::mousePress(scene.grid.viewport(), Qt::LeftButton, {}, scene.centerOf(1));
    QTest::mouseRelease(scene.grid.viewport(), Qt::LeftButton, {}, scene.centerOf(2));
    QCOMPARE(opened.count(), 0);
}

void TestPosterGrid::theWheelScrollsByPixels()
{
    Scene scene;
    const auto turn = [&](QPoint pixels, QPoint angle, Qt::KeyboardModifiers modifiers = {}) {
        QWheelEvent event(
            scene.centerOf(0), scene.grid.mapToGlobal(scene.centerOf(0)), pixels, angle, {}, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(scene.grid.viewport(), &event);
        return event.isAccepted();
    };
    QVERIFY(turn({0, -37}, {0, -120}));
    QCOMPARE(scene.grid.scroller().offset(), qint64(37));
    QVERIFY(turn({}, {0, -120}));
    const qint64 notch = scene.grid.scroller().offset() - 37;
    QVERIFY(notch > 40 && notch < 400);
    for (int i = 0; i < 8; ++i)
        turn({}, {0, 15}); // eight eighths make a notch
    QCOMPARE(scene.grid.scroller().offset(), qint64(37));
    QVERIFY(!turn({}, {0, -120}, Qt::ControlModifier));
    QCOMPARE(scene.grid.scroller().offset(), qint64(37));
}

void TestPosterGrid::theMenuKeyAsksForTheCurrentTilesMenu()
{
    Scene scene;
    scene.grid.setCurrentIndex(scene.model.index(9, 0));
    QSignalSpy asked(&scene.grid, &PosterGrid::menuRequested);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(scene.grid.viewport(), &event);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.last().at(0).toModelIndex().row(), 9);
}

void TestPosterGrid::theFooterStandsBelowTheLastRow()
{
    Scene scene(30);
    auto *footer = new QLabel(u"All of it"_s);
    footer->setMinimumHeight(90);
    const int before = scene.grid.verticalScrollBar()->maximum();
    scene.grid.setFooter(footer);
    QCOMPARE(scene.grid.verticalScrollBar()->maximum(), before + footer->sizeHint().height());
    scene.scrollTo(scene.grid.verticalScrollBar()->maximum());
    const QRect last = scene.grid.visualRect(scene.model.index(29, 0));
    QVERIFY(footer->geometry().top() > last.bottom());
    QCOMPARE(footer->geometry().bottom() + 1, scene.grid.viewport()->height());
    scene.model.append(30);
    QVERIFY(footer->geometry().top() > scene.grid.viewport()->height());
}

void TestPosterGrid::aSkeletonWaitsForItsMoment()
{
    Scene scene;
    scene.theme.setMode(Theme::Mode::Dark);
    const auto fill = [&] { return scene.grid.grab().toImage().pixelColor(scene.centerOf(3)); };
    scene.model.setPlaceholder(3, true);
    QCOMPARE(fill(), scene.theme.tokens().surface);
    QTRY_VERIFY(fill() != scene.theme.tokens().surface);
    scene.model.setPlaceholder(3, false);
    scene.model.setPlaceholder(3, true);
    (void)fill();
    scene.model.setPlaceholder(3, false);
    const QColor poster = fill();
    QVERIFY(poster != scene.theme.tokens().surface && poster != scene.theme.tokens().raised);
}

void TestPosterGrid::nothingTicksWhileNothingIsAwaited()
{
    Scene scene(1000, {1200, 800}, false);
    const auto ticking = [&] {
        for (const QTimer *timer : scene.grid.findChildren<QTimer *>()) {
            if (timer->isActive())
                return true;
        }
        return scene.grid.isAwaiting();
    };
    QTRY_VERIFY(!ticking());
    scene.model.setPlaceholder(3, true);
    QTRY_VERIFY(ticking());
    scene.model.setPlaceholder(3, false);
    QTRY_VERIFY(!ticking());
}

void TestPosterGrid::aScreenReaderFindsTitles()
{
    Scene scene;
    scene.grid.setAccessibleName(u"All films"_s);
    scene.grid.setCurrentIndex(scene.model.index(2, 0));
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&scene.grid);
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->text(QAccessible::Name), u"All films"_s);
    QCOMPARE(list->childCount(), 1000);
    QVERIFY(!list->child(1000));
    QAccessibleInterface *tile = list->child(2);
    QVERIFY(tile);
    QCOMPARE(tile->role(), QAccessible::ListItem);
    QCOMPARE(tile->text(QAccessible::Name), u"The General, 1904, 3 of 1000"_s);
    QVERIFY(tile->state().selected);
    QVERIFY(tile->state().focused);
    QVERIFY(!list->child(3)->state().selected);
    QVERIFY(list->child(900)->state().offscreen);
    QCOMPARE(list->focusChild(), tile);
    QCOMPARE(list->indexOfChild(tile), 2);
    QCOMPARE(tile->parent(), list);
    QCOMPARE(tile->rect().size(), scene.grid.layouter().tileSize());
    const QPoint inside = tile->rect().center();
    QCOMPARE(list->childAt(inside.x(), inside.y()), tile);

    QSignalSpy opened(&scene.grid, &PosterGrid::activated);
    QSignalSpy toggled(&scene.grid, &PosterGrid::favoriteToggleRequested);
    QAccessibleActionInterface *actions = tile->actionInterface();
    QVERIFY(actions);
    actions->doAction(QAccessibleActionInterface::pressAction());
    actions->doAction(QAccessibleActionInterface::toggleAction());
    QCOMPARE(opened.count(), 1);
    QCOMPARE(toggled.count(), 1);
    scene.model.resetTo(1);
    QVERIFY(!tile->isValid());
    QVERIFY(tile->state().invalid);
    QCOMPARE(tile->text(QAccessible::Name), QString());
}

void TestPosterGrid::aMillionAccessibleChildrenAreNotMade()
{
    Scene scene(1'000'000);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&scene.grid);
    QCOMPARE(list->childCount(), 1'000'000);
    scene.model.asked.clear();
    QVERIFY(list->child(999'999)->isValid());
    QVERIFY(scene.model.asked.size() <= 1);
}

void TestPosterGrid::theModelMayGo()
{
    Scene scene;
    auto *other = new TitleListModel(50, &scene.grid);
    scene.grid.setModel(other);
    scene.model.append(1); // no longer ours
    QCOMPARE(scene.grid.layouter().rowCount(), 50);
    delete other;
    QVERIFY(!scene.grid.grab().isNull());
    QTest::keyClick(&scene.grid, Qt::Key_Down);
    scene.grid.resize(500, 500);
    QTRY_VERIFY(!scene.grid.place());
}

QTEST_MAIN(TestPosterGrid)
#include "tst_postergrid.moc"
