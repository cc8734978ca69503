// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/renewingaccounts.h"
#include "tests/unit/sources/signinworld.h"

using namespace matinee;
using namespace matinee::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Kind = SignInState::Kind;

QByteArray object(const QJsonObject &members)
{
    return QJsonDocument(members).toJson();
}

QByteArray pageAt(const QString &address)
{
    return object({{u"device_code"_s, u"a"_s}, {u"user_code"_s, u"b"_s}, {u"verification_url"_s, address}});
}

const QString kKey = u"client:SECRET-client"_s;
const QByteArray kCode = object({{u"device_code"_s, u"SECRET-abc123"_s}, {u"user_code"_s, u"5055CC52"_s},
    {u"verification_url"_s, u"https://trakt.tv/activate"_s}, {u"expires_in"_s, 600}, {u"interval"_s, 5}});
const QByteArray kToken
    = R"({"access_token":"SECRET-token","token_type":"bearer","expires_in":86400,"refresh_token":"SECRET-next","scope":"public"})";
const QByteArray kMe = R"({"username":"ada","name":"Ada L","ids":{"slug":"ada"}})";

void toTheCode(SignInWorld &world)
{
    world.begin(SignInWay::Code);
    world.answer(200, kCode);
}

} // namespace

class TestTraktSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCodeBecomesATokenThatEnds()
    {
        SignInWorld world(u"trakt"_s, kKey);
        world.begin(SignInWay::Code);
        QCOMPARE(world.last().url, QUrl(u"https://api.trakt.tv/oauth/device/code"_s));
        QCOMPARE(world.lastBody(), (QJsonObject{{u"client_id"_s, u"client"_s}}));
        QCOMPARE(headerValue(world.last().headers, "trakt-api-key"), "client"_ba);
        world.answer(200, kCode);
        QCOMPARE(world.kind(), Kind::Waiting);
        QCOMPARE(world.state().code, u"5055CC52"_s);
        QCOMPARE(world.state().url, QUrl(u"https://trakt.tv/activate/5055CC52"_s));
        QCOMPARE(world.state().endsAt, world.clock.now().addSecs(600));
        world.advance(5s);
        QCOMPARE(world.lastPath(), u"/oauth/device/token"_s);
        QCOMPARE(world.lastBody(),
            (QJsonObject{
                {u"code"_s, u"SECRET-abc123"_s}, {u"client_id"_s, u"client"_s}, {u"client_secret"_s, u"SECRET-client"_s}}));
        QVERIFY(!world.last().isIdempotent);
        world.answer(200, kToken);
        QCOMPARE(world.lastPath(), u"/users/me"_s);
        QCOMPARE(headerValue(world.last().headers, "authorization"), "Bearer SECRET-token"_ba);
        world.answer(200, kMe);
        QCOMPARE(world.kind(), Kind::Done);
        const Account &account = *world.state().account;
        QCOMPARE(account.id, u"ada"_s);
        QCOMPARE(account.name, u"Ada L"_s);
        QCOMPARE(account.secret, u"SECRET-token"_s);
        QCOMPARE(account.renewal, u"SECRET-next"_s);
        QCOMPARE(account.expiresAt, world.clock.now().addSecs(86'400));
    }

    void itAsksAtTheServersPaceUntilApproved()
    {
        SignInWorld world(u"trakt"_s, kKey);
        toTheCode(world);
        world.advance(5s);
        world.answer(400, {}); // pending
        world.advance(5s);
        world.answer(429, {}); // slow down
        world.advance(9s);
        QVERIFY(!world.isAsking());
        world.advance(1s);
        QVERIFY(world.isAsking());
        world.answer(502, "<html>");
        world.advance(10s); // once slower, always slower
        world.answer(200, kToken);
        QCOMPARE(world.lastPath(), u"/users/me"_s);
    }

    void itEnds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a code nobody knows") << 404 << ErrorKind::Rejected;
        QTest::newRow("used already") << 409 << ErrorKind::Rejected;
        QTest::newRow("too old") << 410 << ErrorKind::Rejected;
        QTest::newRow("refused by the person") << 418 << ErrorKind::Rejected;
        QTest::newRow("a client secret that is wrong") << 401 << ErrorKind::Unauthorized;
    }
    void itEnds()
    {
        QFETCH(int, status);
        SignInWorld world(u"trakt"_s, kKey);
        toTheCode(world);
        world.advance(5s);
        world.answer(status, {});
        QCOMPARE(world.kind(), Kind::Failed);
        QTEST(world.state().error->kind, "kind");
        world.advance(1h);
        QVERIFY(!world.isAsking());
    }

    void aCodeThatNobodyTypesEnds()
    {
        SignInWorld world(u"trakt"_s, kKey);
        toTheCode(world);
        for (int turn = 0; turn < 200 && world.kind() == Kind::Waiting; ++turn) {
            world.advance(5s);
            if (world.isAsking())
                world.answer(400, {});
        }
        QCOMPARE(world.state().error->kind, ErrorKind::Timeout);
    }

    void itDoesNotBegin_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("without a key") << QString() << 0 << QByteArray() << ErrorKind::Unauthorized;
        QTest::newRow("without the client secret") << u"client"_s << 0 << QByteArray() << ErrorKind::Unauthorized;
        QTest::newRow("with a client nobody knows") << kKey << 403 << QByteArray() << ErrorKind::Unauthorized;
        QTest::newRow("without a code") << kKey << 200
                                        << object({{u"device_code"_s, u"a"_s}, {u"verification_url"_s, u"https://trakt.tv/a"_s}})
                                        << ErrorKind::Malformed;
        QTest::newRow("on a page that is no page") << kKey << 200 << pageAt(u"file:///etc/passwd"_s) << ErrorKind::CrossOrigin;
        QTest::newRow("on a page in the open") << kKey << 200 << pageAt(u"http://trakt.tv/activate"_s) << ErrorKind::CrossOrigin;
        QTest::newRow("on a page under another's name")
            << kKey << 200 << pageAt(u"https://trakt.tv@evil.example/"_s) << ErrorKind::CrossOrigin;
    }
    void itDoesNotBegin()
    {
        QFETCH(QString, key);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        SignInWorld world(u"trakt"_s, key);
        world.begin(SignInWay::Code);
        if (status != 0)
            world.answer(status, body);
        QCOMPARE(world.kind(), Kind::Failed);
        QTEST(world.state().error->kind, "kind");
        QVERIFY(!world.isAsking());
    }

    void aPaceBeyondReasonIsNotKept()
    {
        SignInWorld world(u"trakt"_s, kKey);
        world.begin(SignInWay::Code);
        world.answer(200,
            object({{u"device_code"_s, u"a"_s}, {u"user_code"_s, u"b"_s}, {u"verification_url"_s, u"https://trakt.tv/activate"_s},
                {u"interval"_s, 0}}));
        world.advance(999ms);
        QVERIFY(!world.isAsking());
        world.advance(1ms);
        QVERIFY(world.isAsking());
    }

    void signingOutRevokesTheToken()
    {
        SignInWorld world(u"trakt"_s, kKey);
        world.accounts.signedIn[u"trakt"_s] = {{u"ada"_s, u"Ada"_s, u"SECRET-token"_s}};
        QVERIFY(await<void>([&](auto reply) { world.signIns.signOut(u"trakt"_s, u"ada"_s, reply); }));
        QCOMPARE(world.lastPath(), u"/oauth/revoke"_s);
        QCOMPARE(world.lastBody().value(u"token"_s).toString(), u"SECRET-token"_s);
    }

    // ---- renewing ------------------------------------------------------------------------------------------------

    void aTokenThatEndsSoonIsRenewedOnceForAllWhoWait()
    {
        SignInWorld world(u"trakt"_s, kKey);
        RenewingAccounts accounts(world.accounts, world.profiles, world.tools);
        signIn(world, 30min);
        int answered = 0;
        for (int asker = 0; asker < 3; ++asker)
            accounts.load(u"trakt"_s, [&](const Result<SecretPlace> &) { ++answered; });
        QTRY_VERIFY(world.isAsking());
        QCOMPARE(world.lastPath(), u"/oauth/token"_s);
        QCOMPARE(world.lastBody().value(u"refresh_token"_s).toString(), u"SECRET-next"_s);
        QCOMPARE(world.lastBody().value(u"grant_type"_s).toString(), u"refresh_token"_s);
        QVERIFY(!world.last().isIdempotent);
        QTRY_COMPARE(world.accounts.loads, 3);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(answered, 0);
        world.transport.answer(
            httpAnswer(200, R"({"access_token":"SECRET-new","refresh_token":"SECRET-after","expires_in":86400})"));
        QTRY_COMPARE(answered, 3);
        QCOMPARE(world.transport.requests.size(), std::size_t(1));
        const Account now = *accounts.current(u"trakt"_s);
        QCOMPARE(now.id, u"ada"_s);
        QCOMPARE(now.secret, u"SECRET-new"_s);
        QCOMPARE(now.renewal, u"SECRET-after"_s);
        QCOMPARE(now.place, SecretPlace::Keychain);
        QCOMPARE(now.expiresAt, world.clock.now().addSecs(86'400));
    }

    void aTokenThatLastsIsLeftAlone()
    {
        SignInWorld world(u"trakt"_s, kKey);
        RenewingAccounts accounts(world.accounts, world.profiles, world.tools);
        signIn(world, 2h);
        QVERIFY(await<SecretPlace>([&](auto reply) { accounts.load(u"trakt"_s, reply); }));
        QVERIFY(world.transport.requests.empty());
    }

    void whereRenewingFailsTheOldOneStaysForAWhile()
    {
        SignInWorld world(u"trakt"_s, kKey);
        RenewingAccounts accounts(world.accounts, world.profiles, world.tools);
        signIn(world, 30min);
        world.transport.serve = [](const HttpRequest &) { return httpAnswer(401, R"({"error":"invalid_grant"})"); };
        QVERIFY(await<SecretPlace>([&](auto reply) { accounts.load(u"trakt"_s, reply); }));
        QCOMPARE(accounts.current(u"trakt"_s)->secret, u"SECRET-token"_s);
        QVERIFY(await<SecretPlace>([&](auto reply) { accounts.load(u"trakt"_s, reply); }));
        QCOMPARE(world.transport.requests.size(), std::size_t(1));
        world.clock.advance(11min);
        QVERIFY(await<SecretPlace>([&](auto reply) { accounts.load(u"trakt"_s, reply); }));
        QCOMPARE(world.transport.requests.size(), std::size_t(2));
    }

private:
    static void signIn(SignInWorld &world, std::chrono::seconds lasts)
    {
        Account account{u"ada"_s, u"Ada"_s, u"SECRET-token"_s, u"SECRET-next"_s, world.clock.now().addSecs(lasts.count())};
        account.place = SecretPlace::Keychain;
        world.accounts.signedIn[u"trakt"_s] = {account};
    }
};

QTEST_GUILESS_MAIN(TestTraktSignIn)
#include "tst_traktsignin.moc"
