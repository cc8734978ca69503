// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "models/sources/profile/profileactions.h"
#include "models/sources/profile/writeanswer.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

/// The shipped profiles that write, everybody signed in.
struct World {
    ProfileSet profiles;
    ScriptedTransport transport;
    ScriptedAccounts accounts;
    Mailbox mailbox;
    ProfileActions actions{profiles, transport, accounts, mailbox};

    World()
    {
        for (const QString &id : {u"tmdb"_s, u"jellyfin"_s, u"trakt"_s, u"movie-api"_s})
            profiles.add(readProfileFile(shippedProfileFolder() + u'/' + id + u".json"_s).reading.profile);
        accounts.secrets.insert(u"tmdb"_s, u"eyJ.SECRET-abc123.x"_s);
        accounts.secrets.insert(u"trakt"_s, u"client:SECRET-client"_s);
        for (const QString &id : {u"tmdb"_s, u"jellyfin"_s, u"trakt"_s, u"movie-api"_s})
            accounts.signedIn[id] = {{u"77"_s, u"Ada"_s, u"SECRET-session"_s}};
    }
    Result<WriteOutcome> set(const StateChange &change, const HttpResponse &answer)
    {
        transport.serve = [answer](const HttpRequest &) { return answer; };
        return await<WriteOutcome>([&](auto reply) { actions.setState(change, {}, reply); });
    }
    [[nodiscard]] QString sent() const
    {
        const HttpRequest &request = transport.requests.back();
        return QString::fromLatin1(request.method) + u' ' + request.url.path();
    }
    [[nodiscard]] QJsonObject body() const { return QJsonDocument::fromJson(transport.requests.back().body).object(); }
};

StateChange change(const QString &source, TitleState state, bool on, double rating = 0)
{
    return {{source, u"movie"_s, u"603"_s}, state, on, rating};
}

const QJsonArray kTraktIds{QJsonObject{{u"ids"_s, QJsonObject{{u"trakt"_s, 603}}}}};
const QByteArray kNotFound = R"({"added":{"movies":0},"not_found":{"movies":[{"ids":{"trakt":603}}]}})";

} // namespace

