// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "cache/pagestore/pageschema.h"
#include "cache/pagestore/pagetables.h"
#include "tests/unit/cache/pagestoreworld.h"

using namespace std::chrono_literals;
using namespace matinee;
using namespace matinee::test;

class TestPageEviction : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
    Mailbox m_mailbox;

    [[nodiscard]] QString path() const { return m_dir->filePath(u"cache.db"_s); }
    [[nodiscard]] PageStoreOptions options(qint64 budget) const
    {
        PageStoreOptions options;
        options.path = path();
        options.idleAfter = 5ms;
        options.budgetBytes = budget;
        return options;
    }
    [[nodiscard]] qint64 fileBytes() const { return QFileInfo(path()).size(); }
    static FeedKey list(int n) { return feedKey(u"tmdb/list%1"_s.arg(n)); }
    static std::size_t pages(PageRun &now, const FeedKey &feed)
    {
        const auto stored = now.find(feed);
        return stored ? stored->pages.size() : 0;
    }
    // Twelve lists of twelve pages, list 0 used longest ago; about 2.5 MB.
    void fillTwelve()
    {
        PageRun now(options(1'000'000'000), m_mailbox, m_clock);
        for (int n = 0; n < 12; ++n) {
            QVERIFY(now.fill(list(n), 12, 1 + n * 1000, traitsOf(FeedShape::Chained)).value > 0);
            m_clock.advance(2h);
        }
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void theFileShrinksAndTheListsUsedLastStay()
    {
        fillTwelve();
        const qint64 before = fileBytes();
        const qint64 budget = before / 2;
        PageRun now(options(budget), m_mailbox, m_clock);
        QTRY_VERIFY_WITH_TIMEOUT(now.report().usedBytes <= budget * 85 / 100, 20'000);
        QTRY_VERIFY2(fileBytes() <= budget, qPrintable(QString::number(fileBytes())));
        QCOMPARE(pages(now, list(11)), std::size_t(12));
        QCOMPARE(pages(now, list(0)), std::size_t(1)); // page 1 is last
        QVERIFY(now.report().usedBytes > budget / 2);  // and no more than needed
        // What stays of a list is its beginning, with the key to go on by.
        const auto stored = now.find(list(0));
        QCOMPARE(stored->pages.front().ix, 0);
        QVERIFY(stored->pages.front().next == PageKey(PageNo{2}));
        QCOMPARE(now.read(list(0), stored->generation, 0)->rows.size(), std::size_t(20));
    }

    void theListThatIsOpenStaysWhole()
    {
        fillTwelve();
        PageRun now(options(1'000'000'000), m_mailbox, m_clock);
        now.store.setExempt({list(0)});
        now.store.setBudget(10'000);
        QTRY_COMPARE_WITH_TIMEOUT(now.report().pages, 12, 20'000);
        QCOMPARE(pages(now, list(0)), std::size_t(12));
        QCOMPARE(pages(now, list(1)), std::size_t(0));
        QCOMPARE(now.report().titles, 240);
        QTRY_VERIFY(fileBytes() < 600'000);
        // Only what is exempt is left: nothing runs in circles, and writing goes on.
        QVERIFY(now.write(pageWrite(list(0), now.find(list(0))->generation, 12, films(20'000, 20))));
        now.store.setExempt({});
        QTRY_COMPARE_WITH_TIMEOUT(now.report().pages, 0, 20'000);
    }

    void searchesGoBeforeLists()
    {
        const FeedKey search = feedKey(u"tmdb/search?q=x"_s);
        {
            PageRun now(options(1'000'000'000), m_mailbox, m_clock);
            now.fill(list(1), 30, 1);
            m_clock.advance(2h);
            now.fill(search, 30, 10'000); // used last, and still the first to go
        }
        PageRun now(options(fileBytes() * 9 / 10), m_mailbox, m_clock);
        QTRY_VERIFY_WITH_TIMEOUT(now.report().usedBytes <= now.report().budgetBytes * 85 / 100, 20'000);
        QCOMPARE(pages(now, list(1)), std::size_t(30));
        QVERIFY(pages(now, search) < 30);
        QVERIFY(pages(now, search) >= 1);
    }

    void aListThatIsOpenedAgainCountsAsUsed()
    {
        fillTwelve();
        {
            PageRun now(options(1'000'000'000), m_mailbox, m_clock);
            QCOMPARE(pages(now, list(0)), std::size_t(12));
        } // recency is written at the end
        PageRun now(options(fileBytes() / 2), m_mailbox, m_clock);
        QTRY_VERIFY_WITH_TIMEOUT(now.report().usedBytes <= now.report().budgetBytes * 85 / 100, 20'000);
        QCOMPARE(pages(now, list(0)), std::size_t(12));
        QCOMPARE(pages(now, list(1)), std::size_t(1));
    }

    void pagesGoneByAgeAreTheFirstToGo()
    {
        {
            PageRun now(options(1'000'000'000), m_mailbox, m_clock);
            now.fill(list(0), 10, 1, traitsOf(FeedShape::Chained, FreshnessClass::Trending));
            m_clock.advance(24h * 90); // longer than a trend lives
            Generation generation = now.begin(list(1));
            for (int ix = 0; ix < 40; ++ix) {
                PageWrite write = pageWrite(list(1), generation, ix, films(1000 + ix * 20, 20));
                write.page.fetchedAt = m_clock.now();
                QVERIFY(now.write(write));
            }
            QVERIFY(now.activate(list(1), generation));
        }
        PageRun now(options(1'000'000'000), m_mailbox, m_clock);
        QCOMPARE(pages(now, list(0)), std::size_t(10)); // old, but nothing was fetched yet: the clock may be wrong
        Generation generation = now.begin(list(2));
        PageWrite write = pageWrite(list(2), generation, 0, films(9000, 20));
        write.page.fetchedAt = m_clock.now();
        QVERIFY(now.write(write));
        QVERIFY(now.activate(list(2), generation));
        now.store.setBudget(now.report().usedBytes - 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(pages(now, list(0)), std::size_t(0), 20'000);
        QVERIFY(pages(now, list(1)) > 20);
        m_clock.setNow(QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC));
    }

    void aSliceIsSmall()
    {
        fillTwelve();
        auto db = sql::Database::open(
            {.path = path(), .applicationId = kPageStoreApplicationId, .migrations = pageStoreMigrations()});
        QVERIFY(db);
        PageTables tables(*std::move(db), m_clock, 1, 100'000);
        const char *const count = "SELECT (SELECT count(*) FROM row)+(SELECT count(*) FROM page)";
        qint64 before = tables.db->handle().execAndGet(count).getInt64();
        int slices = 0;
        for (Result<bool> more = true; more && *more; ++slices) {
            more = tables.eviction.step();
            QVERIFY(more);
            const qint64 after = tables.db->handle().execAndGet(count).getInt64();
            QVERIFY2(before - after <= 220, qPrintable(QString::number(before - after))); // 200, and the page it ended in
            before = after;
        }
        QVERIFY(slices > 12);
        QCOMPARE(tables.db->handle().execAndGet("SELECT count(*) FROM item").getInt64(), 0);
        QCOMPARE(tables.db->handle().execAndGet("SELECT count(*) FROM item_text").getInt64(), 0);
        QCOMPARE(tables.db->handle().execAndGet("SELECT count(*) FROM row").getInt64(), 0);
        tables.db->handle().exec("INSERT INTO fts(fts,rank) VALUES('integrity-check',0)");
    }
};

QTEST_GUILESS_MAIN(TestPageEviction)
#include "tst_pageeviction.moc"
