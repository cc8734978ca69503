// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <numeric>
#include <random>
#ifdef Q_OS_LINUX
#include <malloc.h>
#endif

#include "models/feed/pagetable.h"
#include "tests/support/scriptedstore.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

std::vector<Row> films(std::initializer_list<qint64> numbers)
{
    std::vector<Row> rows;
    for (const qint64 n : numbers)
        rows.push_back(test::filmRow(n));
    return rows;
}

/// The same table the slow way: every row of every page written out.
struct NaiveTable {
    struct NaivePage {
        std::vector<qint64> rows; // item ids, -1 for a row without one
        bool known = false;
        bool inMemory = false;
    };
    std::vector<NaivePage> pages;
    int pageSize;
    int total = 0;

    NaiveTable(int rows, int size) : pageSize(size) { setTotal(rows); }

    int rows() const
    {
        return std::accumulate(pages.begin(), pages.end(), 0,
            [](int sum, const NaivePage &page) { return sum + static_cast<int>(page.rows.size()); });
    }
    bool holds(qint64 item) const
    {
        return std::ranges::any_of(pages, [item](const NaivePage &page) { return std::ranges::count(page.rows, item) > 0; });
    }
    void fill(int at, const std::vector<Row> &given)
    {
        NaivePage &page = pages[static_cast<std::size_t>(at)];
        const std::size_t places = page.rows.size();
        page.rows.assign(places, -1);
        std::vector<qint64> kept;
        for (const Row &row : given) {
            if (kept.size() < places && !holds(row.item.value) && std::ranges::count(kept, row.item.value) == 0)
                kept.push_back(row.item.value);
        }
        std::ranges::copy(kept, page.rows.begin());
        page.known = page.inMemory = true;
    }
    void dropSpare(int at) { std::erase(pages[static_cast<std::size_t>(at)].rows, -1); }
    void setTotal(int rows)
    {
        const auto count = static_cast<std::size_t>((rows + pageSize - 1) / pageSize);
        const std::size_t before = pages.size();
        if (rows > total && before > 0) {
            const int last = static_cast<int>(before - 1) * pageSize;
            const int added = std::min(pageSize, rows - last) - (total - last);
            NaivePage &page = pages.back();
            page.rows.insert(page.rows.end(), static_cast<std::size_t>(added), -1);
            page.known = page.known && added == 0;
        }
        pages.resize(count);
        for (std::size_t i = before; i < count; ++i)
            pages[i].rows.assign(static_cast<std::size_t>(std::min(pageSize, rows - static_cast<int>(i) * pageSize)), -1);
        if (rows < total && count > 0) {
            const auto most = static_cast<std::size_t>(rows - static_cast<int>(count - 1) * pageSize);
            if (pages.back().rows.size() > most)
                pages.back().rows.resize(most);
        }
        total = rows;
    }
};

} // namespace

class TestPageTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRowHasAPlaceFromTheStart_data();
    void everyRowHasAPlaceFromTheStart();
    void aMillionUnknownRowsCostNothingARow();
    void aFilledPageIsFoundByRowTitleAndItem();
    void whatAPageLacksIsAGapUntilItIsDropped();
    void theFirstLoadedOfTwoWins();
    void rowsBeyondAPagesPlacesAreLeftOut();
    void evictingKeepsIdsAndComesBack();
    void anEvictedPageGivesItsTitlesMemoryBack();
    void rowsOfTheStoreAreFoundAmongThoseThatAreHere();
    void aGrowingListLoadsItsLastPageAgain();
    void aShrinkingListForgetsWhatItCutOff();
    void anyHistoryEndsLikeThePlainVector_data();
    void anyHistoryEndsLikeThePlainVector();
};

void TestPageTable::everyRowHasAPlaceFromTheStart_data()
{
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("pageSize");
    QTest::addColumn<int>("pages");
    QTest::newRow("no rows") << 0 << 20 << 0;
    QTest::newRow("one row") << 1 << 20 << 1;
    QTest::newRow("a page exactly") << 20 << 20 << 1;
    QTest::newRow("one more than a page") << 21 << 20 << 2;
    QTest::newRow("pages of one row") << 7 << 1 << 7;
    QTest::newRow("a million") << 1'000'000 << 20 << 50'000;
}

void TestPageTable::everyRowHasAPlaceFromTheStart()
{
    QFETCH(int, total);
    QFETCH(int, pageSize);
    QFETCH(int, pages);
    const PageTable table(total, pageSize);
    QCOMPARE(table.rows(), total);
    QCOMPARE(table.pages(), pages);
    for (int row = 0; row < total; row += std::max(1, total / 997)) {
        QCOMPARE(table.spotOf(row), (PageTable::Spot{row / pageSize, row % pageSize}));
        QCOMPARE(table.kind(row), RowKind::Placeholder);
    }
    if (total > 0)
        QCOMPARE(table.spotOf(total - 1).page, pages - 1);
}

