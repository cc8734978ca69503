// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/grid/viewportwatch.h"

namespace matinee {

class TestViewportWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstPaintRestsAndTheFirstStepMoves()
    {
        ViewportWatch watch([] { return ViewportWatch::Sight{}; });
        QVERIFY(!watch.isMovingAt(400)); // a screen that opens has time
        QVERIFY(!watch.isMovingAt(400));
        QVERIFY(watch.isMovingAt(460)); // before any turn of the event loop could tell
        QVERIFY(!watch.isMovingAt(460));
    }

    void otherRowsOpenAtRestAgain()
    {
        ViewportWatch watch([] { return ViewportWatch::Sight{}; });
        QVERIFY(!watch.isMovingAt(0));
        watch.forget();
        QVERIFY(!watch.isMovingAt(5000)); // the place in another list, found before it is painted
    }

    void aScrollMovesUntilItRests()
    {
        double row = 0;
        ViewportWatch watch([&row] { return ViewportWatch::Sight{{0, 9}, row}; });
        QVERIFY(!watch.isMovingAt(0));
        QVERIFY(QTest::qWaitFor([&] { // steps until one came soon enough after another
            row += 1;
            watch.poke();
            return watch.isMovingAt(0);
        }));
        QTRY_VERIFY(!watch.isMovingAt(0));
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestViewportWatch)
#include "tst_viewportwatch.moc"
