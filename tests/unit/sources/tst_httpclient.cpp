// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QTest>
#include <QThread>

#include <zlib.h>

#include <atomic>

#include "tests/unit/sources/httpworld.h"
#include "tests/unit/sources/scriptedserver.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using namespace matinee::test;
using namespace std::chrono_literals;
using Answer = ScriptedServer::Answer;
using Request = ScriptedServer::Request;

Q_DECLARE_METATYPE(Answer)

namespace {

const QByteArray kPage = R"({"results":[{"id":1},{"id":2}]})";

/// As a page is read: to its end, or it is no page.
BodyVerdict readJson(const HttpResponse &response)
{
    QJsonParseError error;
    QJsonDocument::fromJson(response.body, &error);
    if (error.error == QJsonParseError::NoError)
        return BodyVerdict::good();
    return BodyVerdict::broken({ErrorKind::Malformed, error.errorString(), {}});
}

/// The same text so many times over, packed.
QByteArray gzipped(const QByteArray &plain, int times = 1)
{
    z_stream stream{};
    QByteArray packed(plain.size() + 1024, Qt::Uninitialized);
    QByteArray source = plain;
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    for (int i = 1; i <= times; ++i) {
        stream.next_in = reinterpret_cast<Bytef *>(source.data());
        stream.avail_in = uInt(source.size());
        deflate(&stream, i == times ? Z_FINISH : Z_NO_FLUSH);
    }
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

Answer raw(const QByteArray &headers, const QByteArray &body)
{
    return {"HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body, true};
}

/// Text gzip cannot shrink below a tenth.
QByteArray longJson()
{
    QByteArray text = "[";
    for (int i = 0; i < 4000; ++i)
        text += QByteArray::number(qHash(i, 7)) + ',';
    return text + "0]";
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerArrivesWhole()
    {
        ScriptedServer server([](const Request &, int) {
            return ScriptedServer::whole(200, kPage, "Set-Cookie: a=b\r\nETag: W/\"x\"\r\nX-Request-Duration: 12.5\r\n");
        });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/list?page=1"_s));
        request.headers = {{"Accept", "application/json"}, {"Accept-Encoding", "identity"}};
        std::atomic<QThread *> readOn = nullptr;
        request.read = [&](const HttpResponse &response) {
            readOn = QThread::currentThread();
            return readJson(response);
        };
        const auto first = world.ask(request);
        QVERIFY(first.has_value());
        QCOMPARE(first->status, 200);
        QCOMPARE(first->body, kPage);
        QCOMPARE(headerValue(first->headers, "etag"), QByteArray("W/\"x\""));
        QCOMPARE(first->url, request.url);
        QCOMPARE(first->attempts, 1);
        QVERIFY(readOn && readOn != thread());
        QVERIFY(world.ask(request).has_value());

        QCOMPARE(server.requests().size(), size_t(2));
        const auto &headers = server.requests()[1].headers;
        QCOMPARE(headers.value("user-agent"), QByteArray("Matinee/test"));
        QCOMPARE(headers.value("accept-language"), QByteArray("en-US"));
        QCOMPARE(headers.value("accept"), QByteArray("application/json"));
        QVERIFY(headers.value("accept-encoding").contains("gzip"));
        QVERIFY(!headers.contains("cookie"));
        QVERIFY(!headers.contains("cache-control")); // a server would answer no-cache without a 304
        QVERIFY(!headers.contains("pragma"));
        QVERIFY(!headers.contains("upgrade"));

        const auto events = world.trace.events(u"http.request"_s);
        QCOMPARE(events.size(), size_t(2));
        QCOMPARE(events[0].value(u"path"_s).toString(), u"/list"_s);
        QCOMPARE(events[0].value(u"status"_s).toInt(), 200);
        QCOMPARE(events[0].value(u"bytes"_s).toInt(), int(kPage.size()));
        QCOMPARE(events[0].value(u"server_ms"_s).toDouble(), 12.5);
        QCOMPARE(events[0].value(u"attempt"_s).toInt(), 1);
    }

    void aPackedAnswerIsUnpacked()
    {
        const QByteArray body = longJson();
        ScriptedServer server(
            [&](const Request &, int) { return ScriptedServer::whole(200, gzipped(body), "Content-Encoding: gzip\r\n"); });
        HttpWorld world;
        const auto answer = world.ask(get(server.url(u"/"_s)));
        QVERIFY(answer.has_value());
        QCOMPARE(answer->body, body);
    }

    void everyFinalStatusIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {201, 204, 301, 304, 400, 401, 403, 404, 410, 418, 422, 501})
            QTest::addRow("%d", status) << status;
    }
    void everyFinalStatusIsAnAnswer()
    {
        QFETCH(int, status);
        const QByteArray body = status == 204 || status == 304 ? "" : "{\"detail\":\"x\"}";
        ScriptedServer server([&](const Request &, int) { return ScriptedServer::whole(status, body); });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/"_s));
        std::atomic_int reads = 0;
        request.read = [&](const HttpResponse &) {
            ++reads;
            return BodyVerdict::good();
        };
        const auto answer = world.ask(request);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->body, body);
        QCOMPARE(server.requests().size(), size_t(1));
        QCOMPARE(reads.load(), status == 201 ? 1 : 0);
    }

