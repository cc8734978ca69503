// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/grid/gridlayouter.h"

using namespace matinee;

class TestGridLayouter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void columnsFillTheWidth_data();
    void columnsFillTheWidth();
    void everyTileIsFoundWhereItStands_data();
    void everyTileIsFoundWhereItStands();
    void gapsBelongToNoTile();
    void visibleRowsAreExactlyThoseThatTouch();
    void wholeTilesOnly();
    void tenMillionRowsDoNotOverflow();
    void anEmptyGridAnswersEverything();
    void aVeryNarrowViewportStillHasAColumn();
};

namespace {

GridMetrics metricsFor(int width, int tile = 160, bool rightToLeft = false)
{
    GridMetrics metrics;
    metrics.viewportWidth = width;
    metrics.desiredTileWidth = tile;
    metrics.margins = {24, 12, 12, 24};
    metrics.rightToLeft = rightToLeft;
    return metrics;
}

} // namespace

void TestGridLayouter::columnsFillTheWidth_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("tile");
    QTest::addColumn<int>("columns");
    QTest::addRow("480 px, default tiles") << 480 << 160 << 2;
    QTest::addRow("480 px, the largest tiles still make two columns") << 480 << 320 << 2;
    QTest::addRow("480 px, the smallest tiles") << 480 << 110 << 3;
    QTest::addRow("1196 px, as in the picture") << 1196 << 160 << 6;
    QTest::addRow("3000 px") << 3000 << 160 << 16;
}

void TestGridLayouter::columnsFillTheWidth()
{
    QFETCH(int, width);
    QFETCH(int, tile);
    QFETCH(int, columns);
    const GridLayouter layouter(metricsFor(width, tile), 100);
    QCOMPARE(layouter.columns(), columns);
    QCOMPARE(layouter.rectOf(0, 0).left(), 24);
    QCOMPARE(layouter.rectOf(columns - 1, 0).right() + 1, width - 12);
    QCOMPARE(layouter.rectOf(columns, 0).left(), 24);
    const QSize poster = layouter.posterSize();
    QVERIFY(qAbs(poster.width() * 3 - poster.height() * 2) <= 1);
    for (int column = 1; column < columns; ++column) {
        const int gap = layouter.left(column) - layouter.left(column - 1) - poster.width();
        QVERIFY(gap >= 20 && gap <= 22);
    }
}

void TestGridLayouter::everyTileIsFoundWhereItStands_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("rightToLeft");
    QTest::addRow("480 px") << 480 << false;
    QTest::addRow("3000 px") << 3000 << false;
    QTest::addRow("1201 px, right to left") << 1201 << true;
}

void TestGridLayouter::everyTileIsFoundWhereItStands()
{
    QFETCH(int, width);
    QFETCH(bool, rightToLeft);
    const GridLayouter layouter(metricsFor(width, 160, rightToLeft), 57);
    for (int row = 0; row < 57; ++row) {
        const QRect tile = layouter.rectOf(row, 0);
        for (const QPoint &point : {tile.topLeft(), tile.bottomRight(), tile.center()})
            QCOMPARE(layouter.rowAt(point.x(), point.y()), row);
        QVERIFY(layouter.rowAt(tile.left() - 1, tile.top()) != row);
        QVERIFY(layouter.rowAt(tile.right() + 1, tile.top()) != row);
        QVERIFY(layouter.rowAt(tile.left(), tile.bottom() + 1) != row);
    }
    if (rightToLeft)
        QVERIFY(layouter.left(0) > layouter.left(1));
}

void TestGridLayouter::gapsBelongToNoTile()
{
    const GridLayouter layouter(metricsFor(1196), 20);
    const QRect first = layouter.rectOf(0, 0);
    QCOMPARE(layouter.rowAt(0, 0), -1);
    QCOMPARE(layouter.rowAt(first.right() + 5, first.top()), -1);
    QCOMPARE(layouter.rowAt(first.left(), first.bottom() + 5), -1);
    QCOMPARE(layouter.rowAt(layouter.left(1), layouter.top(18)), 19);
    QCOMPARE(layouter.rowAt(layouter.left(2), layouter.top(18)), -1); // after the last row
}

void TestGridLayouter::visibleRowsAreExactlyThoseThatTouch()
{
    const GridLayouter layouter(metricsFor(1196), 57);
    const qint64 height = layouter.contentHeight();
    for (qint64 top = -50; top < height + 50; top += 7) {
        const RowRange range = layouter.rowsWithin(top, top + 300);
        for (int row = 0; row < 57; ++row) {
            const qint64 tileTop = layouter.top(row);
            const bool touches = tileTop < top + 300 && tileTop + layouter.tileSize().height() > top;
            QVERIFY2(range.contains(row) == touches, qPrintable(QString::number(top)));
        }
    }
}

void TestGridLayouter::wholeTilesOnly()
{
    const GridLayouter layouter(metricsFor(1196), 57);
    QCOMPARE(layouter.firstWhollyWithin(0, 900), 0);
    QCOMPARE(layouter.firstWhollyWithin(layouter.top(0) + 1, 900 + 400), 6);
    QCOMPARE(layouter.firstWhollyWithin(layouter.top(6), layouter.top(6) + 100), -1);
    QCOMPARE(layouter.firstWhollyWithin(layouter.contentHeight(), layouter.contentHeight() + 900), -1);
}

void TestGridLayouter::tenMillionRowsDoNotOverflow()
{
    constexpr int kRows = 10'000'000;
    const GridLayouter layouter(metricsFor(700, 320), kRows);
    QCOMPARE(layouter.columns(), 2);
    QVERIFY(layouter.contentHeight() > qint64(std::numeric_limits<int>::max()));
    const qint64 top = layouter.top(kRows - 1);
    QCOMPARE(layouter.rowAt(layouter.left(kRows - 1), top), kRows - 1);
    QCOMPARE(layouter.rectOf(kRows - 1, top - 10).top(), 10);
    QVERIFY(layouter.rectOf(kRows - 1, 0).top() > 0);
    QVERIFY(layouter.rectOf(0, layouter.contentHeight()).top() < 0);
    QCOMPARE(layouter.rowsWithin(top, top + 1000).last, kRows - 1);
}

void TestGridLayouter::anEmptyGridAnswersEverything()
{
    const GridLayouter layouter(metricsFor(1000), 0);
    QCOMPARE(layouter.contentHeight(), qint64(36));
    QCOMPARE(layouter.rowAt(30, 30), -1);
    QVERIFY(layouter.rowsWithin(0, 1000).isEmpty());
    QCOMPARE(layouter.firstWhollyWithin(0, 1000), -1);
    QVERIFY(GridLayouter().rowsWithin(0, 1000).isEmpty());
}

void TestGridLayouter::aVeryNarrowViewportStillHasAColumn()
{
    for (const int width : {0, 1, 40, 100}) {
        const GridLayouter layouter(metricsFor(width), 10);
        QCOMPARE(layouter.columns(), 1);
        QVERIFY(layouter.tileSize().width() >= 1);
    }
}

QTEST_APPLESS_MAIN(TestGridLayouter)
#include "tst_gridlayouter.moc"