void TestPageTable::aMillionUnknownRowsCostNothingARow()
{
    PageTable table(1'000'000, 20);
    QCOMPARE(table.knownRows(), 0);
    QVERIFY(table.residentPages().empty());
    table.fill(49'999, films({1, 2}));
    table.dropSpareRows(49'999);
    QCOMPARE(table.rows(), 999'982);
    QCOMPARE(table.rowOf(test::filmId(2)), 999'981);
}

void TestPageTable::aFilledPageIsFoundByRowTitleAndItem()
{
    PageTable table(10, 4);
    const PageTable::Filled filled = table.fill(1, films({40, 50, 60, 70}));
    QCOMPARE(filled.fresh, 4);
    QCOMPARE(table.title(5)->title, u"Film 50"_s);
    QCOMPARE(table.item(5), ItemId{50});
    QCOMPARE(table.rowOf(test::filmId(70)), 7);
    QCOMPARE(table.rowOf(ItemId{60}), 6);
    QCOMPARE(table.rowOf(ItemId{61}), -1);
    QCOMPARE(table.title(3), nullptr);
    QVERIFY(!table.needsLoad(1));
    QVERIFY(table.needsLoad(0));
}

void TestPageTable::whatAPageLacksIsAGapUntilItIsDropped()
{
    PageTable table(12, 4);
    table.fill(1, films({1, 2}));
    QCOMPARE(table.kind(5), RowKind::Loaded);
    QCOMPARE(table.kind(6), RowKind::Gap);
    QCOMPARE(table.kind(8), RowKind::Placeholder);
    QCOMPARE(table.spareRows(1), 2);
    table.dropSpareRows(1);
    QCOMPARE(table.rows(), 10);
    QCOMPARE(table.spotOf(6), (PageTable::Spot{2, 0}));
    table.fill(2, {});
    table.dropSpareRows(2);
    QCOMPARE(table.rows(), 6);
    QCOMPARE(table.spotOf(5), (PageTable::Spot{1, 1}));
    QVERIFY(!table.needsLoad(2));
}

void TestPageTable::theFirstLoadedOfTwoWins()
{
    PageTable table(8, 4);
    table.fill(1, films({5, 6, 7, 8}));
    const PageTable::Filled filled = table.fill(0, films({1, 6, 2, 2}));
    QCOMPARE(filled.duplicates, 2);
    QCOMPARE(filled.fresh, 2);
    QCOMPARE(table.title(1)->title, u"Film 2"_s);
    QCOMPARE(table.rowOf(ItemId{6}), 5);
}

void TestPageTable::rowsBeyondAPagesPlacesAreLeftOut()
{
    PageTable table(6, 4);
    const PageTable::Filled filled = table.fill(1, films({1, 2, 3, 4}));
    QCOMPARE(filled.surplus, 2);
    QCOMPARE(table.rows(), 6);
    QCOMPARE(table.rowOf(ItemId{3}), -1);
}

void TestPageTable::evictingKeepsIdsAndComesBack()
{
    PageTable table(8, 4);
    table.fill(0, films({1, 2, 3, 4}));
    table.fill(1, films({5, 6, 7, 8}));
    table.evict(0);
    QCOMPARE(table.kind(2), RowKind::Placeholder);
    QCOMPARE(table.item(2), ItemId{3});
    QCOMPARE(table.knownRows(), 8);
    QCOMPARE(table.residentRows(), 4);
    QVERIFY(table.needsLoad(0));
    QCOMPARE(table.fill(0, films({1, 2, 3, 4})).fresh, 0);
    QCOMPARE(table.title(2)->title, u"Film 3"_s);
    QCOMPARE(table.residentRows(), 8);
}

void TestPageTable::anEvictedPageGivesItsTitlesMemoryBack()
{
#ifdef __GLIBC__
    constexpr int kPages = 500;
    constexpr int kRows = 20;
    PageTable table(kPages * kRows, kRows);
    std::vector<Row> rows;
    rows.reserve(kRows);
    const auto before = mallinfo2().uordblks;
    for (int page = 0; page < kPages; ++page) {
        rows.clear();
        for (int i = 0; i < kRows; ++i)
            rows.push_back(test::filmRow(page * kRows + i));
        table.fill(page, std::move(rows));
        table.evict(page);
    }
    const auto kept = mallinfo2().uordblks - before;
    QCOMPARE(table.knownRows(), kPages * kRows);
    QVERIFY2(kept < kPages * kRows * sizeof(Title) / 2, qPrintable(QString::number(kept)));
#else
    QSKIP("nobody to ask what is allocated");
#endif
}

void TestPageTable::rowsOfTheStoreAreFoundAmongThoseThatAreHere()
{
    PageTable table(12, 4);
    table.fill(0, films({1, 2}));
    table.dropSpareRows(0);
    QCOMPARE(table.nearestRow(0), 0);
    QCOMPARE(table.nearestRow(3), 1);
    QCOMPARE(table.nearestRow(4), 2);
    QCOMPARE(table.nearestRow(11), 9);
    QCOMPARE(table.nearestRow(99), 9);
    QCOMPARE(table.nearestRow(-5), 0);
    QCOMPARE(PageTable(0, 4).nearestRow(3), -1);
}

void TestPageTable::aGrowingListLoadsItsLastPageAgain()
{
    PageTable table(6, 4);
    table.fill(1, films({5, 6}));
    QCOMPARE(table.rowsWithTotal(9), 9);
    table.setTotal(9);
    QCOMPARE(table.rows(), 9);
    QCOMPARE(table.pages(), 3);
    QCOMPARE(table.title(5)->title, u"Film 6"_s);
    QCOMPARE(table.kind(6), RowKind::Placeholder);
    QVERIFY(table.needsLoad(1));
}

void TestPageTable::aShrinkingListForgetsWhatItCutOff()
{
    PageTable table(12, 4);
    table.fill(1, films({5, 6, 7, 8}));
    table.fill(2, films({9, 10, 11, 12}));
    QCOMPARE(table.rowsWithTotal(6), 6);
    table.setTotal(6);
    QCOMPARE(table.rows(), 6);
    QCOMPARE(table.rowOf(ItemId{7}), -1);
    QCOMPARE(table.rowOf(ItemId{9}), -1);
    QCOMPARE(table.knownRows(), 2);
    QCOMPARE(table.residentRows(), 2);
    table.setTotal(0);
    QCOMPARE(table.rows(), 0);
    QCOMPARE(table.residentRows(), 0);
}

void TestPageTable::anyHistoryEndsLikeThePlainVector_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestPageTable::anyHistoryEndsLikeThePlainVector()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto pick = [&random](int below) { return std::uniform_int_distribution(0, below - 1)(random); };
    const int pageSize = 1 + pick(7);
    PageTable table(pick(60), pageSize);
    NaiveTable naive(table.total(), pageSize);
    for (int step = 0; step < 120; ++step) {
        const int page = table.pages() > 0 ? pick(table.pages()) : -1;
        const int what = page < 0 ? 9 : pick(10);
        if (what < 5) {
            std::vector<Row> rows;
            for (int i = pick(pageSize + 3); i > 0; --i)
                rows.push_back(test::filmRow(pick(80)));
            naive.fill(page, rows);
            table.fill(page, rows);
        } else if (what < 7) {
            if (table.isKnown(page)) {
                table.dropSpareRows(page);
                naive.dropSpare(page);
            }
        } else if (what < 9) {
            table.evict(page);
            naive.pages[static_cast<std::size_t>(page)].inMemory = false;
        } else {
            const int total = pick(60);
            const int promised = table.rowsWithTotal(total);
            table.setTotal(total);
            naive.setTotal(total);
            QCOMPARE(table.rows(), promised);
        }
        QCOMPARE(table.rows(), naive.rows());
        int row = 0;
        int known = 0;
        int inMemory = 0;
        for (const NaiveTable::NaivePage &expected : naive.pages) {
            const int at = static_cast<int>(&expected - naive.pages.data());
            QCOMPARE(table.firstRow(at), row);
            for (std::size_t i = 0; i < expected.rows.size(); ++i, ++row) {
                QCOMPARE(table.spotOf(row), (PageTable::Spot{at, static_cast<int>(i)}));
                const qint64 item = expected.rows[i];
                QCOMPARE(table.item(row), item < 0 ? std::nullopt : std::optional(ItemId{item}));
                const RowKind without = expected.known ? RowKind::Gap : RowKind::Placeholder;
                const RowKind with = expected.inMemory ? RowKind::Loaded : RowKind::Placeholder;
                QCOMPARE(table.kind(row), item < 0 ? without : with);
                if (item >= 0) {
                    ++known;
                    inMemory += expected.inMemory ? 1 : 0;
                    QCOMPARE(table.rowOf(ItemId{item}), row);
                }
            }
        }
        QCOMPARE(table.knownRows(), known);
        QCOMPARE(table.residentRows(), inMemory);
    }
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestPageTable)
#include "tst_pagetable.moc"