    void whatPassesByIsAskedAgain_data()
    {
        QTest::addColumn<Answer>("first");
        QTest::newRow("500") << ScriptedServer::whole(500);
        QTest::newRow("502") << ScriptedServer::whole(502);
        QTest::newRow("408") << ScriptedServer::whole(408);
        QTest::newRow("503 with a Retry-After of nothing") << ScriptedServer::whole(503, {}, "Retry-After: 0\r\n");
        QTest::newRow("a body shorter than its length") << raw("Content-Length: 100\r\n", kPage);
        QTest::newRow("chunks without the last") << raw("Transfer-Encoding: chunked\r\n", "5\r\n{\"a\":\r\n");
        QTest::newRow("half a JSON until the end") << raw("Connection: close\r\n", kPage.left(12));
        const QByteArray packed = gzipped(longJson());
        QTest::newRow("gzip cut, with its length")
            << raw("Content-Encoding: gzip\r\nContent-Length: " + QByteArray::number(packed.size()) + "\r\n", packed.left(4000));
        QTest::newRow("gzip cut, the length that of the cut")
            << raw("Content-Encoding: gzip\r\nContent-Length: 4000\r\n", packed.left(4000));
        QTest::newRow("gzip cut, no length") << raw("Content-Encoding: gzip\r\nConnection: close\r\n", packed.left(4000));
        QTest::newRow("no gzip at all") << raw("Content-Encoding: gzip\r\nContent-Length: 7\r\n", "nothing");
        QTest::newRow("nothing but an end") << Answer{"", true};
        QTest::newRow("no HTTP") << Answer{"SSH-2.0-x\r\n\r\n", true};
    }
    void whatPassesByIsAskedAgain()
    {
        QFETCH(Answer, first);
        // A connection that ends without a word may be tried again by Qt itself: the second attempt is told by the trace.
        HttpWorld *asking = nullptr;
        ScriptedServer server([&](const Request &, int) {
            return asking->trace.events(u"http.request"_s).empty() ? first : ScriptedServer::whole(200, kPage);
        });
        HttpWorld world;
        asking = &world;
        HttpRequest request = get(server.url(u"/"_s));
        request.read = readJson;
        const auto answer = world.ask(request);
        QVERIFY2(answer.has_value(), qPrintable(answer ? QString() : answer.error().sentence()));
        QCOMPARE(answer->body, kPage);
        QCOMPARE(answer->attempts, 2);
    }

