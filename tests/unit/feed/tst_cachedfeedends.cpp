// SPDX-License-Identifier: GPL-3.0-or-later
// Where lists of servers end, whatever the servers say.
#include "tests/unit/feed/remoteworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::numbers;
using test::RemoteWorld;

class TestCachedFeedEnds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void falseEndsStopWithTheirReason_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<EndReason>("reason");
        QTest::newRow("the next key is the one just used") << 0 << EndReason::KeyLoop;
        QTest::newRow("keys in a circle") << 1 << EndReason::KeyLoop;
        QTest::newRow("pages of nothing but known titles") << 2 << EndReason::NothingNew;
        QTest::newRow("empty pages with a key that was counted") << 3 << EndReason::EmptyPage;
        QTest::newRow("empty pages with a key that was stated") << 4 << EndReason::NothingNew;
        QTest::newRow("another page than the one asked for") << 5 << EndReason::Clamped;
        QTest::newRow("the first page again, by its number") << 6 << EndReason::KeyLoop;
    }
    void falseEndsStopWithTheirReason()
    {
        QFETCH(int, kind);
        RemoteWorld world(400, FeedShape::Chained);
        const auto scripted = [&](int page) {
            FetchedPage answer = world.source.truePage(page);
            if (kind == 0 && page == 2)
                answer.next = PageCursor{"2"};
            if (kind == 1 && page == 3)
                answer.next = PageCursor{"1"};
            if (kind == 6 && page == 3)
                answer.next = PageNo{1};
            if (kind == 2 && page > 2)
                answer.titles = world.source.truePage(1).titles;
            if ((kind == 3 || kind == 4) && page > 2)
                answer.titles.clear();
            answer.nextIsComputed = kind == 3;
            if (kind == 5 && page == 3)
                answer.echo = PageCursor{"2"};
            return answer;
        };
        for (int page = 0; page < 12; ++page)
            world.source.next.push_back(scripted(page));
        const auto opening = world.open();
        const QStringList walked = world.walk(opening->generation);
        QVERIFY2(walked.size() >= 60 && walked.size() <= 80, qPrintable(QString::number(walked.size())));
        QTEST(*world.lastEnd, "reason");
        QVERIFY2(world.asked() <= 6, qPrintable(QString::number(world.asked())));
    }

    void numberedListsEndToo_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<EndReason>("reason");
        QTest::newRow("the next number is the first again") << 0 << EndReason::KeyLoop;
        QTest::newRow("the next number is the one just used") << 1 << EndReason::KeyLoop;
        QTest::newRow("the last page again and again") << 2 << EndReason::NothingNew;
        QTest::newRow("empty pages where an empty page is no end") << 3 << EndReason::NothingNew;
    }
    void numberedListsEndToo()
    {
        QFETCH(int, kind);
        RemoteWorld world(400);
        for (int page = 0; page < 12; ++page) {
            FetchedPage answer = world.source.truePage(page);
            if (kind < 2 && page == 2)
                answer.next = PageNo{kind == 0 ? 1 : 3};
            if (kind == 2 && page > 2)
                answer.titles = world.source.truePage(2).titles;
            if (kind == 3 && page > 2)
                answer.titles.clear();
            answer.nextIsComputed = kind == 2;
            world.source.next.push_back(answer);
        }
        const auto opening = world.open();
        QCOMPARE(world.walk(opening->generation), numbers(60));
        QTEST(*world.lastEnd, "reason");
        QVERIFY2(world.asked() <= 6, qPrintable(QString::number(world.asked())));
        // What is kept says so as well, without another request.
        const qsizetype asked = world.asked();
        world.start();
        QCOMPARE(world.walk(world.open()->generation), numbers(60));
        QTEST(*world.lastEnd, "reason");
        QCOMPARE(world.asked(), asked);
    }

    void aServerWithSmallerPagesThanAskedForIsReadToItsEnd()
    {
        RemoteWorld world(75);
        for (int page = 0; page < 8; ++page) {
            FetchedPage answer;
            for (int n = page * 10; n < std::min(75, page * 10 + 10); ++n)
                answer.titles.push_back(world.source.films[static_cast<std::size_t>(n)]);
            answer.total = 75;
            // What the source takes for the end, counting in pages of 20.
            if (page * 20 + std::ssize(answer.titles) >= 75)
                answer.end = EndReason::TotalReached;
            else
                answer.next = PageNo{page + 2};
            answer.fetchedAt = world.clock.now();
            world.source.next.push_back(answer);
        }
        const auto opening = world.open();
        QCOMPARE(opening->shape, FeedShape::Chained);
        QCOMPARE(world.walk(opening->generation), numbers(75));
        QCOMPARE(*world.lastEnd, EndReason::TotalReached);
        QCOMPARE(world.asked(), 8);
    }

    void aPageThatLacksRowsMovesNoOther()
    {
        RemoteWorld world(75);
        FetchedPage first = world.source.truePage(0);
        FetchedPage second = world.source.truePage(1);
        second.titles.resize(17);
        second.next = PageOffset{37};
        world.source.next = {first, second};
        const auto opening = world.open();
        QCOMPARE(opening->shape, FeedShape::Addressable);
        const QStringList walked = world.walk(opening->generation);
        QCOMPARE(walked.size(), 72);
        QCOMPARE(walked.at(37), u"40"_s);
        QCOMPARE(world.asked(), 4);
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestCachedFeedEnds)
#include "tst_cachedfeedends.moc"
