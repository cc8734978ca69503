// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>

#include "tests/unit/sources/signinworld.h"

using namespace matinee;
using namespace matinee::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Kind = SignInState::Kind;

const QString kUsers = u"/Users"_s;
const QByteArray kCode = R"({"Secret":"SECRET-abc123","Code":"123456","Authenticated":false})";
const QByteArray kUser = R"({"User":{"Id":"5f2d","Name":"Ada"},"AccessToken":"SECRET-token","ServerId":"1"})";

void toTheCode(SignInWorld &world)
{
    world.begin(SignInWay::Code);
    world.answer(200, "true");
    world.answer(200, kCode);
}

} // namespace

class TestJellyfinSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itHasBothWays()
    {
        SignInWorld world(u"jellyfin"_s);
        QCOMPARE(world.signIns.ways(u"jellyfin"_s), (std::vector{SignInWay::Code, SignInWay::Password}));
    }

    void aCodeBecomesASession()
    {
        SignInWorld world(u"jellyfin"_s);
        world.begin(SignInWay::Code);
        QCOMPARE(world.lastPath(), u"/QuickConnect/Enabled"_s);
        const QByteArray header = headerValue(world.last().headers, "authorization");
        static const QRegularExpression kAsked(
            uR"(\AMediaBrowser Client="Matinee", Device="[^" ]+", DeviceId="[0-9a-f]{32}", Version="[^" ]+"\z)"_s);
        QVERIFY2(kAsked.match(QString::fromLatin1(header)).hasMatch(), header.constData());
        world.answer(200, "true");
        QCOMPARE(world.last().method, "POST"_ba);
        QCOMPARE(world.lastPath(), u"/QuickConnect/Initiate"_s);
        world.answer(200, kCode);
        QCOMPARE(world.kind(), Kind::Waiting);
        QCOMPARE(world.state().code, u"123456"_s);
        QCOMPARE(world.state().url, QUrl(u"http://127.0.0.1:8096/web/"_s));
        world.advance(3s);
        QCOMPARE(world.lastPath(), u"/QuickConnect/Connect"_s);
        QCOMPARE(world.last().url.query(), u"secret=SECRET-abc123"_s);
        world.answer(200, kCode);
        QCOMPARE(world.kind(), Kind::Waiting);
        world.advance(3s);
        world.answer(200, R"({"Secret":"SECRET-abc123","Code":"123456","Authenticated":true})");
        QCOMPARE(world.lastPath(), kUsers + u"/AuthenticateWithQuickConnect"_s);
        QCOMPARE(world.lastBody(), (QJsonObject{{u"Secret"_s, u"SECRET-abc123"_s}}));
        world.answer(200, kUser);
        QCOMPARE(world.kind(), Kind::Done);
        QCOMPARE(*world.state().account, (Account{u"5f2d"_s, u"Ada"_s, u"SECRET-token"_s}));
    }

    void aServerWithoutCodesSaysSo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("switched off") << 200 << QByteArray("false") << ErrorKind::Forbidden;
        QTest::newRow("not known") << 404 << QByteArray() << ErrorKind::Forbidden;
        QTest::newRow("refused") << 401 << QByteArray() << ErrorKind::Forbidden;
        QTest::newRow("starting up") << 503 << QByteArray("<html>") << ErrorKind::Server;
    }
    void aServerWithoutCodesSaysSo()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        SignInWorld world(u"jellyfin"_s);
        world.begin(SignInWay::Code);
        world.answer(status, body);
        QCOMPARE(world.kind(), Kind::Failed);
        QTEST(world.state().error->kind, "kind");
    }

    void anOlderServerIsAskedByGet()
    {
        SignInWorld world(u"jellyfin"_s);
        world.begin(SignInWay::Code);
        world.answer(200, "true");
        world.answer(405, {});
        QCOMPARE(world.last().method, "GET"_ba);
        world.answer(200, kCode);
        QCOMPARE(world.kind(), Kind::Waiting);
    }

    void aCodeEnds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("forgotten by the server") << 404 << QByteArray() << ErrorKind::Rejected;
        QTest::newRow("forbidden") << 403 << QByteArray() << ErrorKind::Forbidden;
    }
    void aCodeEnds()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        SignInWorld world(u"jellyfin"_s);
        toTheCode(world);
        world.advance(3s);
        world.answer(status, body);
        QCOMPARE(world.kind(), Kind::Failed);
        QTEST(world.state().error->kind, "kind");
    }

    void aCodeThatNobodyTypesEnds()
    {
        SignInWorld world(u"jellyfin"_s);
        toTheCode(world);
        for (int turn = 0; turn < 300 && world.kind() == Kind::Waiting; ++turn) {
            world.advance(3s);
            if (world.isAsking())
                world.answer(200, kCode);
        }
        QCOMPARE(world.state().error->kind, ErrorKind::Timeout);
    }

    void aRestartingServerDoesNotEndIt()
    {
        SignInWorld world(u"jellyfin"_s);
        toTheCode(world);
        world.advance(3s);
        world.answer(503, "<html>");
        world.advance(3s);
        world.fail(ErrorKind::Unreachable);
        world.advance(3s);
        world.answer(200, R"({"Authenticated":true})");
        world.answer(503, "<html>"); // authenticating
        world.advance(3s);
        QCOMPARE(world.lastPath(), kUsers + u"/AuthenticateWithQuickConnect"_s);
        world.answer(200, kUser);
        QCOMPARE(world.kind(), Kind::Done);
    }

    void aPasswordSignsIn()
    {
        SignInWorld world(u"jellyfin"_s);
        world.begin(SignInWay::Password);
        QCOMPARE(world.kind(), Kind::NeedsPassword);
        QVERIFY(!world.isAsking());
        world.run->givePassword(u"Ada"_s, u"pass \"word\""_s);
        QCOMPARE(world.lastPath(), kUsers + u"/AuthenticateByName"_s);
        QCOMPARE(world.lastBody(), (QJsonObject{{u"Username"_s, u"Ada"_s}, {u"Pw"_s, u"pass \"word\""_s}}));
        QVERIFY(!world.last().isIdempotent);
        world.answer(200, kUser);
        QCOMPARE(world.kind(), Kind::Done);
        QCOMPARE(world.state().account->secret, u"SECRET-token"_s);
    }

    void aPasswordThatIsNotTakenIsAskedForAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("wrong") << 401 << ErrorKind::Unauthorized;
        QTest::newRow("the server is in trouble") << 500 << ErrorKind::Server;
    }
    void aPasswordThatIsNotTakenIsAskedForAgain()
    {
        QFETCH(int, status);
        SignInWorld world(u"jellyfin"_s);
        world.begin(SignInWay::Password);
        world.run->givePassword(u"Ada"_s, u"SECRET-abc123"_s);
        world.answer(status, R"({"title":"no SECRET-abc123"})");
        QCOMPARE(world.kind(), Kind::NeedsPassword);
        QTEST(world.state().error->kind, "kind");
        QVERIFY(!world.state().error->sentence().contains(u"SECRET"_s));
        world.run->givePassword(u"Ada"_s, u"better"_s);
        world.answer(200, kUser);
        QCOMPARE(world.kind(), Kind::Done);
    }

    void aNobodyIsNoAccount()
    {
        SignInWorld world(u"jellyfin"_s);
        world.begin(SignInWay::Password);
        world.run->givePassword(u"Ada"_s, u"x"_s);
        world.answer(200, R"({"User":{},"AccessToken":"SECRET-token"})");
        QCOMPARE(world.kind(), Kind::Failed);
        QCOMPARE(world.state().error->kind, ErrorKind::Malformed);
    }

    void signingOutEndsTheSession()
    {
        SignInWorld world(u"jellyfin"_s);
        world.accounts.signedIn[u"jellyfin"_s] = {{u"5f2d"_s, u"Ada"_s, u"SECRET-token"_s}};
        QVERIFY(await<void>([&](auto reply) { world.signIns.signOut(u"jellyfin"_s, u"5f2d"_s, reply); }));
        QCOMPARE(world.lastPath(), u"/Sessions/Logout"_s);
        QVERIFY(headerValue(world.last().headers, "authorization").startsWith("MediaBrowser Token=\"SECRET-token\", Client="));
        QVERIFY(world.accounts.signedIn[u"jellyfin"_s].empty());
    }
};

QTEST_GUILESS_MAIN(TestJellyfinSignIn)
#include "tst_jellyfinsignin.moc"
