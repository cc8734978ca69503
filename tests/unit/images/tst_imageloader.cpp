// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/images/imageloader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/scriptedimages.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ImageKey poster(const QString &name)
{
    return {u"tmdb"_s, name, u"w342"_s};
}

struct Asker {
    CancelToken token;
    std::vector<Result<QByteArray>> answers;
};

struct World {
    std::shared_ptr<Asker> ask(const QString &name, Priority priority = Priority::VisibleImage)
    {
        auto asker = std::make_shared<Asker>();
        loader.bytes(poster(name), priority, asker->token,
            [asker](const Result<QByteArray> &answer) { asker->answers.push_back(answer); });
        return asker;
    }
    void leave(const Asker &asker)
    {
        asker.token.cancel();
        loader.cancel(asker.token);
    }
    /// Failing on the network whatever is asked, until nothing is; how many requests that took.
    int failAll(const Error &error)
    {
        int requests = 0;
        while (!network.awaited().empty()) {
            network.answerWith(network.awaitedPaths().constFirst(), tl::unexpected(error));
            ++requests;
        }
        return requests;
    }

    test::ScriptedImageStore store;
    test::ScriptedImages network;
    test::FakeClock clock;
    test::RecordingTrace trace;
    ImageLoader loader{store, network, clock, trace};
};

bool cameWith(const Asker &asker, const QByteArray &bytes)
{
    return asker.answers.size() == 1 && asker.answers.front() == bytes;
}

bool failedAs(const Asker &asker, ErrorKind kind)
{
    return asker.answers.size() == 1 && !asker.answers.front() && asker.answers.front().error().kind == kind;
}

} // namespace

class TestImageLoader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKeptPictureNeedsNoNetwork();
    void aFetchedPictureIsKept();
    void howeverManyAskItIsAskedForOnce();
    void whoCancelsLeavesAndTheOthersGetTheirs();
    void theLastOneLeavingCancelsTheRequest();
    void aPictureAskedForAnewIsNotAnsweredByTheCancelledRequest();
    void theMostUrgentGoesNext();
    void aWaiterRaisesThePriority();
    void aPictureThatIsNotThereIsNotAskedForAgainToday();
    void aHostThatAsksToWaitIsLeftAlone();
    void aFrozenHostStillShowsWhatIsKept();
    void anotherHostIsNotHeldUp();
    void theNetworksReturnMakesItTryAgain();
    void itTellsWhereAPictureCameFrom();
    void anAnswerMayAskForMore();
};

void TestImageLoader::aKeptPictureNeedsNoNetwork()
{
    World world;
    world.store.kept.insert(poster(u"/a"_s), "kept");
    const auto asker = world.ask(u"/a"_s);
    QVERIFY(asker->answers.empty());
    world.store.answerReads();
    QVERIFY(cameWith(*asker, "kept"));
    QVERIFY(world.network.asked.isEmpty());
}

void TestImageLoader::aFetchedPictureIsKept()
{
    World world;
    const auto asker = world.ask(u"/a"_s);
    QVERIFY(world.network.asked.isEmpty()); // the store first
    world.store.answerReads();
    QVERIFY(world.network.answerWith(u"/a"_s, QByteArray("new")));
    QVERIFY(cameWith(*asker, "new"));
    QCOMPARE(world.store.kept.value(poster(u"/a"_s)), QByteArray("new"));
}

void TestImageLoader::howeverManyAskItIsAskedForOnce()
{
    World world;
    const auto first = world.ask(u"/a"_s);
    const auto whileReading = world.ask(u"/a"_s);
    world.store.answerReads();
    const auto whileFetching = world.ask(u"/a"_s);
    QCOMPARE(world.store.readsAsked, 1);
    QCOMPARE(world.network.asked.size(), 1);
    world.network.answerWith(u"/a"_s, QByteArray("new"));
    for (const auto &asker : {first, whileReading, whileFetching})
        QVERIFY(cameWith(*asker, "new"));
}