    void whatStaysBrokenIsToldAfterThreeMore_data()
    {
        QTest::addColumn<Answer>("always");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("half a JSON") << ScriptedServer::whole(200, kPage.left(12)) << ErrorKind::Malformed;
        QTest::newRow("a length that is not the body's") << raw("Content-Length: 100\r\n", kPage) << ErrorKind::Unreachable;
    }
    void whatStaysBrokenIsToldAfterThreeMore()
    {
        QFETCH(Answer, always);
        QFETCH(ErrorKind, kind);
        ScriptedServer server([&](const Request &, int) { return always; });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/"_s));
        request.read = readJson;
        const auto answer = world.ask(request);
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, kind);
        QCOMPARE(world.trace.events(u"http.request"_s).size(), size_t(4));
    }

    void whatIsWholeButWrongIsNotAskedAgain()
    {
        ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(200, "<html>"); });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/"_s));
        request.read = [](const HttpResponse &) {
            return BodyVerdict::wrong({ErrorKind::Malformed, u"no list"_s, u"/results"_s});
        };
        const auto answer = world.ask(request);
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error(), (Error{ErrorKind::Malformed, u"no list"_s, u"/results"_s, 200}));
        QCOMPARE(server.requests().size(), size_t(1));
    }

    void retriesHaveTheirLimits_data()
    {
        QTest::addColumn<bool>("isIdempotent");
        QTest::addColumn<bool>("isBackground");
        QTest::addColumn<int>("attempts");
        QTest::newRow("a read") << true << false << 4;
        QTest::newRow("background work") << true << true << 2;
        QTest::newRow("what must not be repeated") << false << false << 1;
    }
    void retriesHaveTheirLimits()
    {
        QFETCH(bool, isIdempotent);
        QFETCH(bool, isBackground);
        QFETCH(int, attempts);
        ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(500, "no"); });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/"_s));
        request.isIdempotent = isIdempotent;
        request.isBackground = isBackground;
        const auto answer = world.ask(request);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 500);
        QCOMPARE(answer->attempts, attempts);
        QCOMPARE(server.requests().size(), size_t(attempts));
    }

    void timeRunsOut_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<int>("deadlineMs");
        QTest::addColumn<int>("idleMs");
        Answer dribbling = ScriptedServer::whole(200, QByteArray(400, 'x'));
        dribbling.dribbleMs = 20;
        QTest::newRow("a dribbling body meets the deadline") << dribbling << 300 << 15'000;
        QTest::newRow("silence meets the idle time") << Answer{"", false, true} << 20'000 << 200;
        QTest::newRow("silence after the head meets the idle time")
            << Answer{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"} << 20'000 << 200;
    }
    void timeRunsOut()
    {
        QFETCH(Answer, answer);
        QFETCH(int, deadlineMs);
        QFETCH(int, idleMs);
        ScriptedServer server([&](const Request &, int) { return answer; });
        HttpWorld world([&](HttpClientOptions &options) { options.idleTimeout = std::chrono::milliseconds(idleMs); });
        HttpRequest request = get(server.url(u"/"_s));
        request.deadline = std::chrono::milliseconds(deadlineMs);
        request.isIdempotent = false;
        const auto answered = world.ask(request);
        QVERIFY(!answered.has_value());
        QCOMPARE(answered.error().kind, ErrorKind::Timeout);
    }

    void sizeHasItsLimit_data()
    {
        QTest::addColumn<Answer>("answer");
        const QByteArray big(20'000, 'x');
        QTest::newRow("the length says so") << ScriptedServer::whole(200, big);
        QTest::newRow("only the body shows") << raw("Connection: close\r\n", big);
        const QByteArray bomb = gzipped(QByteArray(1'000'000, '\0'), 300);
        QTest::newRow("a decompression bomb") << raw("Content-Encoding: gzip\r\nConnection: close\r\n", bomb);
    }
    void sizeHasItsLimit()
    {
        QFETCH(Answer, answer);
        ScriptedServer server([&](const Request &, int) { return answer; });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/"_s));
        request.maxBytes = 10'000;
        const auto answered = world.ask(request);
        QVERIFY(!answered.has_value());
        QCOMPARE(answered.error().kind, ErrorKind::TooLarge);
        QCOMPARE(server.requests().size(), size_t(1));
    }

    void redirectsWithinTheOriginAreFollowed()
    {
        ScriptedServer server([](const Request &request, int) {
            return request.target == "/a" ? ScriptedServer::whole(301, {}, "Location: /a/\r\n")
                                          : ScriptedServer::whole(200, kPage);
        });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/a"_s));
        request.headers = {{"Authorization", "Bearer abc"}};
        const auto answer = world.ask(request);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->url, server.url(u"/a/"_s));
        QCOMPARE(server.requests()[1].headers.value("authorization"), QByteArray("Bearer abc"));
        QCOMPARE(world.trace.events(u"http.request"_s).size(), size_t(2));
    }

    void redirectsElsewhereAreNot()
    {
        ScriptedServer thief([](const Request &, int) { return ScriptedServer::whole(200, kPage); });
        ScriptedServer server([&](const Request &, int) {
            return ScriptedServer::whole(302, {}, "Location: " + thief.url(u"/steal"_s).toEncoded() + "\r\n");
        });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/a"_s));
        request.headers = {{"Authorization", "Bearer abc"}, {"X-Api-Key", "abc"}};
        const auto answer = world.ask(request);
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, ErrorKind::CrossOrigin);
        QCOMPARE(server.requests().size(), size_t(1));
        QCOMPARE(thief.requests().size(), size_t(0));
    }

    void redirectsEndAfterFive()
    {
        ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(302, {}, "Location: /again\r\n"); });
        HttpWorld world;
        const auto answer = world.ask(get(server.url(u"/"_s)));
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, ErrorKind::CrossOrigin);
        QCOMPARE(server.requests().size(), size_t(6));
    }

    void aServerWithoutTlsIsNoPrivateConnection()
    {
        QTcpServer plain;
        connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
            QTcpSocket *socket = plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        });
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        HttpWorld world;
        const auto answer = world.ask(get(QUrl(u"https://127.0.0.1:%1/"_s.arg(plain.serverPort()))));
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, ErrorKind::Tls);
        QCOMPARE(world.trace.events(u"http.request"_s).size(), size_t(1));
    }

    void writesArriveAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const char *method : {"POST", "PUT", "PATCH", "DELETE"})
            QTest::newRow(method) << QByteArray(method);
    }
    void writesArriveAsTheyAre()
    {
        QFETCH(QByteArray, method);
        ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(204); });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/favorites"_s));
        request.method = method;
        request.body = "{\"id\":1}";
        request.headers = {{"Content-Type", "application/json"}};
        QCOMPARE(world.ask(request)->status, 204);
        QCOMPARE(server.requests().size(), size_t(1));
        QCOMPARE(server.requests()[0].method, method);
        QCOMPARE(server.requests()[0].body, request.body);
        QCOMPARE(server.requests()[0].headers.value("content-type"), QByteArray("application/json"));
    }

    void secretsStayInTheRequest_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::newRow("a success") << ScriptedServer::whole(200, kPage);
        QTest::newRow("a refusal") << ScriptedServer::whole(401, "{}");
        QTest::newRow("a hang-up") << Answer{"", true};
        QTest::newRow("a redirect elsewhere")
            << ScriptedServer::whole(302, {}, "Location: https://b.example/HUSHHUSH?api_key=HUSHHUSH\r\n");
        QTest::newRow("a redirect within") << ScriptedServer::whole(302, {}, "Location: ?api_key=HUSHHUSH\r\n");
        QTest::newRow("too much") << ScriptedServer::whole(200, QByteArray(20'000, 'x'));
        QTest::newRow("no gzip") << raw("Content-Encoding: gzip\r\nContent-Length: 7\r\n", "nothing");
    }
    void secretsStayInTheRequest()
    {
        QFETCH(Answer, answer);
        ScriptedServer server([&](const Request &, int) { return answer; });
        HttpWorld world;
        HttpRequest request = get(server.url(u"/account/HUSHHUSH/list?api_key=HUSHHUSH"_s));
        request.headers = {{"Authorization", "Bearer HUSHHUSH"}};
        request.tracePath = u"/account/{id}/list"_s;
        request.maxBytes = 10'000;
        request.isIdempotent = false;
        const auto answered = world.ask(request);
        if (!answered)
            QVERIFY2(!answered.error().sentence().contains(u"HUSH"), qPrintable(answered.error().sentence()));
        const auto events = world.trace.events(u"http.request"_s);
        QVERIFY(!events.empty());
        for (const QJsonObject &event : events) {
            const QByteArray line = QJsonDocument(event).toJson();
            QVERIFY2(!line.contains("HUSH"), line.constData());
            QCOMPARE(event.value(u"path"_s).toString(), u"/account/{id}/list"_s);
        }
    }

    void whatIsSlowIsTold()
    {
        Answer slow = ScriptedServer::whole(200, QByteArray(60, 'x'));
        slow.dribbleMs = 10;
        ScriptedServer server([&](const Request &, int) { return slow; });
        HttpWorld world;
        QVERIFY(world.ask(get(server.url(u"/slow"_s))).has_value());
        QCOMPARE(world.trace.events(u"http.slow"_s).size(), size_t(1));
        QCOMPARE(world.trace.events(u"http.slow"_s)[0].value(u"path"_s).toString(), u"/slow"_s);
    }

    void nonsenseIsNotSent_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("no host") << u"/list"_s << QByteArray();
        QTest::newRow("a file") << u"file:///etc/passwd"_s << QByteArray();
        QTest::newRow("a header that smuggles another in") << u"http://127.0.0.1:1/"_s << QByteArray("a\r\nHost: b");
    }
    void nonsenseIsNotSent()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, header);
        HttpWorld world;
        HttpRequest request = get(QUrl(url));
        request.headers = {{"X-A", header}};
        const auto answer = world.ask(request);
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, ErrorKind::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
