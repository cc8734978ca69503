// SPDX-License-Identifier: GPL-3.0-or-later
// What a PosterGrid does with keys, mouse and assistive technology.
#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/unit/ui/gridscene.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

class PaintCounter final : public QObject
{
public:
    int paints = 0;
    bool eventFilter(QObject *, QEvent *event) override
    {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

} // namespace

class TestPosterGridInput : public QObject
{
    Q_OBJECT
private Q_SLOTS:
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

void TestPosterGridInput::keysMoveTheCurrentTile_data()
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

void TestPosterGridInput::keysMoveTheCurrentTile()
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

void TestPosterGridInput::rightToLeftMirrorsTilesAndKeys()
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

void TestPosterGridInput::keysGlideUnlessMotionIsReduced()
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

void TestPosterGridInput::pageKeysScroll()
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

void TestPosterGridInput::enterOpensAndFTogglesTheFavorite()
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

void TestPosterGridInput::typingAsksForAJump()
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

void TestPosterGridInput::typingIsLeftAloneWhereTheListCannotJump()
{
    Scene scene;
    QSignalSpy jump(&scene.grid, &PosterGrid::jumpRequested);
    QTest::keyClicks(&scene.grid, u"abc"_s);
    QCOMPARE(jump.count(), 0);
}

void TestPosterGridInput::unknownKeysReachTheWindow()
{
    Scene scene;
    for (const auto &[key, modifiers] : {std::pair(Qt::Key_Escape, Qt::NoModifier), std::pair(Qt::Key_Left, Qt::AltModifier)}) {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        QApplication::sendEvent(&scene.grid, &event);
        QVERIFY(!event.isAccepted());
    }
}

void TestPosterGridInput::aClickOpens()
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

void TestPosterGridInput::aClickOnTheHeartTogglesTheFavorite()
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

void TestPosterGridInput::aPressDraggedAwayDoesNothing()
{
    Scene scene;
    QSignalSpy opened(&scene.grid, &PosterGrid::activated);
    QTest::mousePress(scene.grid.viewport(), Qt::LeftButton, {}, scene.centerOf(1));
    QTest::mouseRelease(scene.grid.viewport(), Qt::LeftButton, {}, scene.centerOf(2));
    QCOMPARE(opened.count(), 0);
}

void TestPosterGridInput::theWheelScrollsByPixels()
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

void TestPosterGridInput::theMenuKeyAsksForTheCurrentTilesMenu()
{
    Scene scene;
    scene.grid.setCurrentIndex(scene.model.index(9, 0));
    QSignalSpy asked(&scene.grid, &PosterGrid::menuRequested);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(scene.grid.viewport(), &event);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.last().at(0).toModelIndex().row(), 9);
}

void TestPosterGridInput::theFooterStandsBelowTheLastRow()
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

void TestPosterGridInput::aSkeletonWaitsForItsMoment()
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

void TestPosterGridInput::nothingTicksWhileNothingIsAwaited()
{
    Scene scene(1000, {1200, 800}, false);
    PaintCounter counter;
    scene.grid.viewport()->installEventFilter(&counter);
    // Long enough for several steps of a skeleton; nothing is waited for but the absence of paints.
    const auto paintsWithin = [&] {
        const int before = counter.paints;
        return QTest::qWaitFor([&] { return counter.paints > before + 1; }, 400);
    };
    QTRY_VERIFY(!paintsWithin());
    scene.model.setPlaceholder(3, true);
    QVERIFY(paintsWithin());
    QVERIFY(paintsWithin());
    scene.model.setPlaceholder(3, false);
    QTRY_VERIFY(!paintsWithin());
}

void TestPosterGridInput::aScreenReaderFindsTitles()
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

void TestPosterGridInput::aMillionAccessibleChildrenAreNotMade()
{
    Scene scene(1'000'000);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&scene.grid);
    QCOMPARE(list->childCount(), 1'000'000);
    scene.model.asked.clear();
    QVERIFY(list->child(999'999)->isValid());
    QVERIFY(scene.model.asked.size() <= 1);
}

void TestPosterGridInput::theModelMayGo()
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

QTEST_MAIN(TestPosterGridInput)
#include "tst_postergridinput.moc"
