// SPDX-License-Identifier: GPL-3.0-or-later
// A list whose server goes and comes, from the reader down to the requests, on a clock of its own.
#include <QTest>

#include <random>

#include "models/connections.h"
#include "models/feed/remote/cachedfeedstore.h"
#include "tests/support/memorypagestore.h"
#include "tests/support/memoryuserdata.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/simulator/simulatedreader.h"
#include "tests/support/simulator/simulatedserver.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {

namespace {

const QString kSource = u"simulated"_s;
const FeedKey kChain = FeedKey::of(kSource, u"chain"_s);

/// One reader of one list, wired as the program is, without an event loop.
struct OutageWorld {
    test::FakeClock clock;
    test::CallQueue queue;
    test::FakeTimers timers{clock};
    test::RecordingTrace trace;
    std::mt19937 random{7};
    test::SimulatedServer server{timers, clock, random};
    test::MemoryPageStore pages{queue};
    test::MemoryUserData userData;
    Favorites favorites{userData};
    int probes = 0;
    Connections connections;
    CachedFeedStore store;
    FeedEngine engine;
    std::unique_ptr<test::SimulatedReader> reader;

    OutageWorld()
        : connections(
            clock, [](const QUrl &) { return QStringList(kSource); }, tools()),
          store(pages, server, clock, trace, queue.poster(), CachedFeedStore::StalePages::Shown),
          engine(store, clock, trace)
    {
        server.told = [this](HostSign sign) { connections.note(QUrl(u"http://server.example/list"_s), sign); };
        store.setObstacle([this](const QString &source) -> std::optional<Error> {
            if (connections.isOffline(source))
                return Error{ErrorKind::Offline, u"the network is not asked"_s, {}};
            return std::nullopt;
        });
        QObject::connect(&connections, &Connections::changed, &connections, [this] { onConnection(); });
        server.fill(kChain, 500);
        reader = std::make_unique<test::SimulatedReader>(engine, favorites, kChain, std::nullopt);
        reader->resize(1, 150); // a small one: a page ahead is enough for it
        pass(10s);
    }
    Connections::Tools tools()
    {
        Connections::Tools tools;
        tools.probe = [this](const QUrl &, std::function<void(HostSign)> then) {
            ++probes;
            timers.later()(100ms, [this, then = std::move(then)] { then(server.probe()); });
        };
        tools.later = timers.later();
        tools.random = [] { return 0.5; };
        return tools;
    }
    void onConnection()
    {
        const auto all = [](const FeedKey &) { return true; };
        if (connections.isOffline(kSource))
            return engine.pause(all, {ErrorKind::Offline, u"no way"_s, {}});
        for (const std::shared_ptr<Feed> &feed : engine.paused(all))
            feed->resume();
    }
    /// Time in which the reader looks on and the window tells what it shows.
    void pass(std::chrono::milliseconds time)
    {
        for (std::chrono::milliseconds gone{}; gone < time; gone += 100ms) {
            timers.advance(100ms);
            queue.run();
            reader->tell();
        }
    }
    /// Down to the end of what there is.
    void scrollDown()
    {
        reader->jumpTo(1.0);
        pass(1s);
    }
    [[nodiscard]] FeedStatus status() const { return reader->model().status(); }
};

} // namespace

class TestFeedOutage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tenMinutesWithoutANetworkAreMadeUpForByOneRequest()
    {
        OutageWorld world;
        const int rows = world.reader->model().rowCount();
        QVERIFY(rows > 0);
        world.server.manners.isUp = false;
        world.scrollDown(); // what is asked for now meets nobody
        world.pass(5s);     // and a probe says that it is not this request alone
        QVERIFY(world.status().append.is(LoadState::Kind::Paused));
        const qint64 sent = world.server.sent();
        for (int minute = 0; minute < 10; ++minute) {
            world.pass(1min);
            world.scrollDown();
        }
        QCOMPARE(world.server.sent(), sent);                                     // however one scrolls
        QVERIFY2(world.probes <= 20, qPrintable(QString::number(world.probes))); // 5 s to 60 s apart
        QCOMPARE(world.reader->model().rowCount(), rows);

        world.server.manners.isUp = true;
        for (int i = 0; i < 700 && world.status().append.is(LoadState::Kind::Paused); ++i)
            world.pass(100ms);
        world.pass(500ms);
        QVERIFY(!world.status().append.error);
        constexpr int kSlotsWaiting = 1;
        QVERIFY2(world.server.sent() - sent <= kSlotsWaiting + 2, qPrintable(QString::number(world.server.sent() - sent)));
        QVERIFY(world.reader->model().rowCount() > rows);
    }

    void aNetworkThatComesAndGoesMakesNoStorm()
    {
        OutageWorld world;
        const int rows = world.reader->model().rowCount();
        const qint64 sent = world.server.sent();
        for (int i = 0; i < 100; ++i) { // every 300 ms for 30 s
            world.server.manners.isUp = i % 2 == 1;
            world.pass(300ms);
            if (i % 10 == 0)
                world.scrollDown();
        }
        world.server.manners.isUp = true;
        world.pass(2min);
        QVERIFY2(world.server.sent() - sent <= 30, qPrintable(QString::number(world.server.sent() - sent)));
        QVERIFY(!world.connections.isOffline(kSource));
        QVERIFY(!world.status().refresh.is(LoadState::Kind::Paused) && !world.status().append.is(LoadState::Kind::Paused));
        QVERIFY(world.reader->model().rowCount() >= rows);
    }

    void fiveViewsAreOneRequest()
    {
        OutageWorld world;
        std::vector<std::unique_ptr<test::SimulatedReader>> others;
        const qint64 sent = world.server.sent();
        for (int i = 0; i < 4; ++i)
            others.push_back(std::make_unique<test::SimulatedReader>(world.engine, world.favorites, kChain, std::nullopt));
        world.pass(1s);
        QCOMPARE(world.server.sent(), sent); // the list is there
        for (const auto &other : others)
            other->jumpTo(1.0);
        world.reader->jumpTo(1.0);
        for (const auto &other : others)
            other->tell();
        world.reader->tell();
        QCOMPARE(world.server.sent(), sent + 1);
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedOutage)
#include "tst_feedoutage.moc"
