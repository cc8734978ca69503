// SPDX-License-Identifier: GPL-3.0-or-later
// Lists that are read before anybody opens them.
#include "models/feed/remote/warming.h"
#include "tests/support/faketimers.h"
#include "tests/unit/feed/remoteworld.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {

using test::RemoteWorld;

namespace {

/// A source with a list that changes by the day, another one, and titles like a title; and what reads them ahead.
struct WarmWorld : RemoteWorld {
    test::FakeTimers timers{clock};
    bool mayAsk = true;
    QStringList open;
    SourceDescriptor descriptor;
    std::unique_ptr<Warming> warming;

    explicit WarmWorld(FreshnessClass of = FreshnessClass::Trending) : RemoteWorld(400, FeedShape::Addressable, of)
    {
        descriptor.id = u"remote"_s;
        descriptor.isRemote = true;
        add(u"trending"_s);
        Warming::Tools tools;
        tools.later = timers.later();
        tools.mayAsk = [this](const QString &) { return mayAsk; };
        tools.isOpen = [this](const FeedKey &key) { return open.contains(key.feed); };
        warming = std::make_unique<Warming>(*store, source, clock, tools);
    }
    FeedDescriptor &add(const QString &id)
    {
        descriptor.feeds.emplace_back();
        descriptor.feeds.back().id = id;
        return descriptor.feeds.back();
    }
    void rest(std::chrono::milliseconds time)
    {
        for (std::chrono::milliseconds gone{}; gone < time; gone += 100ms) {
            timers.advance(100ms);
            queue.run();
        }
    }
};

} // namespace

class TestWarming : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatChangesByTheDayIsReadFivePagesDeep()
    {
        WarmWorld world;
        world.warming->wish(world.descriptor);
        world.rest(1900ms);
        QCOMPARE(world.asked(), 0); // somebody may be about to do something
        world.rest(5s);
        QCOMPARE(world.asked(), 5);
        QVERIFY(std::ranges::all_of(world.source.priorities, [](Priority priority) { return priority == Priority::Prefetch; }));
        world.warming->wish(world.descriptor); // once in the life of the program
        world.rest(10s);
        QCOMPARE(world.asked(), 5);
    }

    void othersAreReadOnePageDeep()
    {
        WarmWorld world(FreshnessClass::Other);
        world.add(u"top"_s);
        world.add(u"search"_s).per = FeedDescriptor::Per::Text;
        world.add(u"mine"_s).section = FeedDescriptor::Section::Hidden;
        world.add(u"favorites"_s).section = FeedDescriptor::Section::Yours;
        world.warming->wish(world.descriptor);
        world.rest(20s);
        QCOMPARE(world.asked(), 2); // what must be asked for, is hidden or the person's own is left alone
    }

    void nothingIsAskedWhileSomebodyDoesSomething()
    {
        WarmWorld world;
        world.warming->wish(world.descriptor);
        for (int i = 0; i < 20; ++i) {
            world.warming->moved();
            world.rest(1s);
        }
        QCOMPARE(world.asked(), 0);
        world.rest(2500ms);
        QVERIFY(world.asked() >= 1);
        const auto before = world.asked();
        world.warming->moved();
        world.rest(1s);
        QVERIFY(world.asked() <= before + 1); // at most the one that was on its way
    }

    void whatIsKeptIsNotAskedForAndWhatIsOpenNeither()
    {
        WarmWorld world;
        const auto opening = world.RemoteWorld::open();
        world.walk(opening->generation);
        const auto asked = world.asked();
        world.warming->wish(world.descriptor);
        world.rest(20s);
        QCOMPARE(world.asked(), asked);
        WarmWorld other;
        other.open = QStringList{u"trending"_s};
        other.warming->wish(other.descriptor);
        other.rest(20s);
        QCOMPARE(other.asked(), 0);
    }

    void withoutAWayItWaitsAndSwitchedOffItStays()
    {
        WarmWorld world;
        world.mayAsk = false;
        world.warming->wish(world.descriptor);
        world.rest(20s);
        QCOMPARE(world.asked(), 0);
        world.mayAsk = true;
        world.warming->setEnabled(false);
        world.warming->goOn();
        world.rest(20s);
        QCOMPARE(world.asked(), 0);
        world.warming->setEnabled(true);
        world.rest(20s);
        QCOMPARE(world.asked(), 5);
    }

    void aFailureEndsThatListAlone()
    {
        WarmWorld world;
        world.add(u"top"_s);
        world.source.next.push_back(world.source.truePage(0));
        world.source.next.push_back(fail(ErrorKind::Server, u"HTTP 500"_s));
        world.warming->wish(world.descriptor);
        world.rest(20s);
        QCOMPARE(world.asked(), 2 + 5);
    }

    void titlesLikeTheOneOnScreenComeFirst()
    {
        WarmWorld world;
        world.add(u"recommended"_s).per = FeedDescriptor::Per::Title;
        world.warming->wish(world.descriptor);
        world.warming->wishLike(world.descriptor, world.source.films[7].id);
        world.rest(20s);
        QCOMPARE(world.asked(), 3 + 5);
        QCOMPARE(world.source.feeds.front().feed, u"recommended"_s);
    }

    void itMayGoAtAnyMoment()
    {
        WarmWorld world;
        world.warming->wish(world.descriptor);
        world.timers.advance(2100ms);
        world.warming.reset();
        world.rest(5s);
        QVERIFY(world.asked() <= 1);
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestWarming)
#include "tst_warming.moc"
