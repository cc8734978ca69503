// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/sources/httpworld.h"
#include "tests/unit/sources/scriptedserver.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

HttpProxy through(const ScriptedServer &proxy, const QString &user = {}, const QString &password = {})
{
    const QUrl url = proxy.url(u"/"_s);
    return {HttpProxy::Mode::Manual,
        QNetworkProxy(QNetworkProxy::HttpProxy, url.host(), static_cast<quint16>(url.port()), user, password)};
}

const QUrl kFar(u"http://films.invalid/list"_s);

} // namespace

class TestHttpProxy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestsGoThroughTheProxyThatIsSet()
    {
        ScriptedServer proxy([](const ScriptedServer::Request &, int) { return ScriptedServer::whole(200, "{}"); });
        const HttpWorld world([&](HttpClientOptions &options) { options.proxy = through(proxy); });
        const auto answer = world.ask(get(kFar));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(proxy.targets(), std::vector<QByteArray>{"http://films.invalid/list"});
    }

    void anotherWayCountsFromTheNextRequestOn()
    {
        ScriptedServer proxy([](const ScriptedServer::Request &, int) { return ScriptedServer::whole(200, "proxy"); });
        ScriptedServer server([](const ScriptedServer::Request &, int) { return ScriptedServer::whole(200, "server"); });
        const HttpWorld world;
        QCOMPARE(world.ask(get(server.url(u"/a"_s)))->body, QByteArray("server"));
        // Not by 127.0.0.1, which Qt never asks a proxy for.
        world.client->setProxy(through(proxy));
        QCOMPARE(world.ask(get(kFar))->body, QByteArray("proxy"));
        world.client->setProxy({HttpProxy::Mode::None, {}});
        QCOMPARE(world.ask(get(server.url(u"/b"_s)))->body, QByteArray("server"));
    }

    void theProxysPasswordGoesToTheProxyOnly()
    {
        ScriptedServer proxy([](const ScriptedServer::Request &request, int) {
            return request.headers.contains("proxy-authorization")
                ? ScriptedServer::whole(200, "{}")
                : ScriptedServer::whole(407, {}, "Proxy-Authenticate: Basic realm=\"p\"\r\n");
        });
        HttpWorld world([&](HttpClientOptions &options) { options.proxy = through(proxy, u"ada"_s, u"SECRET-abc123"_s); });
        const auto answer = world.ask(get(kFar));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(proxy.requests().back().headers.value("proxy-authorization"),
            QByteArray("Basic " + QByteArray("ada:SECRET-abc123").toBase64()));
        QVERIFY(!proxy.requests().back().headers.contains("authorization"));
        QVERIFY(!world.trace.text().contains("SECRET-abc123"));
    }

    void aProxyThatWantsASignInIsNamed_data()
    {
        QTest::addColumn<QString>("user");
        QTest::newRow("nobody is given") << QString();
        QTest::newRow("the password is refused") << u"ada"_s;
    }
    void aProxyThatWantsASignInIsNamed()
    {
        QFETCH(QString, user);
        ScriptedServer proxy([](const ScriptedServer::Request &, int) {
            return ScriptedServer::whole(407, {}, "Proxy-Authenticate: Basic realm=\"p\"\r\n");
        });
        const HttpWorld world([&](HttpClientOptions &options) { options.proxy = through(proxy, user, u"wrong"_s); });
        const auto answer = world.ask(get(kFar));
        QVERIFY(!answer);
        QVERIFY2(answer.error().detail.contains("proxy"_L1), qPrintable(answer.error().detail));
        QVERIFY2(proxy.requests().size() <= 3, qPrintable(QString::number(proxy.requests().size())));
    }

    void nothingIsSentBeforeTheProxyIsKnown()
    {
        ScriptedServer proxy([](const ScriptedServer::Request &, int) { return ScriptedServer::whole(200, "{}"); });
        const HttpWorld world([&](HttpClientOptions &options) {
            options.proxy = through(proxy);
            options.waitsForProxy = true;
        });
        bool isAnswered = false;
        world.client->send(get(kFar), {}, [&isAnswered](const Result<HttpResponse> &answer) { isAnswered = answer.has_value(); });
        QVERIFY(!QTest::qWaitFor([&] { return !proxy.requests().empty(); }, 200)); // time enough for one that did not wait
        world.client->setProxy(through(proxy));
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered, kAwaitMs);
        QCOMPARE(proxy.requests().size(), 1U);
    }
};

} // namespace matinee::test

QTEST_GUILESS_MAIN(matinee::test::TestHttpProxy)
#include "tst_httpproxy.moc"
