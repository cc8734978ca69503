// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QImage>
#include <QImageReader>
#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/support/faultserver/faultserver.h"
#include "tests/support/faultserver/gzip.h"
#include "tests/unit/support/rawclient.h"

using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPage = "/3/movie/popular";
const QByteArray kPoster = "/t/p/w185/p000.jpg";

} // namespace

Q_DECLARE_METATYPE(Fault)

/// Each way to fail, once, as the client sees it.
class TestFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsAnswersShort_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("closed");
        QTest::addColumn<bool>("framed"); // the framing says all is well
        QTest::newRow("half of a promised length") << Fault::ofCut(FaultCut::Length) << true << false;
        QTest::newRow("half a gzip member, closed") << Fault::ofCut(FaultCut::GzipClosed) << true << false;
        QTest::newRow("half a gzip member with its length") << Fault::ofCut(FaultCut::GzipShortLength) << false << true;
        QTest::newRow("chunks without the last one") << Fault::ofCut(FaultCut::ChunkedNoEnd) << true << false;
        QTest::newRow("half of the chunks") << Fault::ofCut(FaultCut::ChunkedHalf) << true << false;
        QTest::newRow("JSON cut at the end of the stream") << Fault::ofCut(FaultCut::JsonNoLength) << true << false;
        QTest::newRow("dropped before the answer") << Fault::ofDrop(FaultDrop::BeforeAnswer) << true << false;
        QTest::newRow("dropped in the head") << Fault::ofDrop(FaultDrop::MidHead) << true << false;
        QTest::newRow("dropped in the body") << Fault::ofDrop(FaultDrop::MidBody) << true << false;
    }
    void cutsAnswersShort()
    {
        QFETCH(Fault, fault);
        QFETCH(bool, closed);
        QFETCH(bool, framed);
        FaultServer server;
        QVERIFY(server.start());
        server.script(anyRequest(), fault);
        const RawReply reply = RawClient::fetch(server.port(), kPage);
        QCOMPARE(reply.closed, closed);
        QCOMPARE(reply.isWhole, framed);
        if (fault.cut != FaultCut::ChunkedNoEnd)
            QVERIFY(reply.json().isEmpty());
        QCOMPARE(server.requests()[0].fault, fault.name());
        // Once told, once done: the next one is sound.
        QCOMPARE(RawClient::fetch(server.port(), kPage).json().value(u"results"_s).toArray().size(), 20);
    }

    void answersWithAStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::newRow("too many requests, in seconds") << 429 << QByteArray("3");
        QTest::newRow("too many requests, as a date") << 429 << QByteArray("Wed, 21 Oct 2026 07:28:00 GMT");
        QTest::newRow("too many requests, nonsense") << 429 << QByteArray("soon");
        QTest::newRow("too many requests without a word") << 429 << QByteArray();
        QTest::newRow("service unavailable") << 503 << QByteArray("-5");
        QTest::newRow("a proxy's bad gateway") << 502 << QByteArray();
        QTest::newRow("a number nobody named") << 420 << QByteArray();
    }
    void answersWithAStatus()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, retryAfter);
        FaultServer server;
        QVERIFY(server.start());
        server.script(onPath(u"/popular"_s), Fault::ofStatus(status, retryAfter), 2);
        QCOMPARE(RawClient::fetch(server.port(), "/3/movie/top_rated").status, 200);
        for (int i = 0; i < 2; ++i) {
            const RawReply reply = RawClient::fetch(server.port(), kPage);
            QCOMPARE(reply.status, status);
            QCOMPARE(reply.header("Retry-After"), retryAfter);
            QVERIFY(!reply.json().contains(u"results"_s));
        }
        QCOMPARE(RawClient::fetch(server.port(), kPage).status, 200);
    }

    void redirectsToAnotherOrigin()
    {
        FaultServer server;
        QVERIFY(server.start());
        server.script(anyRequest(), Fault::redirect("http://localhost:1/elsewhere"));
        const RawReply reply = RawClient::fetch(server.port(), kPage);
        QCOMPARE(reply.status, 302);
        QCOMPARE(reply.header("Location"), QByteArray("http://localhost:1/elsewhere"));
    }

    void sendsOtherBodies_data()
    {
        QTest::addColumn<FaultBody>("body");
        QTest::addColumn<std::function<bool(const RawReply &)>>("holds");
        using Check = std::function<bool(const RawReply &)>;
        const auto add = [](const char *name, FaultBody body, const Check &holds) { QTest::newRow(name) << body << holds; };
        add("HTML under a 200", FaultBody::Html, [](const RawReply &r) {
            return r.status == 200 && r.header("Content-Type").startsWith("text/html") && r.body.startsWith("<!");
        });
        add("half the JSON with a matching length", FaultBody::HalfJson,
            [](const RawReply &r) { return r.isWhole && r.body.startsWith('{') && r.json().isEmpty(); });
        add("JSON 5 000 deep", FaultBody::DeepJson, [](const RawReply &r) { return r.body.count('[') == 5000; });
        add("a number for the list", FaultBody::NumberForList, [](const RawReply &r) {
            return r.json().value(u"results"_s).toInt() == 7 && r.json().value(u"page"_s).toInt() == 1;
        });
        add("ids that are null", FaultBody::NullIds, [](const RawReply &r) {
            const QJsonObject item = r.json().value(u"results"_s).toArray().at(0).toObject();
            return item.value(u"id"_s).isNull() && item.value(u"title"_s).isString();
        });
        add("30 MB of sound JSON", FaultBody::Huge,
            [](const RawReply &r) { return r.body.size() > 30'000'000 && r.json().value(u"results"_s).toArray().size() == 20; });
        add("a gzip bomb", FaultBody::GzipBomb, [](const RawReply &r) {
            return r.header("Content-Encoding") == "gzip" && r.raw.size() < 2'000'000 && r.body.size() > 300'000'000;
        });
    }
    void sendsOtherBodies()
    {
        QFETCH(FaultBody, body);
        using Check = std::function<bool(const RawReply &)>;
        QFETCH(Check, holds);
        FaultServer server;
        QVERIFY(server.start());
        server.script(anyRequest(), Fault::ofBody(body));
        QVERIFY(holds(RawClient::fetch(server.port(), kPage)));
    }

    void spoilsPictures()
    {
        FaultServer server;
        QVERIFY(server.start());
        const RawReply sound = RawClient::fetch(server.port(), kPoster);
        QCOMPARE(QImage::fromData(sound.body).size(), QSize(185, 277));
        QVERIFY(sound.body.endsWith(QByteArray::fromHex("ffd9")));

        server.script(anyRequest(), Fault::ofBody(FaultBody::NoPicture));
        const RawReply none = RawClient::fetch(server.port(), kPoster);
        QCOMPARE(none.header("Content-Type"), QByteArray("image/jpeg"));
        QVERIFY(QImage::fromData(none.body).isNull());

        server.script(anyRequest(), Fault::ofBody(FaultBody::HalfJpeg));
        const RawReply half = RawClient::fetch(server.port(), kPoster);
        QVERIFY(half.isWhole);
        QCOMPARE(half.body, sound.body.first(sound.body.size() / 2));

        server.script(anyRequest(), Fault::ofBody(FaultBody::GiantPicture));
        QByteArray giant = RawClient::fetch(server.port(), kPoster).body;
        QBuffer buffer(&giant);
        buffer.open(QIODevice::ReadOnly);
        QCOMPARE(QImageReader(&buffer).size(), QSize(20'000, 20'000));
    }

    void takesItsTime()
    {
        FaultServer server({.faults = {.latency = std::chrono::milliseconds(60), .jitter = std::chrono::milliseconds(10)}});
        QVERIFY(server.start());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(RawClient::fetch(server.port(), kPage).status, 200);
        QVERIFY(timer.elapsed() >= 60);
        server.setFaults({});
        server.script(anyRequest(), {.body = FaultBody::Given, .given = "0123456789", .dribble = std::chrono::milliseconds(10)});
        timer.restart();
        QCOMPARE(RawClient::fetch(server.port(), kPage).body, QByteArray("0123456789"));
        QVERIFY(timer.elapsed() >= 90);
    }

    void hangsUntilTheClientGoes()
    {
        FaultServer server;
        QVERIFY(server.start());
        server.script(anyRequest(), {.hang = true});
        RawClient client(server.port());
        client.get(kPage);
        QTRY_COMPARE(server.requests().size(), 1U);
        QVERIFY(!client.socket().waitForReadyRead(100));
        QCOMPARE(client.socket().state(), QAbstractSocket::ConnectedState);
        QCOMPARE(server.requests()[0].status, 0);
    }

    void failsByChanceTheSameWayEachTime()
    {
        const StandingFaults standing{.dropPercent = 20, .truncatePercent = 20, .seed = 7};
        QList<bool> first;
        QList<bool> second;
        for (QList<bool> *run : {&first, &second}) {
            FaultServer server({.faults = standing});
            QVERIFY(server.start());
            for (int i = 0; i < 60; ++i)
                run->append(RawClient::fetch(server.port(), kPage).isWhole);
        }
        QCOMPARE(first, second);
        QVERIFY(first.count(false) > 10 && first.count(false) < 40);
    }

    void failsEveryNth()
    {
        FaultServer server({.faults = {.status = 503, .statusEvery = 3, .retryAfter = "1", .onlyUnder = u"/movie"_s}});
        QVERIFY(server.start());
        QList<int> statuses;
        for (int i = 0; i < 6; ++i) {
            statuses.append(RawClient::fetch(server.port(), kPage).status);
            QCOMPARE(RawClient::fetch(server.port(), "/3/configuration").status, 200);
        }
        QCOMPARE(statuses, (QList<int>{200, 200, 503, 200, 200, 503}));
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
