// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/faultserver/faultserver.h"
#include "tests/support/faultserver/gzip.h"
#include "tests/unit/support/rawclient.h"

using namespace matinee::test;
using namespace Qt::StringLiterals;

/// The HTTP side of the server, and its log.
class TestFaultServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsAConnectionForManyRequests()
    {
        FaultServer server;
        QVERIFY(server.start());
        RawClient client(server.port());
        for (int page = 1; page <= 5; ++page) {
            client.get("/3/movie/popular?page=" + QByteArray::number(page));
            const RawReply reply = client.reply();
            QCOMPARE(reply.status, 200);
            QVERIFY(!reply.closed);
            QCOMPARE(reply.json().value(u"page"_s).toInt(), page);
        }
        QCOMPARE(server.requests().size(), 5U);
    }

    void answersPipelinedRequestsInTheirOrder()
    {
        FaultServer server;
        QVERIFY(server.start());
        server.script(onQuery(u"/popular"_s, u"page"_s, u"1"_s), {.latency = std::chrono::milliseconds(50)});
        RawClient client(server.port());
        QByteArray all;
        for (int page = 1; page <= 3; ++page)
            all += "GET /3/movie/popular?page=" + QByteArray::number(page) + " HTTP/1.1\r\n\r\n";
        client.send(all);
        for (int page = 1; page <= 3; ++page)
            QCOMPARE(client.reply().json().value(u"page"_s).toInt(), page);
    }

    void readsRequests_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray favorite = R"({"media_type":"movie","media_id":5,"favorite":true})";
        const QByteArray post = "POST /3/account/1/favorite?session_id=session HTTP/1.1\r\n";
        QTest::newRow("a body with a length")
            << post + "Content-Length: " + QByteArray::number(favorite.size()) + "\r\n\r\n" + favorite << 200;
        QTest::newRow("a body in chunks") << post + "Transfer-Encoding: chunked\r\n\r\n" + QByteArray::number(favorite.size(), 16)
                + "\r\n" + favorite
                + "\r\n0\r\n\r\n" << 200;
        QTest::newRow("percent escapes in path and query")
            << QByteArray("GET /3/%6Dovie/popular?p%61ge=%31 HTTP/1.1\r\n\r\n") << 200;
        QTest::newRow("no HTTP at all") << QByteArray("hello\r\n\r\n") << 400;
        QTest::newRow("a header line without a colon") << QByteArray("GET / HTTP/1.1\r\nnonsense\r\n\r\n") << 400;
        QTest::newRow("a head without end") << QByteArray(70'000, 'x') << 431;
        QTest::newRow("a body beyond all measure") << post + "Content-Length: 99999999999\r\n\r\n" << 413;
        QTest::newRow("a negative length") << post + "Content-Length: -1\r\n\r\n" << 400;
    }
    void readsRequests()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        FaultServer server;
        QVERIFY(server.start());
        RawClient client(server.port());
        client.send(bytes);
        QCOMPARE(client.reply().status, status);
    }

    void headHasTheHeadersOfGetAndNoBody()
    {
        FaultServer server;
        QVERIFY(server.start());
        const RawReply got = RawClient::fetch(server.port(), "/3/movie/popular");
        RawClient client(server.port());
        client.send("HEAD /3/movie/popular HTTP/1.1\r\n\r\nGET /3/configuration HTTP/1.1\r\n\r\n");
        const RawReply head = client.reply(true);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("Content-Length"), got.header("Content-Length"));
        QVERIFY(client.reply().json().contains(u"images"_s));
    }

    void encodesForThoseWhoAccept_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<bool>("chunked");
        QTest::addColumn<QByteArray>("encoding");
        QTest::newRow("nothing said") << QByteArray() << false << QByteArray();
        QTest::newRow("gzip among others") << QByteArray("Accept-Encoding: br, gzip;q=0.8\r\n") << false << QByteArray("gzip");
        QTest::newRow("gzip refused") << QByteArray("Accept-Encoding: gzip;q=0\r\n") << false << QByteArray();
        QTest::newRow("gzip in chunks") << QByteArray("Accept-Encoding: gzip\r\n") << true << QByteArray("gzip");
        QTest::newRow("plain in chunks") << QByteArray() << true << QByteArray();
    }
    void encodesForThoseWhoAccept()
    {
        QFETCH(QByteArray, accept);
        QFETCH(bool, chunked);
        QFETCH(QByteArray, encoding);
        FaultServer server({.chunked = chunked});
        QVERIFY(server.start());
        const RawReply reply = RawClient::fetch(server.port(), "/3/movie/popular", accept);
        QCOMPARE(reply.header("Content-Encoding"), encoding);
        QCOMPARE(reply.header("Transfer-Encoding"), chunked ? QByteArray("chunked") : QByteArray());
        QVERIFY(reply.isWhole);
        QCOMPARE(reply.json().value(u"results"_s).toArray().size(), 20);
        QVERIFY(encoding.isEmpty() || reply.raw.size() < reply.body.size());
    }

    void answersKnownPagesWith304()
    {
        FaultServer server;
        QVERIFY(server.start());
        const QByteArray etag = RawClient::fetch(server.port(), "/3/movie/popular").header("ETag");
        QVERIFY(etag.startsWith("W/\""));
        const RawReply again = RawClient::fetch(server.port(), "/3/movie/popular", "If-None-Match: \"x\", " + etag + "\r\n");
        QCOMPARE(again.status, 304);
        QCOMPARE(again.header("ETag"), etag);
        QCOMPARE(RawClient::fetch(server.port(), "/3/movie/popular?page=2", "If-None-Match: " + etag + "\r\n").status, 200);
    }

    void logsWhatWasAsked()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"log"_s);
        FaultServer server({.logFile = path});
        QVERIFY(server.start());
        server.script(onPath(u"/similar"_s), Fault::ofStatus(503));
        (void)RawClient::fetch(server.port(), "/3/search/movie?query=silver+harbor&page=2", "X-Mine: yes\r\n");
        (void)RawClient::fetch(server.port(), "/3/movie/1/similar");
        const auto requests = server.requests();
        QCOMPARE(requests.size(), 2U);
        QCOMPARE(requests[0].path, u"/3/search/movie"_s);
        QCOMPARE(requests[0].value(u"query"), u"silver harbor"_s);
        QCOMPARE(requests[0].header("x-mine"), QByteArray("yes"));
        QCOMPARE(requests[0].status, 200);
        QCOMPARE(requests[1].status, 503);
        QCOMPARE(server.count(onPath(u"/similar"_s)), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject second = QJsonDocument::fromJson(file.readAll().split('\n').value(1)).object();
        QCOMPARE(second.value(u"path"_s).toString(), u"/3/movie/1/similar"_s);
        QCOMPARE(second.value(u"fault"_s).toString(), u"status 503"_s);
        server.clearRequests();
        QVERIFY(server.requests().empty());
    }

    void goesDownAndComesBackOnTheSamePort()
    {
        FaultServer server;
        QVERIFY(server.start());
        const quint16 port = server.port();
        RawClient client(port);
        client.get("/3/configuration");
        QCOMPARE(client.reply().status, 200);
        server.stop();
        QVERIFY(client.socket().state() == QAbstractSocket::UnconnectedState || client.socket().waitForDisconnected(5000));
        QTcpSocket refused;
        refused.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(!refused.waitForConnected(2000));
        QVERIFY(server.start());
        QCOMPARE(server.port(), port);
        QCOMPARE(RawClient::fetch(port, "/3/configuration").status, 200);
    }

    void listensOnTheLoopbackOnly()
    {
        FaultServer server;
        QVERIFY(server.start());
        QCOMPARE(server.url(u"/a?b=c"_s).toString(), u"http://127.0.0.1:%1/a?b=c"_s.arg(server.port()));
        for (const QHostAddress &address : {QHostAddress(u"127.0.0.2"_s), QHostAddress(QHostAddress::LocalHostIPv6)}) {
            QTcpSocket elsewhere;
            elsewhere.connectToHost(address, server.port());
            QVERIFY(!elsewhere.waitForConnected(2000));
        }
    }

    void worksOnTheCallersThread()
    {
        FaultServer server({.titles = 30}, FaultServer::Where::CallersThread);
        QVERIFY(server.start());
        QNetworkAccessManager network;
        const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(server.url(u"/3/movie/popular?page=2"_s))));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QCOMPARE(QJsonDocument::fromJson(reply->readAll()).object().value(u"results"_s).toArray().size(), 10);
    }

    void saysWhatItCannotServe_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("catalogue");
        QTest::newRow("an unknown dialect") << u"klingon"_s << QString();
        QTest::newRow("a file that is not there") << u"tmdb"_s << u"/nowhere/films.jsonl"_s;
    }
    void saysWhatItCannotServe()
    {
        QFETCH(QString, dialect);
        QFETCH(QString, catalogue);
        FaultServer server({.dialect = dialect, .catalogue = catalogue});
        QVERIFY(!server.start());
    }
};

QTEST_GUILESS_MAIN(TestFaultServer)
#include "tst_faultserver.moc"
