// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/simulator/simulation.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::Simulation;

class TestSimulation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyWalkKeepsTheInvariants_data();
    void anyWalkKeepsTheInvariants();
    void theSameSeedIsTheSameWalk();
};

// MATINEE_SEEDS is this test's share of the 200 seeds, so that two of them run side by side.
void TestSimulation::anyWalkKeepsTheInvariants_data()
{
    QTest::addColumn<unsigned>("seed");
    const QStringList range = qEnvironmentVariable("MATINEE_SEEDS", u"1-10"_s).split(u'-');
    for (unsigned seed = range.at(0).toUInt(); seed <= range.at(1).toUInt(); ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSimulation::anyWalkKeepsTheInvariants()
{
    QFETCH(unsigned, seed);
    NullTrace noTrace;
    Simulation walk(seed, noTrace);
    for (int event = 0; event < 10'000; ++event) {
        const QString breach = walk.step();
        QVERIFY2(breach.isEmpty(), qPrintable(breach));
    }
    const QString breach = walk.finish();
    QVERIFY2(breach.isEmpty(), qPrintable(breach));
    QVERIFY2(walk.exchanges() > 10 && walk.restarts() > 3 && walk.outages() > 10, "the walk met too little");
}

void TestSimulation::theSameSeedIsTheSameWalk()
{
    qint64 sent = 0;
    for (int i = 0; i < 2; ++i) {
        NullTrace noTrace;
        Simulation walk(7, noTrace);
        for (int event = 0; event < 1'000; ++event)
            QCOMPARE(walk.step(), QString());
        QVERIFY(i == 0 || sent == walk.server().sent());
        sent = walk.server().sent();
    }
    QVERIFY(sent > 0);
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestSimulation)
#include "tst_simulation.moc"