class TestProfileActions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsSent_data()
    {
        QTest::addColumn<StateChange>("change");
        QTest::addColumn<QString>("sent");
        QTest::addColumn<QJsonObject>("body");
        const auto tmdb = [](const QString &list, bool on) {
            return QJsonObject{{u"media_type"_s, u"movie"_s}, {u"media_id"_s, 603}, {list, on}};
        };
        QTest::newRow("TMDB, a favorite") << change(u"tmdb"_s, TitleState::Favorite, true) << u"POST /3/account/77/favorite"_s
                                          << tmdb(u"favorite"_s, true);
        QTest::newRow("TMDB, no favorite") << change(u"tmdb"_s, TitleState::Favorite, false) << u"POST /3/account/77/favorite"_s
                                           << tmdb(u"favorite"_s, false);
        QTest::newRow("TMDB, to watch") << change(u"tmdb"_s, TitleState::Watchlist, true) << u"POST /3/account/77/watchlist"_s
                                        << tmdb(u"watchlist"_s, true);
        QTest::newRow("TMDB, rated") << change(u"tmdb"_s, TitleState::Rating, true, 8.4) << u"POST /3/movie/603/rating"_s
                                     << QJsonObject{{u"value"_s, 8.5}};
        QTest::newRow("TMDB, rated no more")
            << change(u"tmdb"_s, TitleState::Rating, false) << u"DELETE /3/movie/603/rating"_s << QJsonObject();
        QTest::newRow("Jellyfin, a favorite")
            << change(u"jellyfin"_s, TitleState::Favorite, true) << u"POST /UserFavoriteItems/603"_s << QJsonObject();
        QTest::newRow("Jellyfin, no favorite")
            << change(u"jellyfin"_s, TitleState::Favorite, false) << u"DELETE /UserFavoriteItems/603"_s << QJsonObject();
        QTest::newRow("Trakt, a favorite") << change(u"trakt"_s, TitleState::Favorite, true) << u"POST /sync/favorites"_s
                                           << QJsonObject{{u"movies"_s, kTraktIds}};
        QTest::newRow("Trakt, not to watch") << change(u"trakt"_s, TitleState::Watchlist, false)
                                             << u"POST /sync/watchlist/remove"_s << QJsonObject{{u"movies"_s, kTraktIds}};
        const QJsonObject rated{{u"rating"_s, 9}, {u"ids"_s, QJsonObject{{u"trakt"_s, 603}}}};
        QTest::newRow("Trakt, rated in whole numbers") << change(u"trakt"_s, TitleState::Rating, true,
            8.5) << u"POST /sync/ratings"_s << QJsonObject{{u"movies"_s, QJsonArray{rated}}};
        QTest::newRow("an API of one's own") << change(u"movie-api"_s, TitleState::Favorite, true)
                                             << u"POST /api/users/favorites/"_s << QJsonObject{{u"movie"_s, 603}};
    }
    void whatIsSent()
    {
        QFETCH(StateChange, change);
        World world;
        const auto outcome = world.set(change, httpAnswer(200, "{}"));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().sentence()));
        QTEST(world.sent(), "sent");
        QTEST(world.body(), "body");
        QVERIFY(world.transport.requests.back().flightKey.isEmpty());
    }

    void whatTheServerSays_data()
    {
        QTest::addColumn<StateChange>("change");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("wasSo");
        const auto favorite = [](const QString &source, bool on) { return change(source, TitleState::Favorite, on); };
        QTest::newRow("TMDB: done") << favorite(u"tmdb"_s, true) << 200 << QByteArray(R"({"status_code":1})") << false;
        QTest::newRow("TMDB: updated") << favorite(u"tmdb"_s, true) << 201 << QByteArray(R"({"status_code":12})") << false;
        QTest::newRow("TMDB: deleted") << favorite(u"tmdb"_s, false) << 200 << QByteArray(R"({"status_code":13})") << false;
        QTest::newRow("TMDB: a rating that is not there")
            << change(u"tmdb"_s, TitleState::Rating, false) << 404 << QByteArray(R"({"status_code":34})") << true;
        QTest::newRow("Trakt: added") << favorite(u"trakt"_s, true) << 201
                                      << QByteArray(R"({"added":{"movies":1},"existing":{"movies":0},"not_found":{"movies":[]}})")
                                      << false;
        QTest::newRow("Trakt: there already")
            << favorite(u"trakt"_s, true) << 201
            << QByteArray(R"({"added":{"movies":0},"existing":{"movies":1},"not_found":{"movies":[]}})") << true;
        QTest::newRow("Trakt: removed") << favorite(u"trakt"_s, false) << 200
                                        << QByteArray(R"({"deleted":{"movies":1},"not_found":{"movies":[]}})") << false;
        QTest::newRow("Jellyfin: nothing to say") << favorite(u"jellyfin"_s, true) << 204 << QByteArray() << false;
        QTest::newRow("Jellyfin: not there to be taken away") << favorite(u"jellyfin"_s, false) << 404 << QByteArray() << true;
        QTest::newRow("an API of one's own: created") << favorite(u"movie-api"_s, true) << 201 << QByteArray("<html>") << false;
        QTest::newRow("an API of one's own: a conflict") << favorite(u"movie-api"_s, true) << 409 << QByteArray() << true;
        QTest::newRow("an API of one's own: not unique")
            << favorite(u"movie-api"_s, true) << 400
            << QByteArray(R"({"non_field_errors":["The fields user, movie must make a unique set."]})") << true;
        QTest::newRow("an API of one's own: the database speaks")
            << favorite(u"movie-api"_s, true) << 500 << QByteArray("<h1>IntegrityError</h1> Duplicate key value") << true;
        QTest::newRow("an API of one's own: not there") << favorite(u"movie-api"_s, false) << 404 << QByteArray() << true;
    }
    void whatTheServerSays()
    {
        QFETCH(StateChange, change);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, wasSo);
        World world;
        const auto outcome = world.set(change, httpAnswer(status, body));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().sentence()));
        QCOMPARE(*outcome, wasSo ? WriteOutcome::AlreadySo : WriteOutcome::Changed);
    }

    void whatIsAFailure_data()
    {
        QTest::addColumn<StateChange>("change");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        const auto favorite = [](const QString &source, bool on) { return change(source, TitleState::Favorite, on); };
        QTest::newRow("Trakt: a success that is none") << favorite(u"trakt"_s, true) << 201 << kNotFound << ErrorKind::NotFound;
        QTest::newRow("Trakt: removing what it does not know")
            << favorite(u"trakt"_s, false) << 200 << kNotFound << ErrorKind::NotFound;
        QTest::newRow("Trakt: half an answer")
            << favorite(u"trakt"_s, true) << 201 << kNotFound.chopped(5) << ErrorKind::Malformed;
        QTest::newRow("Trakt: the account's limit") << favorite(u"trakt"_s, true) << 420 << QByteArray() << ErrorKind::Rejected;
        QTest::newRow("TMDB: a session that ended")
            << favorite(u"tmdb"_s, true) << 401 << QByteArray(R"({"status_code":3})") << ErrorKind::Unauthorized;
        QTest::newRow("TMDB: no such title")
            << favorite(u"tmdb"_s, true) << 404 << QByteArray(R"({"status_code":34})") << ErrorKind::NotFound;
        QTest::newRow("TMDB: in trouble") << favorite(u"tmdb"_s, true) << 503 << QByteArray("<html>") << ErrorKind::Server;
        QTest::newRow("an API of one's own: another 400")
            << favorite(u"movie-api"_s, true) << 400 << QByteArray(R"({"movie":["Invalid pk - object does not exist."]})")
            << ErrorKind::Rejected;
        QTest::newRow("an API of one's own: another 500")
            << favorite(u"movie-api"_s, true) << 500 << QByteArray("oops") << ErrorKind::Server;
        QTest::newRow("an API of one's own: adding what is not there")
            << favorite(u"movie-api"_s, true) << 404 << QByteArray() << ErrorKind::NotFound;
    }
    void whatIsAFailure()
    {
        QFETCH(StateChange, change);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        World world;
        const auto outcome = world.set(change, httpAnswer(status, body));
        QVERIFY(!outcome);
        QTEST(outcome.error().kind, "kind");
    }

    void onlyWhatSetsAStateIsAskedAgainByItself_data()
    {
        QTest::addColumn<StateChange>("change");
        QTest::addColumn<bool>("isIdempotent");
        QTest::newRow("TMDB's favorite") << change(u"tmdb"_s, TitleState::Favorite, true) << true;
        QTest::newRow("Trakt's list") << change(u"trakt"_s, TitleState::Favorite, true) << true;
        QTest::newRow("a POST that is refused the second time") << change(u"movie-api"_s, TitleState::Favorite, true) << false;
        QTest::newRow("its DELETE") << change(u"movie-api"_s, TitleState::Favorite, false) << true;
    }
    void onlyWhatSetsAStateIsAskedAgainByItself()
    {
        QFETCH(StateChange, change);
        World world;
        QVERIFY(world.set(change, httpAnswer(200, "{}")));
        QTEST(world.transport.requests.back().isIdempotent, "isIdempotent");
    }

    void ratingsAreBroughtToTheServersScale_data()
    {
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::addColumn<double>("step");
        QTest::addColumn<double>("rating");
        QTest::addColumn<QString>("text");
        QTest::newRow("halves, up") << 0.5 << 10.0 << 0.5 << 8.3 << u"8.5"_s;
        QTest::newRow("halves, down") << 0.5 << 10.0 << 0.5 << 8.2 << u"8"_s;
        QTest::newRow("never less than the least") << 0.5 << 10.0 << 0.5 << 0.0 << u"0.5"_s;
        QTest::newRow("whole numbers") << 1.0 << 10.0 << 1.0 << 7.5 << u"8"_s;
        QTest::newRow("out of five") << 0.5 << 5.0 << 0.5 << 9.0 << u"4.5"_s;
        QTest::newRow("out of a hundred") << 0.0 << 100.0 << 1.0 << 8.37 << u"84"_s;
    }
    void ratingsAreBroughtToTheServersScale()
    {
        QFETCH(double, least);
        QFETCH(double, most);
        QFETCH(double, step);
        QFETCH(double, rating);
        QTEST(ratingText({{}, {}, least, most, step}, rating), "text");
    }

    void whatCannotBeSet_data()
    {
        QTest::addColumn<StateChange>("change");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a rating of 11") << change(u"tmdb"_s, TitleState::Rating, true, 11) << ErrorKind::InvalidArgument;
        QTest::newRow("a rating below nothing") << change(u"tmdb"_s, TitleState::Rating, true, -1) << ErrorKind::InvalidArgument;
        QTest::newRow("a rating that is no number")
            << change(u"tmdb"_s, TitleState::Rating, true, qQNaN()) << ErrorKind::InvalidArgument;
        QTest::newRow("a source nobody knows") << change(u"nowhere"_s, TitleState::Favorite, true) << ErrorKind::NotFound;
        QTest::newRow("what the source has not") << change(u"jellyfin"_s, TitleState::Watchlist, true) << ErrorKind::NotFound;
        QTest::newRow("a series at a source of movies")
            << StateChange{{u"tmdb"_s, u"tv"_s, u"1"_s}, TitleState::Favorite, true, 0} << ErrorKind::InvalidArgument;
    }
    void whatCannotBeSet()
    {
        QFETCH(StateChange, change);
        World world;
        const auto outcome = world.set(change, httpAnswer(200, "{}"));
        QVERIFY(!outcome);
        QTEST(outcome.error().kind, "kind");
        QVERIFY(world.transport.requests.empty());
    }

    void whatTheSourcesCanBeTold()
    {
        const World world;
        QVERIFY(world.actions.canSet(u"tmdb"_s, TitleState::Rating));
        QVERIFY(world.actions.canSet(u"jellyfin"_s, TitleState::Favorite));
        QVERIFY(!world.actions.canSet(u"jellyfin"_s, TitleState::Watchlist));
        QVERIFY(!world.actions.canSet(u"public-domain"_s, TitleState::Favorite));
    }

    void nobodySignedInIsNotAsked()
    {
        World world;
        world.accounts.signedIn.clear();
        const auto outcome = world.set(change(u"tmdb"_s, TitleState::Favorite, true), httpAnswer(200, "{}"));
        QCOMPARE(outcome.error().kind, ErrorKind::Unauthorized);
        QVERIFY(world.transport.requests.empty());
    }

    void noErrorRepeatsASecret()
    {
        World world;
        const QByteArray said
            = QJsonDocument(QJsonObject{{u"status_message"_s, u"bad SECRET-session of eyJ.SECRET-abc123.x"_s}}).toJson();
        const auto outcome = world.set(change(u"tmdb"_s, TitleState::Favorite, true), httpAnswer(401, said));
        QVERIFY(outcome.error().detail.contains(u"***"_s));
        QVERIFY(!outcome.error().sentence().contains(u"SECRET"_s));
    }
};

QTEST_GUILESS_MAIN(TestProfileActions)
#include "tst_profileactions.moc"
