// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <set>

#include "tests/support/faultserver/listpages.h"
#include "tests/support/faultserver/synthetictitles.h"

using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kTitles = 95;
constexpr qint64 kRows = 10;

ListPages pagesOf(const MovingOptions &moving = {})
{
    return ListPages(std::make_unique<SyntheticTitles>(kTitles), moving);
}

QList<qint64> numbersOf(const PageCut &cut)
{
    QList<qint64> numbers;
    for (const ServedTitle &title : cut.titles)
        numbers.append(title.number);
    return numbers;
}

QList<qint64> run(qint64 from, qint64 count)
{
    QList<qint64> numbers;
    for (qint64 i = 0; i < count; ++i)
        numbers.append(from + i);
    return numbers;
}

} // namespace

Q_DECLARE_METATYPE(ListPlan)

/// Pages of lists, true and led astray.
class TestListPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsEveryTitleOnce_data()
    {
        QTest::addColumn<ListKind>("kind");
        QTest::newRow("popular") << ListKind::Popular;
        QTest::newRow("trending of the week") << ListKind::TrendingWeek;
        QTest::newRow("top rated") << ListKind::TopRated;
        QTest::newRow("upcoming") << ListKind::Upcoming;
        QTest::newRow("discover") << ListKind::Discover;
    }
    void holdsEveryTitleOnce()
    {
        QFETCH(ListKind, kind);
        ListPages pages = pagesOf();
        std::set<qint64> seen;
        PageCut cut;
        qint64 offset = 0;
        do {
            cut = pages.cut({.kind = kind}, offset, kRows, {});
            for (const qint64 number : numbersOf(cut))
                QVERIFY(seen.insert(number).second);
            offset = cut.nextOffset;
        } while (cut.hasNext);
        QCOMPARE(static_cast<qint64>(seen.size()), kTitles);
        QCOMPARE(cut.page(), 10);
        QCOMPARE(cut.pages, 10);
    }

    void leadsAstray_data()
    {
        QTest::addColumn<ListPlan>("plan");
        QTest::addColumn<int>("page");
        QTest::addColumn<QList<qint64>>("numbers");
        QTest::addColumn<qint64>("nextPage"); // 0: none
        const auto add = [](const char *name, const ListPlan &plan, int page, const QList<qint64> &numbers, qint64 next) {
            QTest::newRow(name) << plan << page << numbers << next;
        };
        add("the truth", {}, 3, run(21, 10), 4);
        add("the true last page", {}, 10, run(91, 5), 0);
        add("past the end", {}, 12, {}, 0);
        add("an empty page in the middle", {.emptyFrom = 3, .emptyPages = 2}, 4, {}, 5);
        add("after the empty pages", {.emptyFrom = 3, .emptyPages = 2}, 5, run(41, 10), 6);
        add("page 1 over again", {.duplicateFrom = 3, .duplicatePages = 1}, 3, run(1, 10), 4);
        add("page 1 for ever", {.duplicateFrom = 9, .duplicatePages = 1000}, 400, run(1, 10), 401);
        add("an overlap of three", {.overlap = 3}, 2, run(8, 10), 3);
        add("overlaps add up", {.overlap = 3}, 4, run(22, 10), 5);
        add("the last page of overlapping ones", {.overlap = 3}, 14, run(92, 4), 0);
        add("pages that lack rows", {.shortBy = 4}, 2, run(11, 6), 3);
        add("the last page for any beyond", {.clampLast = true}, 12, run(91, 5), 0);
        add("a next page that is the page itself", {.nextToSelf = true}, 3, run(21, 10), 3);
        add("a cycle of three", {.nextCycle = 3}, 3, run(21, 10), 1);
        add("a token nobody looks at", {.restartFrom = 4}, 4, run(1, 10), 2);
    }
    void leadsAstray()
    {
        QFETCH(ListPlan, plan);
        QFETCH(int, page);
        QFETCH(QList<qint64>, numbers);
        QFETCH(qint64, nextPage);
        ListPages pages = pagesOf();
        const PageCut cut = pages.cut({}, (page - 1) * kRows, kRows, plan);
        QCOMPARE(numbersOf(cut), numbers);
        QCOMPARE(cut.hasNext ? cut.nextOffset / kRows + 1 : 0, nextPage);
        QCOMPARE(cut.total, kTitles);
    }

    void lies()
    {
        ListPages pages = pagesOf();
        const PageCut cut = pages.cut({}, 0, kRows, {.total = 0, .totalPages = 1000});
        QCOMPARE(cut.total, 0);
        QCOMPARE(cut.pages, 1000);
        QCOMPARE(numbersOf(cut), run(1, 10));
    }

    void overlappingPagesLoseNothing()
    {
        ListPages pages = pagesOf();
        std::set<qint64> seen;
        PageCut cut;
        for (qint64 page = 1; page == 1 || cut.hasNext; ++page) {
            cut = pages.cut({}, (page - 1) * kRows, kRows, {.overlap = 3});
            for (const qint64 number : numbersOf(cut))
                seen.insert(number);
        }
        QCOMPARE(static_cast<qint64>(seen.size()), kTitles);
        QCOMPARE(cut.page(), cut.pages);
    }

    void movesBetweenRequests()
    {
        const MovingOptions moving{.moves = true, .editsPerRequest = 3, .within = 40, .seed = 5};
        ListPages pages = pagesOf(moving);
        ListPages same = pagesOf(moving);
        QCOMPARE(numbersOf(pages.cut({}, 0, kTitles, {})), run(1, kTitles)); // the first request sees the list as it was
        (void)same.cut({}, 0, kTitles, {});
        QSet<QList<qint64>> orders;
        qint64 newcomers = 0;
        for (int i = 0; i < 50; ++i) {
            const PageCut cut = pages.cut({}, 0, 1000, {});
            const QList<qint64> numbers = numbersOf(cut);
            QCOMPARE(numbers, numbersOf(same.cut({}, 0, 1000, {}))); // seeded
            QCOMPARE(static_cast<qint64>(numbers.size()), cut.total);
            QCOMPARE(QSet<qint64>(numbers.begin(), numbers.end()).size(), numbers.size()); // nobody twice
            orders.insert(numbers);
            newcomers = std::count_if(numbers.begin(), numbers.end(), [](qint64 n) { return n > kTitles; });
        }
        QVERIFY(orders.size() > 40);
        QVERIFY(newcomers > 0);
        QVERIFY(pages.details(kTitles + 1));
        // Another list has not moved.
        QCOMPARE(numbersOf(pages.cut({.kind = ListKind::ByNumber}, 0, 5, {})), run(1, 5));
    }

    void findsMadeUpTitles_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<qint64>("first");
        QTest::newRow("a word of the pool") << u"Harbor"_s << qint64(3) << qint64(1);
        QTest::newRow("the first word of the pool") << u"silver"_s << qint64(2) << qint64(32);
        QTest::newRow("a number") << u"77"_s << qint64(1) << qint64(77);
        QTest::newRow("a number beyond") << u"96"_s << qint64(0) << qint64(0);
        QTest::newRow("everything") << u"the"_s << kTitles << qint64(1);
        QTest::newRow("nothing") << u"zebra"_s << qint64(0) << qint64(0);
    }
    void findsMadeUpTitles()
    {
        QFETCH(QString, text);
        QFETCH(qint64, total);
        QFETCH(qint64, first);
        ListPages pages = pagesOf();
        const PageCut cut = pages.cut({.kind = ListKind::Search, .text = text}, 0, kRows, {});
        QCOMPARE(cut.total, total);
        QCOMPARE(numbersOf(cut).value(0), first);
        for (const ServedTitle &title : cut.titles)
            QVERIFY(title.title.title.contains(text, Qt::CaseInsensitive));
    }
};

QTEST_GUILESS_MAIN(TestListPages)
#include "tst_listpages.moc"
