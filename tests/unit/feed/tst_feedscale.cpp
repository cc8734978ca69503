// SPDX-License-Identifier: GPL-3.0-or-later
// Lists and numbers of lists beyond what anybody has, and the memory they may take.
#include <QTest>

#include <random>

#include "models/feed/feedengine.h"
#include "models/feed/feedlimits.h"
#include "tests/support/endlessstore.h"
#include "tests/unit/feed/mirrorview.h"
#include "tests/unit/feed/remoteworld.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

constexpr int kRows = 10'000'000;

/// Bytes allocated now; 0 where nobody counts them.
std::size_t allocated()
{
#ifdef __GLIBC__
    return mallinfo2().uordblks + mallinfo2().hblkhd;
#else
    return 0;
#endif
}

/// A view that keeps no copy of its rows.
class Counter final : public FeedObserver
{
public:
    explicit Counter(Feed &feed) : m_feed(feed) { feed.attach(*this); }
    Counter(const Counter &) = delete;
    Counter &operator=(const Counter &) = delete;
    ~Counter() override { m_feed.detach(*this); }

    void rowsAboutToBeInserted(int, int) override { }
    void rowsInserted() override { }
    void rowsAboutToBeRemoved(int, int) override { }
    void rowsRemoved() override { }
    void aboutToReset() override { }
    void reset() override { ++resets; }
    void rowsAboutToMove() override { }
    void rowsMoved(const std::function<int(int)> & /*newRow*/) override { }
    void rowsChanged(int, int) override { }
    void statusChanged() override { }
    void placeFound(int, int) override { }

    int resets = 0;

private:
    Feed &m_feed;
};

} // namespace

class TestFeedScale : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tenMillionRowsCostTheirPagesAndWhatIsNear()
    {
        test::EndlessStore store(FeedShape::Addressable, kRows);
        SystemClock clock;
        NullTrace trace;
        const std::size_t before = allocated();
        const auto feed = std::make_shared<Feed>(FeedKey::of(u"endless"_s, u"all"_s), store, clock, trace);
        Counter view(*feed);
        feed->setActive(view, true);
        feed->open(view, {});
        store.answerAll();
        QCOMPARE(feed->rows(), kRows);
        std::mt19937 random(1);
        for (int jump = 0; jump < 2000; ++jump) {
            const int row = std::uniform_int_distribution(0, kRows - 40)(random);
            feed->setViewport(view, {row, row + 39, 0});
            store.answerAll();
            QVERIFY(feed->titleAt(row) && feed->titleAt(row + 39));
        }
        const qint64 pages = feed->dump().value(u"requestsSent"_s).toInteger();
        const int inMemory = feed->dump().value(u"inMemory"_s).toInt();
        QVERIFY2(inMemory <= kKeepRows + kKeepSlackRows + 11 * 40, qPrintable(QString::number(inMemory)));
        // 32 bytes a page of the list, 1 KB a page that was ever here (who is on it), 2 KB a title that is.
        const qint64 most = kRows / 20 * 32LL + pages * 1024 + inMemory * 2048LL;
        const auto took = static_cast<qint64>(allocated() - before);
        qInfo("%lld MB for %d rows, %lld pages of which were seen", took / 1'000'000, kRows, pages);
        QVERIFY2(took <= most, qPrintable(u"%1 bytes, %2 at most"_s.arg(took).arg(most)));
    }

    void aChainOfTwoMillionRowsGrowsNoMore()
    {
        test::EndlessStore store(FeedShape::Chained, int(kMaxChainRows) - 20);
        SystemClock clock;
        NullTrace trace;
        const auto feed = std::make_shared<Feed>(FeedKey::of(u"endless"_s, u"all"_s), store, clock, trace);
        Counter view(*feed);
        feed->setActive(view, true);
        feed->open(view, {});
        store.answerAll();
        feed->setViewport(view, {feed->rows() - 40, feed->rows() - 1, 0});
        store.answerAll();
        QCOMPARE(feed->rows(), int(kMaxChainRows));
        QCOMPARE(feed->appendState(), LoadState::complete(EndReason::ClientCap));
    }

    void thousandsOfListsOneAfterAnotherStayNowhere()
    {
        NullTrace trace;
        test::RemoteWorld world(75);
        world.store = std::make_unique<CachedFeedStore>(
            world.pages, world.source, world.clock, trace, world.queue.poster(), test::Stale::Shown);
        FeedEngine engine(*world.store, world.clock, trace);
        const auto visit = [&](int number) {
            const auto feed = engine.feed(FeedKey::of(u"remote"_s, u"trending"_s).with(u"n"_s, QString::number(number)));
            Counter view(*feed);
            feed->setActive(view, true);
            feed->open(view, {});
            world.queue.run();
            feed->setViewport(view, {0, 39, 0});
            world.queue.run();
            QVERIFY(feed->titleAt(39));
            world.pages.clear(); // of the disk's part, a fake one keeps the names only
            world.source.asked.clear();
            world.source.tokens.clear();
            world.source.feeds.clear();
            world.source.priorities.clear();
        };
        for (int n = 0; n < 100; ++n)
            visit(n);
        const std::size_t before = allocated();
        constexpr int kLists = 4000;
        for (int n = 100; n < 100 + kLists; ++n)
            visit(n);
        const auto grown = static_cast<qint64>(allocated()) - static_cast<qint64>(before);
        qInfo("%lld bytes a list", grown / kLists);
        QVERIFY2(grown <= kLists * 400, qPrintable(u"%1 bytes a list"_s.arg(grown / kLists)));
        QVERIFY(engine.dump().size() <= kIdleFeeds + 1); // the last one was shown until just now
    }

    void aThousandListsAtOnceAreAllThere()
    {
        test::EndlessStore store(FeedShape::Addressable, 100'000);
        SystemClock clock;
        NullTrace trace;
        FeedEngine engine(store, clock, trace);
        std::vector<std::shared_ptr<Feed>> feeds;
        std::vector<std::unique_ptr<Counter>> views;
        const std::size_t before = allocated();
        for (int n = 0; n < 1000; ++n) {
            feeds.push_back(engine.feed(FeedKey::of(u"endless"_s, u"list%1"_s.arg(n))));
            views.push_back(std::make_unique<Counter>(*feeds.back()));
            feeds.back()->setActive(*views.back(), true);
            feeds.back()->open(*views.back(), {});
            store.answerAll();
            feeds.back()->setViewport(*views.back(), {50'000, 50'039, 0});
            store.answerAll();
        }
        for (std::size_t n = 0; n < feeds.size(); ++n) {
            QCOMPARE(feeds[n]->rows(), 100'000);
            QVERIFY(feeds[n]->titleAt(50'039));
            QCOMPARE(views[n]->resets, 1);
        }
        const auto each = static_cast<qint64>((allocated() - before) / feeds.size());
        qInfo("%lld KB a list", each / 1000);
        QVERIFY2(each <= 5000 * 32 + 400 * 2048, qPrintable(QString::number(each)));
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedScale)
#include "tst_feedscale.moc"
