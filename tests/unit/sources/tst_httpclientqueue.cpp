// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <atomic>

#include "tests/unit/sources/httpworld.h"
#include "tests/unit/sources/scriptedserver.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using namespace matinee::test;
using namespace std::chrono_literals;
using Answer = ScriptedServer::Answer;
using Request = ScriptedServer::Request;

namespace {

Answer held()
{
    Answer answer = ScriptedServer::whole(200, "{}");
    answer.isHeld = true;
    return answer;
}

ScriptedServer::Script holdAll()
{
    return [](const Request &, int) { return held(); };
}

HttpRequest oneAtATime(const QUrl &url, Priority priority)
{
    HttpRequest request = get(url);
    request.limits.inFlight = 1;
    request.priority = priority;
    return request;
}

} // namespace

class TestHttpClientQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theUrgentGoBeforeWhatWaits()
    {
        ScriptedServer server(holdAll());
        HttpWorld world;
        Answers answers;
        const auto send = [&](const QString &path, Priority priority) {
            world.client->send(oneAtATime(server.url(path), priority), {}, answers.into(0));
        };
        send(u"/first"_s, Priority::Prefetch);
        QTRY_COMPARE(server.heldCount(), 1);
        send(u"/warm"_s, Priority::Prefetch);
        send(u"/ahead"_s, Priority::Neighbor);
        send(u"/poster"_s, Priority::VisibleImage);
        send(u"/page"_s, Priority::VisiblePage);
        send(u"/page2"_s, Priority::VisiblePage);
        for (int i = 0; i < 6; ++i) {
            QTRY_COMPARE(server.heldCount(), 1);
            server.releaseOne();
        }
        QTRY_COMPARE(answers.count(), size_t(6));
        QCOMPARE(server.targets(), (std::vector<QByteArray>{"/first", "/page", "/page2", "/poster", "/ahead", "/warm"}));
    }

    void aScreenFullOfPicturesDoesNotHoldUpTheNextPage()
    {
        ScriptedServer server(holdAll());
        HttpWorld world;
        Answers answers;
        for (int i = 0; i < 12; ++i) {
            HttpRequest picture = get(server.url(u"/poster%1"_s.arg(i)));
            picture.priority = Priority::VisibleImage;
            picture.traffic = Traffic::Pictures;
            picture.limits.inFlight = 6;
            world.client->send(picture, {}, answers.into(i));
        }
        QTRY_COMPARE(server.heldCount(), 6); // all the connections there are
        HttpRequest next = get(server.url(u"/page2"_s));
        next.priority = Priority::Neighbor;
        world.client->send(next, {}, answers.into(12));
        server.releaseOne();
        QTRY_COMPARE(server.requests().size(), size_t(7));
        QCOMPARE(server.targets().back(), QByteArray("/page2"));
        while (answers.count() < 13) {
            server.releaseAll();
            QTRY_VERIFY(answers.count() == 13 || server.heldCount() > 0);
        }
    }

    void joiningRaisesThePriority()
    {
        ScriptedServer server(holdAll());
        HttpWorld world;
        Answers answers;
        const auto send = [&](const QString &path, Priority priority) {
            HttpRequest request = oneAtATime(server.url(path), priority);
            request.flightKey = path.toLatin1();
            world.client->send(request, {}, answers.into(0));
        };
        send(u"/first"_s, Priority::Prefetch);
        QTRY_COMPARE(server.heldCount(), 1);
        send(u"/b"_s, Priority::Prefetch);
        send(u"/c"_s, Priority::Neighbor);
        send(u"/b"_s, Priority::VisiblePage);
        for (int i = 0; i < 3; ++i) {
            QTRY_COMPARE(server.heldCount(), 1);
            server.releaseOne();
        }
        QTRY_COMPARE(answers.count(), size_t(4));
        QCOMPARE(server.targets(), (std::vector<QByteArray>{"/first", "/b", "/c"}));
    }

    void noMoreAreOnTheWireThanTheHostTakes()
    {
        ScriptedServer server(holdAll());
        HttpWorld world;
        Answers answers;
        for (int i = 0; i < 12; ++i) {
            HttpRequest request = get(server.url(u"/%1"_s.arg(i)));
            request.limits.inFlight = 4;
            world.client->send(request, {}, answers.into(i));
        }
        size_t done = 0;
        while (done < 12) {
            const size_t open = std::min<size_t>(4, 12 - done);
            QTRY_COMPARE(size_t(server.heldCount()), open);
            QCOMPARE(server.requests().size(), done + open);
            server.releaseOne();
            ++done;
            QTRY_COMPARE(answers.count(), done);
        }
    }

    void fiveWaitersAreOneRequest()
    {
        ScriptedServer server(holdAll());
        HttpWorld world;
        Answers answers;
        std::atomic_int reads = 0;
        HttpRequest request = get(server.url(u"/list"_s));
        request.flightKey = "list";
        request.read = [&](const HttpResponse &) {
            ++reads;
            return BodyVerdict::good();
        };
        for (int i = 0; i < 5; ++i)
            world.client->send(request, {}, answers.into(i));
        QTRY_COMPARE(server.heldCount(), 1);
        server.releaseAll();
        QTRY_COMPARE(answers.count(), size_t(5));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(answers.of(i)->body, QByteArray("{}"));
        QCOMPARE(server.requests().size(), size_t(1));
        QCOMPARE(reads.load(), 5); // each keeps what its own made of the body
    }

    void aFailureIsToldToEveryWaiterOnce()
    {
        ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(200, QByteArray(100, 'x')); });
        HttpWorld world;
        Answers answers;
        HttpRequest request = get(server.url(u"/list"_s));
        request.flightKey = "list";
        request.maxBytes = 10;
        for (int i = 0; i < 5; ++i)
            world.client->send(request, {}, answers.into(i));
        QTRY_COMPARE(answers.count(), size_t(5));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(answers.of(i).error().kind, ErrorKind::TooLarge);
        QCOMPARE(server.requests().size(), size_t(1));
    }

    void whoMustNotJoinIsAnsweredByALaterFlight()
    {
        ScriptedServer server([](const Request &, int number) {
            Answer answer = ScriptedServer::whole(200, number == 0 ? "old" : "new");
            answer.isHeld = true;
            return answer;
        });
        HttpWorld world;
        Answers answers;
        HttpRequest request = get(server.url(u"/favorites"_s));
        request.flightKey = "favorites";
        world.client->send(request, {}, answers.into(1));
        QTRY_COMPARE(server.heldCount(), 1);
        request.mayJoin = false;
        world.client->send(request, {}, answers.into(2));
        QTRY_COMPARE(server.heldCount(), 2);
        server.releaseAll();
        QTRY_COMPARE(answers.count(), size_t(2));
        QCOMPARE(answers.of(1)->body, QByteArray("old"));
        QCOMPARE(answers.of(2)->body, QByteArray("new"));
    }

    void whatWaitsIsGivenUpAtOnce()
    {
        ScriptedServer server(holdAll());
        HttpWorld world;
        Answers answers;
        world.client->send(oneAtATime(server.url(u"/first"_s), Priority::VisiblePage), {}, answers.into(1));
        QTRY_COMPARE(server.heldCount(), 1);
        const CancelToken token;
        world.client->send(oneAtATime(server.url(u"/second"_s), Priority::VisiblePage), token, answers.into(2));
        token.cancel();
        world.client->cancel(token);
        QTRY_COMPARE(answers.count(), size_t(1));
        QCOMPARE(answers.of(2).error().kind, ErrorKind::Cancelled);
        server.releaseAll();
        QTRY_COMPARE(answers.count(), size_t(2));
        world.client->send(oneAtATime(server.url(u"/third"_s), Priority::VisiblePage), {}, answers.into(3));
        QTRY_COMPARE(server.heldCount(), 1);
        QCOMPARE(server.targets(), (std::vector<QByteArray>{"/first", "/third"}));
    }

    void aTokenThatWasOnlyCancelledStartsNothing()
    {
        ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(200, "{}"); });
        HttpWorld world;
        Answers answers;
        const CancelToken token;
        token.cancel();
        world.client->send(get(server.url(u"/"_s)), token, answers.into(1));
        QTRY_COMPARE(answers.count(), size_t(1));
        QCOMPARE(answers.of(1).error().kind, ErrorKind::Cancelled);
        QCOMPARE(server.requests().size(), size_t(0));
    }

    void whatIsOnTheWireLivesOnForItsGrace()
    {
        ScriptedServer server(holdAll());
        HttpWorld world([](HttpClientOptions &options) { options.leaveGrace = 100ms; });
        Answers answers;
        HttpRequest request = get(server.url(u"/list"_s));
        request.flightKey = "list";
        const CancelToken token;
        world.client->send(request, token, answers.into(1));
        QTRY_COMPARE(server.heldCount(), 1);
        world.client->cancel(token);
        QTRY_COMPARE(answers.count(), size_t(1));
        QCOMPARE(answers.of(1).error().kind, ErrorKind::Cancelled);
        QCOMPARE(server.desertedCount(), 0);
        QTRY_COMPARE(server.desertedCount(), 1);
        const auto events = world.trace.events(u"http.request"_s);
        QCOMPARE(events.size(), size_t(1));
        QCOMPARE(events[0].value(u"error"_s).toString(), u"cancelled"_s);
    }

    void whoComesBackWithinTheGraceGetsTheSameFlight()
    {
        ScriptedServer server(holdAll());
        HttpWorld world;
        Answers answers;
        HttpRequest request = get(server.url(u"/list"_s));
        request.flightKey = "list";
        const CancelToken token;
        world.client->send(request, token, answers.into(1));
        QTRY_COMPARE(server.heldCount(), 1);
        world.client->cancel(token);
        world.client->send(request, {}, answers.into(2));
        QTRY_COMPARE(answers.count(), size_t(1));
        server.releaseAll();
        QTRY_COMPARE(answers.count(), size_t(2));
        QVERIFY(answers.of(2).has_value());
        QCOMPARE(server.requests().size(), size_t(1));
    }

    void oneWaiterLeavingLeavesTheOthers()
    {
        ScriptedServer server(holdAll());
        HttpWorld world([](HttpClientOptions &options) { options.leaveGrace = 0ms; });
        Answers answers;
        HttpRequest request = get(server.url(u"/list"_s));
        request.flightKey = "list";
        const CancelToken token;
        world.client->send(request, token, answers.into(1));
        world.client->send(request, {}, answers.into(2));
        QTRY_COMPARE(server.heldCount(), 1);
        world.client->cancel(token);
        QTRY_COMPARE(answers.count(), size_t(1));
        server.releaseAll();
        QTRY_COMPARE(answers.count(), size_t(2));
        QVERIFY(answers.of(2).has_value());
    }

    void aRetryAfterFreezesTheWholeHost()
    {
        using At = std::chrono::steady_clock::time_point;
        At saidAt;
        ScriptedServer server([&](const Request &, int number) {
            if (number > 0)
                return ScriptedServer::whole(200, "{}");
            saidAt = std::chrono::steady_clock::now();
            return ScriptedServer::whole(429, "slow down", "Retry-After: 1\r\n");
        });
        QString frozenHost;
        std::chrono::milliseconds frozenFor{};
        HttpWorld world([&](HttpClientOptions &options) {
            options.hostFrozen = [&](const QString &host, std::chrono::milliseconds time) {
                frozenHost = host;
                frozenFor = time;
            };
        });
        Answers answers;
        world.client->send(get(server.url(u"/one"_s)), {}, answers.into(1));
        QTRY_COMPARE(frozenHost, u"127.0.0.1"_s);
        QCOMPARE(frozenFor, std::chrono::milliseconds(1s));
        world.client->send(get(server.url(u"/two"_s)), {}, answers.into(2));
        QTRY_COMPARE(answers.count(), size_t(2));
        QCOMPARE(answers.of(1)->attempts, 2);
        QCOMPARE(answers.of(2)->attempts, 1);
        QCOMPARE(server.requests().size(), size_t(3));
        QVERIFY(server.requests()[1].at - saidAt >= 1s);
        QVERIFY(server.requests()[2].at - saidAt >= 1s);
    }

    void moreThanTenMinutesAreNotWaitedFor_data()
    {
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::newRow("in seconds") << QByteArray("3600");
        // The server's clock is years off; the hour counts, not the date.
        QTest::newRow("as a date by the server's clock")
            << QByteArray("Sun, 06 Nov 1994 09:49:37 GMT\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT");
    }
    void moreThanTenMinutesAreNotWaitedFor()
    {
        QFETCH(QByteArray, retryAfter);
        ScriptedServer server(
            [&](const Request &, int) { return ScriptedServer::whole(503, {}, "Retry-After: " + retryAfter + "\r\n"); });
        HttpWorld world;
        const auto first = world.ask(get(server.url(u"/one"_s)));
        QVERIFY(!first.has_value());
        QCOMPARE(first.error().kind, ErrorKind::RateLimited);
        QCOMPARE(first.error().httpStatus, 503);
        const std::chrono::milliseconds wait = first.error().retryAfter.value_or(0ms); // less what has passed since the answer
        QVERIFY2(wait > 3590s && wait <= 3600s, qPrintable(u"%1 ms"_s.arg(wait.count())));
        const auto second = world.ask(get(server.url(u"/two"_s)));
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().kind, ErrorKind::RateLimited);
        QVERIFY(second.error().retryAfter > std::chrono::milliseconds(59min));
        QCOMPARE(server.requests().size(), size_t(1));
    }

    void aHostThatDoesNotAnswerIsLeftAlone()
    {
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        HttpRequest request = get(QUrl(u"http://127.0.0.1:%1/"_s.arg(nobody.serverPort())));
        nobody.close();
        request.isIdempotent = false;
        HttpWorld world;
        for (int i = 0; i < 5; ++i) {
            const auto answer = world.ask(request);
            QVERIFY(!answer.has_value());
            QCOMPARE(answer.error().kind, ErrorKind::Unreachable);
            QVERIFY(!answer.error().retryAfter);
        }
        const auto answer = world.ask(request);
        QCOMPARE(answer.error().kind, ErrorKind::Unreachable);
        QVERIFY(answer.error().retryAfter > std::chrono::milliseconds(10s));
        QCOMPARE(world.trace.events(u"http.request"_s).size(), size_t(5));
    }

    void theRateIsKept()
    {
        ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(200, "{}"); });
        HttpWorld world;
        Answers answers;
        for (int i = 0; i < 6; ++i) {
            HttpRequest request = get(server.url(u"/%1"_s.arg(i)));
            request.limits = {20, 2, 6};
            world.client->send(request, {}, answers.into(i));
        }
        QTRY_COMPARE(answers.count(), size_t(6));
        QVERIFY2(server.requests()[5].at - server.requests()[0].at >= 180ms, "four of six wait for 50 ms each");
    }

    void closingWithFortyOnTheWayIsQuick()
    {
        std::vector<std::unique_ptr<ScriptedServer>> servers;
        for (int i = 0; i < 8; ++i)
            servers.push_back(std::make_unique<ScriptedServer>(holdAll()));
        HttpWorld world;
        Answers answers;
        for (int i = 0; i < 60; ++i)
            world.client->send(get(servers[size_t(i % 8)]->url(u"/%1"_s.arg(i))), {}, answers.into(i));
        for (const auto &server : servers)
            QTRY_COMPARE(server->heldCount(), 6);
        QElapsedTimer timer;
        timer.start();
        world.client->close();
        QVERIFY2(timer.elapsed() < 1'500, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
        QCOMPARE(answers.count(), size_t(0)); // never from inside a call
        world.client->send(get(servers[0]->url(u"/late"_s)), {}, answers.into(60));
        QTRY_COMPARE(answers.count(), size_t(61));
        for (int i = 0; i <= 60; ++i)
            QCOMPARE(answers.of(i).error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(servers[0]->desertedCount(), 6);
    }

    void closingDoesNotWaitForASlowReader()
    {
        ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(200, "{}"); });
        auto gate = std::make_shared<std::atomic_int>(0); // 1: reading, 2: may end
        {
            HttpWorld world;
            Answers answers;
            HttpRequest request = get(server.url(u"/"_s));
            request.read = [gate](const HttpResponse &) {
                *gate = 1;
                gate->notify_all();
                gate->wait(1);
                return BodyVerdict::good();
            };
            world.client->send(request, {}, answers.into(1));
            QTRY_COMPARE(gate->load(), 1);
            QElapsedTimer timer;
            timer.start();
            world.client->close();
            QVERIFY2(timer.elapsed() < 1'500, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
        }
        *gate = 2;
        gate->notify_all();
    }
};

QTEST_GUILESS_MAIN(TestHttpClientQueue)
#include "tst_httpclientqueue.moc"
