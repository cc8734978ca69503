// SPDX-License-Identifier: GPL-3.0-or-later
// What requests and probes tell of whether a server is there.
#include <QTest>

#include "models/sources/http/hostprobe.h"
#include "tests/unit/sources/httpworld.h"
#include "tests/unit/sources/scriptedserver.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using namespace matinee::test;
using Answer = ScriptedServer::Answer;
using Request = ScriptedServer::Request;

Q_DECLARE_METATYPE(Answer)

namespace {

struct Signs {
    std::vector<HostSign> heard;
    HttpWorld world{[this](HttpClientOptions &options) {
        options.hostSign = [this](const QUrl &, HostSign sign) { heard.push_back(sign); };
    }};
};

HostSign probed(const HttpWorld &world, const QUrl &url)
{
    std::optional<HostSign> sign;
    probeHost(*world.client, url, [&](HostSign heard) { sign = heard; });
    if (!QTest::qWaitFor([&] { return sign.has_value(); }, 10'000))
        qFatal("the probe was not answered");
    return *sign;
}

} // namespace

class TestHostSigns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerIsOne_data();
    void anAnswerIsOne();
    void everyAttemptWithoutAnAnswerIsTold();
    void picturesTellNothing();
    void aProbeAsksOnce_data();
    void aProbeAsksOnce();
    void aProbePassesAnOpenCircuit();
};

void TestHostSigns::anAnswerIsOne_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isPage");
    QTest::addColumn<HostSign>("sign");
    QTest::newRow("a body that is read") << 200 << false << HostSign::Answered;
    QTest::newRow("a web page in its place") << 200 << true << HostSign::Captive;
    QTest::newRow("not found") << 404 << false << HostSign::Answered;
    QTest::newRow("no key") << 401 << false << HostSign::Answered;
    QTest::newRow("the network wants a sign-in") << 511 << false << HostSign::Captive;
}

void TestHostSigns::anAnswerIsOne()
{
    QFETCH(int, status);
    QFETCH(bool, isPage);
    QFETCH(HostSign, sign);
    const ScriptedServer server([&](const Request &, int) { return ScriptedServer::whole(status, "{}"); });
    Signs signs;
    HttpRequest request = get(server.url(u"/list"_s));
    request.read = [isPage](const HttpResponse &) {
        return isPage ? BodyVerdict::wrong({ErrorKind::CaptivePortal, u"a page"_s, {}}) : BodyVerdict::good();
    };
    (void)signs.world.ask(request);
    QCOMPARE(signs.heard, std::vector{sign});
}

void TestHostSigns::everyAttemptWithoutAnAnswerIsTold()
{
    QUrl gone;
    {
        const ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(200); });
        gone = server.url(u"/list"_s);
    }
    Signs signs;
    QVERIFY(!signs.world.ask(get(gone)));
    QCOMPARE(signs.heard, std::vector<HostSign>(4, HostSign::NoAnswer));
}

void TestHostSigns::picturesTellNothing()
{
    const ScriptedServer server([](const Request &, int) { return ScriptedServer::whole(200, "picture"); });
    Signs signs;
    HttpRequest request = get(server.url(u"/poster.jpg"_s));
    request.traffic = Traffic::Pictures;
    QVERIFY(signs.world.ask(request).has_value());
    QVERIFY(signs.heard.empty());
}

void TestHostSigns::aProbeAsksOnce_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<HostSign>("sign");
    const auto html = [](int status) { return ScriptedServer::whole(status, {}, "Content-Type: text/html\r\n"); };
    const Answer elsewhere = ScriptedServer::whole(302, {}, "Location: http://sign-in.example/\r\n");
    QTest::newRow("an answer") << u"/"_s << ScriptedServer::whole(200) << HostSign::Answered;
    QTest::newRow("an error is an answer") << u"/"_s << ScriptedServer::whole(500) << HostSign::Answered;
    QTest::newRow("a root may be a web page") << u"/"_s << html(200) << HostSign::Answered;
    QTest::newRow("a root may send elsewhere") << u"/"_s << elsewhere << HostSign::Answered;
    QTest::newRow("a list is no web page") << u"/list"_s << html(200) << HostSign::Captive;
    QTest::newRow("an error may be a web page") << u"/list"_s << html(404) << HostSign::Answered;
    QTest::newRow("a list elsewhere") << u"/list"_s << elsewhere << HostSign::Captive;
    QTest::newRow("the network says so") << u"/"_s << ScriptedServer::whole(511) << HostSign::Captive;
    QTest::newRow("hung up") << u"/"_s << Answer{{}, true} << HostSign::NoAnswer;
}

void TestHostSigns::aProbeAsksOnce()
{
    QFETCH(QString, path);
    QFETCH(Answer, answer);
    QFETCH(HostSign, sign);
    const ScriptedServer server([&](const Request &, int) { return answer; });
    Signs signs;
    QCOMPARE(probed(signs.world, server.url(path)), sign);
    QVERIFY(signs.heard.empty()); // whoever asked was told already
    for (const Request &request : server.requests())
        QCOMPARE(request.method, QByteArray("HEAD"));
    if (sign != HostSign::NoAnswer) // Qt itself asks again where a connection ends
        QCOMPARE(server.requests().size(), size_t(1));
}

void TestHostSigns::aProbePassesAnOpenCircuit()
{
    bool isBack = false;
    const ScriptedServer server([&](const Request &, int) {
        return isBack ? ScriptedServer::whole(200, "{}") : Answer{{}, true};
    });
    Signs signs;
    for (int i = 0; i < 2; ++i)
        QVERIFY(!signs.world.ask(get(server.url(u"/list"_s)))); // eight attempts: the circuit is open
    isBack = true;
    const auto before = server.requests().size();
    QVERIFY(!signs.world.ask(get(server.url(u"/list"_s))));
    QCOMPARE(server.requests().size(), before);
    QCOMPARE(signs.heard, std::vector<HostSign>(signs.heard.size(), HostSign::NoAnswer));
    QCOMPARE(probed(signs.world, server.url(u"/"_s)), HostSign::Answered);
    QVERIFY(signs.world.ask(get(server.url(u"/list"_s))).has_value());
}

QTEST_GUILESS_MAIN(TestHostSigns)
#include "tst_hostsigns.moc"
