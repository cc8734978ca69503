// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "app/composition.h"
#include "tests/support/await.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using test::await;

// Every store of the program as one.
class TestProgramStorage : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Composition> m_parts;

    void restart()
    {
        m_parts.reset();
        RemoteManner manner;
        manner.isOffline = true;
        m_parts = std::make_unique<Composition>(ProfilePaths::in(m_dir->path()), std::make_unique<NullTrace>(), manner);
    }
    StorageReport report()
    {
        return await<StorageReport>([&](auto reply) { m_parts->storage().report(reply); }).value();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        restart();
    }
    void cleanup() { m_parts.reset(); }

    void budgetsAreKeptForTheNextStartAndReachTheStores()
    {
        QCOMPARE(m_parts->storage().budgets(), StorageBudgets());
        QCOMPARE(report().art.budget, 512LL * 1024 * 1024);
        QCOMPARE(report().pages.budget, 256LL * 1024 * 1024);
        m_parts->storage().setBudgets({100, 50});
        QCOMPARE(report().art.budget, 100LL * 1024 * 1024);
        restart();
        QCOMPARE(m_parts->storage().budgets(), (StorageBudgets{100, 50}));
        QCOMPARE(report().pages.budget, 50LL * 1024 * 1024);
    }

    void aBudgetOutOfRangeIsBroughtIntoIt()
    {
        m_parts->storage().setBudgets({0, 1'000'000'000});
        QCOMPARE(m_parts->storage().budgets(), (StorageBudgets{StorageBudgets::kLeast, StorageBudgets::kMost}));
    }

    void whatWasJustCountedIsInTheReport()
    {
        const FeedKey feed = FeedKey::of(u"public-domain"_s, u"all"_s);
        const auto opening = await<FeedOpening>([&](auto reply) { m_parts->feeds().open(feed, reply); });
        QVERIFY(opening);
        const auto page = await<Page>(
            [&](auto reply) { m_parts->feeds().page(feed, opening->generation, FirstPage{}, Priority::VisiblePage, {}, reply); });
        QVERIFY(page);
        const StorageReport told = report();
        QCOMPARE(told.use.size(), 1u);
        QCOMPARE(told.use[0].subject, u"public-domain/all"_s);
        QCOMPARE(told.use[0].n, 1);
        QVERIFY(told.catalogueBytes > 0);
        QVERIFY(told.ownBytes > 0);
    }

    void clearingAnswers()
    {
        QVERIFY(await<void>([&](auto reply) { m_parts->storage().clearArt(reply); }));
        QVERIFY(await<void>([&](auto reply) { m_parts->storage().clearPages(reply); }));
        QVERIFY(report().lists.empty());
    }
};

QTEST_GUILESS_MAIN(TestProgramStorage)
#include "tst_programstorage.moc"
