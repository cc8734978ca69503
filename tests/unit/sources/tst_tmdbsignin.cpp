// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sources/signinworld.h"

using namespace matinee;
using namespace matinee::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Kind = SignInState::Kind;

const QString kKey = u"0123456789abcdef0123456789abcdef"_s;
const QByteArray kToken = R"({"success":true,"expires_at":"2026-03-01 12:30:00 UTC","request_token":"SECRET-abc123"})";
const QByteArray kDenied = R"({"success":false,"status_code":17,"status_message":"Session denied."})";
const QByteArray kSession = R"({"success":true,"session_id":"SECRET-session"})";
const QByteArray kAccount = R"({"id":548,"name":"Ada","username":"ada"})";

QByteArray object(const QJsonObject &members)
{
    return QJsonDocument(members).toJson();
}

} // namespace

class TestTmdbSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSessionIsMadeInFourSteps()
    {
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        QCOMPARE(world.last().url.toString(), u"https://api.themoviedb.org/3/authentication/token/new?api_key="_s + kKey);
        world.answer(200, kToken);
        QCOMPARE(world.kind(), Kind::Waiting);
        QCOMPARE(world.state().url, QUrl(u"https://www.themoviedb.org/authenticate/SECRET-abc123"_s));
        QCOMPARE(world.state().endsAt, QDateTime(QDate(2026, 3, 1), QTime(12, 30), Qt::UTC));
        QVERIFY(!world.isAsking());
        world.advance(5s);
        QCOMPARE(world.lastPath(), u"/3/authentication/session/new"_s);
        QCOMPARE(world.lastBody(), (QJsonObject{{u"request_token"_s, u"SECRET-abc123"_s}}));
        QVERIFY(!world.last().isIdempotent); // nobody but us asks again
        world.answer(200, kSession);
        QCOMPARE(world.last().url.path(), u"/3/account"_s);
        QVERIFY(world.last().url.query().contains(u"session_id=SECRET-session"_s));
        world.answer(200, kAccount);
        QCOMPARE(world.kind(), Kind::Done);
        QCOMPARE(*world.state().account, (Account{u"548"_s, u"Ada"_s, u"SECRET-session"_s}));
    }

    void itAsksUntilThePersonApproved_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("denied, which is TMDB's word for not yet") << 401 << kDenied;
        QTest::newRow("not approved") << 422 << QByteArray(R"({"status_code":41})");
        QTest::newRow("too many requests") << 429 << QByteArray(R"({"status_code":25})");
        QTest::newRow("a proxy in trouble") << 502 << QByteArray("<html>");
    }
    void itAsksUntilThePersonApproved()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        world.answer(200, kToken);
        for (int turn = 0; turn < 3; ++turn) {
            world.advance(4s);
            QVERIFY(!world.isAsking());
            world.advance(1s);
            QVERIFY(world.isAsking());
            world.answer(status, body);
            QCOMPARE(world.kind(), Kind::Waiting);
            QVERIFY(!world.state().isNotYet); // nobody asked
        }
        world.advance(5s);
        world.answer(200, kSession);
        QCOMPARE(world.lastPath(), u"/3/account"_s);
    }

    void aNetworkThatIsAwayIsWaitedFor()
    {
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        world.answer(200, kToken);
        world.advance(5s);
        world.fail(ErrorKind::Unreachable);
        QCOMPARE(world.kind(), Kind::Waiting);
        world.advance(5s);
        world.answer(200, kSession);
        world.fail(ErrorKind::Timeout); // the session is there: it is not thrown away
        world.advance(5s);
        QCOMPARE(world.lastPath(), u"/3/account"_s);
        world.answer(200, kAccount);
        QCOMPARE(world.kind(), Kind::Done);
    }

    void whoSaysItIsDoneIsAnsweredAtOnce()
    {
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        world.answer(200, kToken);
        world.run->approved();
        QVERIFY(world.isAsking());
        world.run->approved(); // impatient
        QCOMPARE(world.transport.asked.size(), std::size_t(1));
        world.answer(401, kDenied);
        QCOMPARE(world.kind(), Kind::Waiting);
        QVERIFY(world.state().isNotYet);
        const std::size_t asked = world.transport.requests.size();
        world.advance(5s);
        QCOMPARE(world.transport.requests.size(), asked + 1); // one turn goes on, not two
    }

    void itEnds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a token that is used up") << 401 << QByteArray(R"({"status_code":33})") << ErrorKind::Rejected;
        QTest::newRow("a key that was taken back") << 401 << QByteArray(R"({"status_code":7})") << ErrorKind::Unauthorized;
        QTest::newRow("a success without a session") << 200 << QByteArray("{}") << ErrorKind::Malformed;
        QTest::newRow("a page of something else")
            << 200 << QByteArray("<html><body>Log in to this network</body></html>") << ErrorKind::Malformed;
    }
    void itEnds()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        world.answer(200, kToken);
        world.advance(5s);
        world.answer(status, body);
        if (body.startsWith('<')) {
            // A portal: it may let us through later.
            QCOMPARE(world.kind(), Kind::Waiting);
            return;
        }
        QCOMPARE(world.kind(), Kind::Failed);
        QTEST(world.state().error->kind, "kind");
        world.advance(1h);
        QVERIFY(!world.isAsking());
    }

    void nobodyIsWaitedForLongerThanTheTokenLasts()
    {
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        world.answer(200, object({{u"request_token"_s, u"t0ken"_s}, {u"expires_at"_s, u"2026-03-01 12:02:00 UTC"_s}}));
        for (int turn = 0; turn < 100 && world.kind() == Kind::Waiting; ++turn) {
            world.advance(5s);
            if (world.isAsking())
                world.answer(401, kDenied);
        }
        QCOMPARE(world.kind(), Kind::Failed);
        QCOMPARE(world.state().error->kind, ErrorKind::Timeout);
        QCOMPARE(world.clock.now(), QDateTime(QDate(2026, 3, 1), QTime(12, 2), Qt::UTC));
    }

    void anEndThatCannotBeIsAnHour_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("past already: our clock is ahead") << QByteArray("2026-03-01 10:00:00 UTC");
        QTest::newRow("next year") << QByteArray("2027-03-01 12:30:00 UTC");
        QTest::newRow("no date") << QByteArray("soon");
    }
    void anEndThatCannotBeIsAnHour()
    {
        QFETCH(QByteArray, said);
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        world.answer(200, object({{u"request_token"_s, u"t0ken"_s}, {u"expires_at"_s, QString::fromLatin1(said)}}));
        QCOMPARE(world.state().endsAt, world.clock.now().addSecs(3600));
    }

    void noKeyNoSignIn()
    {
        SignInWorld world(u"tmdb"_s);
        world.begin(SignInWay::Browser);
        QCOMPARE(world.kind(), Kind::Failed);
        QCOMPARE(world.state().error->kind, ErrorKind::Unauthorized);
        QVERIFY(!world.isAsking());
    }

    void aServerInItsPlaceIsApprovedThere()
    {
        SignInWorld world(u"tmdb"_s);
        QVERIFY(world.profiles.replaceBase(u"tmdb"_s, QUrl(u"http://127.0.0.1:4711/3"_s)));
        world.begin(SignInWay::Browser);
        world.answer(200, kToken);
        QCOMPARE(world.state().url, QUrl(u"http://127.0.0.1:4711/authenticate/SECRET-abc123"_s));
    }

    void givingUpTakesTheRequestBack()
    {
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        QVERIFY(world.isAsking());
        const std::size_t said = world.states.size();
        world.run.reset();
        QVERIFY(!world.isAsking());
        world.advance(1h);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(world.states.size(), said);
    }

    void noErrorRepeatsASecret()
    {
        SignInWorld world(u"tmdb"_s, kKey);
        world.begin(SignInWay::Browser);
        world.answer(200, kToken);
        world.advance(5s);
        world.answer(403, object({{u"status_message"_s, u"No for SECRET-abc123 of "_s + kKey}}));
        QCOMPARE(world.kind(), Kind::Failed);
        QVERIFY(world.state().error->sentence().contains(u"***"_s));
        QVERIFY(!world.state().error->sentence().contains(u"SECRET-abc123"_s));
        QVERIFY(!world.state().error->sentence().contains(kKey));
        for (const HttpRequest &request : world.transport.requests)
            QVERIFY(!request.tracePath.contains(u"SECRET"_s) && !request.url.path().contains(u"SECRET"_s));
    }

    void signingOutTellsTheServerAndForgets()
    {
        SignInWorld world(u"tmdb"_s, kKey);
        world.accounts.signedIn[u"tmdb"_s] = {{u"548"_s, u"Ada"_s, u"SECRET-session"_s}};
        QVERIFY(await<void>([&](auto reply) { world.signIns.signOut(u"tmdb"_s, u"548"_s, reply); }));
        QVERIFY(world.accounts.signedIn[u"tmdb"_s].empty());
        QCOMPARE(world.last().method, "DELETE"_ba);
        QCOMPARE(world.lastPath(), u"/3/authentication/session"_s);
        QCOMPARE(world.lastBody(), (QJsonObject{{u"session_id"_s, u"SECRET-session"_s}}));
    }
};

QTEST_GUILESS_MAIN(TestTmdbSignIn)
#include "tst_tmdbsignin.moc"
