// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "models/sourcewaits.h"
#include "tests/support/fakeclock.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {

class TestSourceWaits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPauseLastsAsLongAsItWasAskedFor()
    {
        test::FakeClock clock;
        SourceWaits waits(clock);
        QSignalSpy changed(&waits, &SourceWaits::changed);
        QVERIFY(waits.until(u"tmdb"_s).isNull());
        waits.hold({u"tmdb"_s}, 30s);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(waits.until(u"tmdb"_s), clock.now().addSecs(30));
        QVERIFY(waits.until(u"trakt"_s).isNull());
        clock.advance(30s);
        QVERIFY(waits.until(u"tmdb"_s).isNull());
    }

    void aShorterPauseNeverEndsALongerOne()
    {
        test::FakeClock clock;
        SourceWaits waits(clock);
        waits.hold({u"tmdb"_s}, 30s);
        QSignalSpy changed(&waits, &SourceWaits::changed);
        waits.hold({u"tmdb"_s}, 2s);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(waits.until(u"tmdb"_s), clock.now().addSecs(30));
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestSourceWaits)
#include "tst_sourcewaits.moc"