void TestImageLoader::whoCancelsLeavesAndTheOthersGetTheirs()
{
    World world;
    const auto stays = world.ask(u"/a"_s);
    const auto leaves = world.ask(u"/a"_s);
    world.store.answerReads();
    world.leave(*leaves);
    QVERIFY(failedAs(*leaves, ErrorKind::Cancelled));
    QVERIFY(world.network.givenUp.empty());
    world.network.answerWith(u"/a"_s, QByteArray("new"));
    QVERIFY(cameWith(*stays, "new"));
    QVERIFY(failedAs(*leaves, ErrorKind::Cancelled)); // still the one answer
}

void TestImageLoader::theLastOneLeavingCancelsTheRequest()
{
    World world;
    const auto one = world.ask(u"/a"_s);
    const auto two = world.ask(u"/a"_s);
    world.store.answerReads();
    world.leave(*one);
    QCOMPARE(world.network.awaited().size(), size_t(1));
    world.leave(*two);
    QVERIFY(world.network.awaited().empty());
    QCOMPARE(world.network.givenUp.size(), size_t(1));
    // What comes all the same is paid for, so it is kept.
    world.network.asks.front().reply(QByteArray("late"));
    QCOMPARE(world.store.kept.value(poster(u"/a"_s)), QByteArray("late"));
    QVERIFY(failedAs(*one, ErrorKind::Cancelled));
}

void TestImageLoader::aPictureAskedForAnewIsNotAnsweredByTheCancelledRequest()
{
    World world;
    const auto before = world.ask(u"/a"_s);
    world.store.answerReads();
    world.leave(*before);
    const auto again = world.ask(u"/a"_s);
    world.network.asks.front().reply(fail(ErrorKind::Cancelled, {}));
    QVERIFY(again->answers.empty());
    world.store.answerReads();
    world.network.answerWith(u"/a"_s, QByteArray("new"));
    QVERIFY(cameWith(*again, "new"));
}

void TestImageLoader::theMostUrgentGoesNext()
{
    World world;
    for (int i = 0; i < 20; ++i)
        world.ask(u"/prefetch%1"_s.arg(i), Priority::Prefetch);
    world.store.answerReads();
    const auto started = world.network.asked.size();
    QVERIFY(started < 20); // the rest waits where it can be overtaken
    world.ask(u"/neighbor"_s, Priority::Neighbor);
    world.ask(u"/visible"_s);
    const auto unwanted = world.ask(u"/unwanted"_s);
    world.store.answerReads();
    unwanted->token.cancel(); // without a word
    QCOMPARE(world.network.asked.size(), started);
    world.network.answerWith(u"/prefetch0"_s, QByteArray("0"));
    world.network.answerWith(u"/prefetch1"_s, QByteArray("1"));
    QCOMPARE(world.network.asked.mid(started), QStringList({u"/visible"_s, u"/neighbor"_s}));
    QCOMPARE(world.network.asks.back().priority, Priority::Neighbor);
}

void TestImageLoader::aWaiterRaisesThePriority()
{
    World world;
    for (int i = 0; i < 20; ++i)
        world.ask(u"/neighbor%1"_s.arg(i), Priority::Neighbor);
    world.store.answerReads();
    const auto started = world.network.asked.size();
    world.ask(u"/neighbor19"_s); // scrolled into view
    world.network.answerWith(u"/neighbor0"_s, QByteArray("0"));
    QCOMPARE(world.network.asked.at(started), u"/neighbor19"_s);
    QCOMPARE(world.network.asks.back().priority, Priority::VisibleImage);
}

void TestImageLoader::aPictureThatIsNotThereIsNotAskedForAgainToday()
{
    World world;
    const auto asker = world.ask(u"/a"_s);
    world.store.answerReads();
    world.network.answerWith(u"/a"_s, fail(ErrorKind::NotFound, u"no such picture"_s));
    QVERIFY(failedAs(*asker, ErrorKind::NotFound));
    world.clock.advance(23h);
    const auto again = world.ask(u"/a"_s);
    QVERIFY(again->answers.empty()); // never from inside the asking call
    world.store.answerReads();
    QVERIFY(failedAs(*again, ErrorKind::NotFound));
    QCOMPARE(world.network.asked.size(), 1);
    world.clock.advance(2h);
    world.ask(u"/a"_s);
    world.store.answerReads();
    QCOMPARE(world.network.asked.size(), 2);
    QVERIFY(!world.store.kept.contains(poster(u"/a"_s)));
}

