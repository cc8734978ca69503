// SPDX-License-Identifier: GPL-3.0-or-later
// Lists with a filter of the program's own, over lists of servers.
#include "models/feed/feedengine.h"
#include "models/feed/filtered/filteredfeedstore.h"
#include "tests/unit/feed/mirrorview.h"
#include "tests/unit/feed/remoteworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::MirrorView;
using test::RemoteWorld;

namespace {

/// A remote list whose n-th film is of 1990 where `isOld` says so, else of 2000; and the list of those of the nineties.
struct FilteredWorld : RemoteWorld {
    std::unique_ptr<FilteredFeedStore> filtered;
    FeedKey nineties = feed.with(u"only.decade"_s, u"1990"_s);
    std::vector<FeedKey> replaced;

    explicit FilteredWorld(int films, const std::function<bool(int)> &isOld, FeedShape shape = FeedShape::Addressable)
        : RemoteWorld(films, shape)
    {
        for (int n = 0; n < films; ++n)
            source.films[std::size_t(n)].year = isOld(n) ? 1994 : 2004;
        startFiltered();
    }
    void startFiltered(FilteredFeedStore::EmptyPages emptyPages = FilteredFeedStore::EmptyPages::Counted)
    {
        filtered = std::make_unique<FilteredFeedStore>(*store, queue.poster(), emptyPages);
        filtered->onReplaced([this](const FeedKey &key) { replaced.push_back(key); });
    }
    void restart()
    {
        filtered.reset();
        start();
        startFiltered();
    }
    Result<FeedOpening> openFiltered(const FeedKey &key)
    {
        return wait<FeedOpening>([&](auto reply) { filtered->open(key, reply); });
    }
    Result<Page> filteredPage(Generation generation, const PageKey &key)
    {
        return wait<Page>([&](auto reply) { filtered->page(nineties, generation, key, Priority::VisiblePage, {}, reply); });
    }
    /// Every title to the end, as the keys lead.
    QStringList walkFiltered(const FeedOpening &opening, std::optional<EndReason> *end = nullptr)
    {
        QStringList ids;
        std::optional<PageKey> key = FirstPage{};
        for (int i = 0; key && i < 100; ++i) {
            const auto page = filteredPage(opening.generation, *key);
            if (!page)
                return ids << page.error().sentence();
            for (const Row &row : page->rows)
                ids += row.title.id.extId;
            key = page->next;
            if (end)
                *end = page->end;
        }
        return ids;
    }
};

bool everyThird(int n)
{
    return n % 3 == 0;
}

QStringList thirds(int count)
{
    QStringList ids;
    for (int n = 0; n < count; n += 3)
        ids += QString::number(n);
    return ids;
}

/// A feed with a view over a filtered list.
struct FilteredFeed {
    FilteredWorld &world;
    std::shared_ptr<Feed> feed;
    MirrorView view;

    explicit FilteredFeed(FilteredWorld &in)
        : world(in), feed(std::make_shared<Feed>(in.nineties, *in.filtered, in.clock, in.trace)), view(*feed)
    {
        feed->setActive(view, true);
    }
    void open(const std::optional<Anchor> &anchor = std::nullopt)
    {
        feed->open(view, anchor);
        world.queue.run();
    }
    void show(int first, int last)
    {
        feed->setViewport(view, {first, last, 0});
        world.queue.run();
    }
};

} // namespace

class TestFilteredFeedStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMatchingTitleComesOnce_data()
    {
        QTest::addColumn<FeedShape>("shape");
        QTest::newRow("numbered pages") << FeedShape::Addressable;
        QTest::newRow("a chain") << FeedShape::Chained;
    }
    void everyMatchingTitleComesOnce()
    {
        QFETCH(FeedShape, shape);
        FilteredWorld world(200, everyThird, shape);
        const auto opening = world.openFiltered(world.nineties);
        QVERIFY(opening);
        QCOMPARE(opening->shape, FeedShape::Chained);
        QCOMPARE(opening->total, -1);
        std::optional<EndReason> end;
        QCOMPARE(world.walkFiltered(*opening, &end), thirds(200));
        QCOMPARE(end, EndReason::NoNextKey);
        QCOMPARE(world.asked(), 10); // each page once, the first with the opening
    }

    void whatIsKeptOfTheListIsNotAskedForAgain()
    {
        FilteredWorld world(100, everyThird);
        const auto plain = world.open();
        world.walk(plain->generation);
        const auto before = world.asked();
        world.goOffline();
        const auto opening = world.openFiltered(world.nineties);
        QVERIFY(opening);
        QCOMPARE(opening->generation, plain->generation);
        QCOMPARE(world.walkFiltered(*opening), thirds(100));
        QCOMPARE(world.asked(), before);
    }

    void aListThatIsOpenedAgainHasItsPagesAndPlaces()
    {
        FilteredWorld world(200, everyThird);
        const auto first = world.openFiltered(world.nineties);
        world.walkFiltered(*first);
        world.restart();
        world.goOffline();
        const auto again = world.openFiltered(world.nineties);
        QVERIFY(again);
        QCOMPARE(again->chain.size(), 10U);
        QCOMPARE(again->chain[2].rows, 6); // 42 to 57
        QVERIFY(!again->next);
        const TitleId title = world.source.films[99].id;
        const auto row
            = world.wait<qint64>([&](auto reply) { world.filtered->rowOf(world.nineties, again->generation, title, reply); });
        QCOMPARE(row, 33);
    }

    void nothingMatchingEndsAfterThreePagesUntilTheReaderAsksOn()
    {
        FilteredWorld world(400, [](int n) { return n < 5 || n >= 150; });
        FilteredFeed list(world);
        list.open();
        list.show(0, 4);
        QCOMPARE(list.feed->rows(), 5);
        QCOMPARE(list.feed->appendState().end, EndReason::NothingNew);
        QVERIFY(list.feed->canLookFurther());
        QCOMPARE(world.asked(), 4); // the page with five, and three without any
        list.show(1, 4);
        QCOMPARE(world.asked(), 4); // scrolling does not ask on
        list.feed->retry();
        world.queue.run();
        QCOMPARE(world.asked(), 7);
        QVERIFY(list.feed->canLookFurther());
        list.feed->retry();
        world.queue.run();
        QVERIFY(list.feed->rows() > 5);
        QVERIFY(!list.feed->canLookFurther());
    }

    void noMatchAtAllIsSaidOnceThreePagesWereRead()
    {
        FilteredWorld world(400, [](int) { return false; });
        FilteredFeed list(world);
        list.open();
        QCOMPARE(list.feed->rows(), 0);
        QCOMPARE(list.feed->appendState().end, EndReason::NothingNew);
        QCOMPARE(world.asked(), 3);
    }

    void aCommandReadsToTheEndWhateverMatches()
    {
        FilteredWorld world(400, [](int n) { return n < 5 || n >= 395; });
        world.startFiltered(FilteredFeedStore::EmptyPages::Passed);
        const auto opening = world.openFiltered(world.nineties);
        QCOMPARE(world.walkFiltered(*opening).size(), 10);
    }

    void aFailedPageLeavesTheRowsAndIsAskedForByRetryAlone()
    {
        FilteredWorld world(400, everyThird);
        FilteredFeed list(world);
        world.source.next.push_back(world.source.truePage(0));
        world.source.next.push_back(fail(ErrorKind::Server, u"HTTP 500"_s));
        list.open();
        list.show(0, 6);
        QCOMPARE(list.feed->rows(), 7);
        QVERIFY(list.feed->appendState().error);
        const auto asked = world.asked();
        list.show(1, 6);
        QCOMPARE(world.asked(), asked);
        list.feed->retry();
        world.queue.run();
        QVERIFY(list.feed->rows() > 7);
    }

    void aReadersPlaceIsFoundAfterARestart()
    {
        FilteredWorld world(2000, everyThird);
        {
            FilteredFeed list(world);
            list.open();
            for (int last = 20; last <= 400; last += 20)
                list.show(last - 20, last);
        }
        world.restart();
        world.goOffline();
        FilteredFeed list(world);
        list.open(Anchor{world.source.films[900].id, 17, 300});
        QCOMPARE(list.view.places, (std::vector<std::pair<int, int>>{{300, 17}}));
        QCOMPARE(list.feed->titleAt(300)->id, world.source.films[900].id);
    }

    void aListThatChangedIsExchangedAsAnyOther()
    {
        FilteredWorld world(200, everyThird);
        FilteredFeed list(world);
        list.open();
        list.show(0, 10);
        world.source.films.erase(world.source.films.begin());
        list.feed->refresh();
        world.queue.run();
        QCOMPARE(list.feed->titleAt(0)->id.extId, u"3"_s);
        QVERIFY(list.feed->refreshState().is(LoadState::Kind::Idle));
    }

    void listsOverTheSamePagesHearOfAnExchange()
    {
        FilteredWorld world(200, everyThird);
        const auto plain = world.openFiltered(world.feed);
        const auto nineties = world.openFiltered(world.nineties);
        QCOMPARE(world.filtered->sharing(world.feed).size(), 2U);
        world.source.films.erase(world.source.films.begin());
        const auto fresh = world.wait<FeedOpening>([&](auto reply) { world.filtered->reopen(world.feed, reply); });
        QVERIFY(fresh && fresh->generation != plain->generation);
        world.filtered->activate(world.feed, fresh->generation);
        QVERIFY(world.replaced.empty()); // told from the event loop, not from inside the exchange
        world.queue.run();
        QCOMPARE(world.replaced, std::vector<FeedKey>{world.nineties});
        const auto again = world.openFiltered(world.nineties);
        QCOMPARE(again->generation, fresh->generation);
        world.filtered->activate(world.nineties, again->generation);
        world.queue.run();
        QCOMPARE(world.replaced.size(), 1U); // all show the same pages now
    }

    void oneQuestionServesAllListsOverTheSamePages()
    {
        FilteredWorld world(200, everyThird);
        world.openFiltered(world.feed);
        world.openFiltered(world.nineties);
        world.source.films.erase(world.source.films.begin());
        const auto asked = world.asked();
        std::vector<Generation> fresh;
        const auto note = [&](const Result<FeedOpening> &opening) { fresh.push_back(opening->generation); };
        world.filtered->reopen(world.feed, note);
        world.filtered->reopen(world.nineties, note);
        world.queue.run();
        QCOMPARE(world.asked(), asked + 1);
        QCOMPARE(fresh.size(), 2U);
        QCOMPARE(fresh[0], fresh[1]);
        // One gives it up: the other still makes it ready.
        world.filtered->discard(world.feed, fresh[0]);
        QVERIFY(world.filteredPage(fresh[0], PageNo{2}));
        world.filtered->reopen(world.feed, note); // what waits is new enough
        world.queue.run();
        QCOMPARE(world.asked(), asked + 2); // the page read above
        QCOMPARE(fresh[2], fresh[0]);
        world.filtered->discard(world.feed, fresh[0]);
        world.filtered->release(world.nineties);
        QVERIFY(!world.store->isStale(world.feed, fresh[0])); // gone
        QCOMPARE(world.page(fresh[0], PageNo{2}).error().kind, ErrorKind::Cancelled);
    }

    void thePagesStayWhileAnotherListShowsThem()
    {
        FilteredWorld world(200, everyThird);
        const auto plain = world.openFiltered(world.feed);
        world.openFiltered(world.nineties);
        world.filtered->release(world.nineties);
        const auto page = world.wait<Page>([&](auto reply) {
            world.filtered->page(world.feed, plain->generation, PageNo{2}, Priority::VisiblePage, {}, reply);
        });
        QVERIFY(page);
        world.filtered->release(world.feed);
        QVERIFY(world.filtered->sharing(world.feed).empty());
    }

    void aFilterThatIsNoneIsToldFromTheEventLoop()
    {
        FilteredWorld world(20, everyThird);
        const auto opening = world.openFiltered(world.feed.with(u"only.decade"_s, u"1994"_s));
        QVERIFY(!opening);
        QCOMPARE(opening.error().where, u"only.decade"_s);
        QCOMPARE(world.asked(), 0);
        const auto page = world.filteredPage(Generation{1}, PageNo{7});
        QCOMPARE(page.error().kind, ErrorKind::Cancelled); // never opened
        const auto sound = world.openFiltered(world.nineties);
        QCOMPARE(world.filteredPage(sound->generation, PageNo{7}).error().kind, ErrorKind::InvalidArgument);
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFilteredFeedStore)
#include "tst_filteredfeedstore.moc"