void TestImageLoader::aHostThatAsksToWaitIsLeftAlone()
{
    World world;
    std::vector<std::shared_ptr<Asker>> askers;
    for (int i = 0; i < 40; ++i)
        askers.push_back(world.ask(u"/%1"_s.arg(i)));
    world.store.answerReads();
    const auto onWire = world.network.asked.size();
    const int requests = world.failAll({ErrorKind::RateLimited, u"asked to wait"_s, {}, 429, 60s});
    QCOMPARE(requests, int(onWire)); // what waited its turn was never sent
    for (const auto &asker : askers)
        QVERIFY(failedAs(*asker, ErrorKind::RateLimited));
    QCOMPARE(world.trace.events(u"error"_s).size(), size_t(1));
    QCOMPARE(world.trace.events(u"error"_s).front().value(u"kind"_s).toString(), u"rate-limited"_s);
    world.clock.advance(60s);
    world.ask(u"/0"_s);
    world.store.answerReads();
    QCOMPARE(world.network.asked.size(), onWire + 1);
}

void TestImageLoader::aFrozenHostStillShowsWhatIsKept()
{
    World world;
    world.store.kept.insert(poster(u"/kept"_s), "kept");
    world.ask(u"/a"_s);
    world.store.answerReads();
    world.failAll({ErrorKind::Unreachable, {}, {}});
    const auto kept = world.ask(u"/kept"_s);
    const auto other = world.ask(u"/b"_s);
    world.store.answerReads();
    QVERIFY(cameWith(*kept, "kept"));
    QVERIFY(failedAs(*other, ErrorKind::Unreachable));
    QCOMPARE(world.network.asked, QStringList{u"/a"_s});
}

void TestImageLoader::anotherHostIsNotHeldUp()
{
    World world;
    for (int i = 0; i < 20; ++i)
        world.ask(u"https://slow.example.org/%1.jpg"_s.arg(i));
    const auto elsewhere = world.ask(u"https://quick.example.org/a.jpg"_s);
    world.store.answerReads();
    QVERIFY(world.network.answerWith(u"https://quick.example.org/a.jpg"_s, QByteArray("quick")));
    QVERIFY(cameWith(*elsewhere, "quick"));
}

void TestImageLoader::theNetworksReturnMakesItTryAgain()
{
    World world;
    world.ask(u"/a"_s);
    world.store.answerReads();
    world.failAll({ErrorKind::Unreachable, {}, {}});
    world.loader.forgetFailures();
    world.ask(u"/a"_s);
    world.store.answerReads();
    QCOMPARE(world.network.asked.size(), 2);
}

void TestImageLoader::itTellsWhereAPictureCameFrom()
{
    World world;
    world.store.kept.insert(poster(u"/kept"_s), "four");
    world.ask(u"/kept"_s);
    world.ask(u"/new"_s);
    world.store.answerReads();
    world.clock.advance(30ms);
    world.network.answerWith(u"/new"_s, QByteArray("longer"));
    const auto events = world.trace.events(u"image.ready"_s);
    QCOMPARE(events.size(), size_t(2));
    QCOMPARE(events.at(0), QJsonObject({{u"source"_s, u"tmdb"_s}, {u"from"_s, u"store"_s}, {u"bytes"_s, 4}, {u"ms"_s, 0.0}}));
    QCOMPARE(events.at(1), QJsonObject({{u"source"_s, u"tmdb"_s}, {u"from"_s, u"network"_s}, {u"bytes"_s, 6}, {u"ms"_s, 30.0}}));
}

void TestImageLoader::anAnswerMayAskForMore()
{
    World world;
    std::shared_ptr<Asker> second;
    world.loader.bytes(
        poster(u"/a"_s), Priority::VisibleImage, {}, [&](const Result<QByteArray> & /*answer*/) { second = world.ask(u"/a"_s); });
    world.store.answerReads();
    world.network.answerWith(u"/a"_s, QByteArray("new"));
    QVERIFY(second && second->answers.empty());
    world.store.answerReads();
    QVERIFY(cameWith(*second, "new"));
}

QTEST_GUILESS_MAIN(TestImageLoader)
#include "tst_imageloader.moc"
