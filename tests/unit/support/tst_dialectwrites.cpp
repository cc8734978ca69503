// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/support/dialectasks.h"

using namespace matinee::test;
using namespace Qt::StringLiterals;

/// What a person writes in the dialects but TMDB: favorites, signing in.
class TestDialectWrites : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsFavorites_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<Ask>("add");
        QTest::addColumn<QList<int>>("added"); // the status, and that of adding again
        QTest::addColumn<Ask>("list");
        QTest::addColumn<QByteArray>("held"); // in the list
        QTest::addColumn<QByteArray>("remove");
        QTest::newRow("the movie API refuses what is set already")
            << u"movie-api"_s << QByteArray("POST") << Ask{"/api/users/favorites/", text({{u"movie"_s, 7}})}
            << QList<int>{201, 400} << Ask{"/api/users/favorites/"} << QByteArray("\"id\":7,")
            << QByteArray("/api/users/favorites/7/");
        QTest::newRow("hybrid sets the state")
            << u"hybrid"_s << QByteArray("POST") << Ask{"/favorites", text({{u"movie"_s, u"7"_s}})} << QList<int>{201, 200}
            << Ask{"/favorites"} << QByteArray("\"id\":7,") << QByteArray("/favorites/7");
        QTest::newRow("Jellyfin") << u"jellyfin"_s << QByteArray("POST")
                                  << Ask{"/UserFavoriteItems/00000000000000000000000000000007?userId=u", "{}"}
                                  << QList<int>{200, 200} << Ask{"/Items?isFavorite=true&limit=5"}
                                  << QByteArray("\"IsFavorite\":true")
                                  << QByteArray("/UserFavoriteItems/00000000000000000000000000000007?userId=u");
    }
    void keepsFavorites()
    {
        QFETCH(QString, dialect);
        QFETCH(Ask, add);
        QFETCH(QList<int>, added);
        QFETCH(Ask, list);
        QFETCH(QByteArray, held);
        QFETCH(QByteArray, remove);
        FaultServer server({.dialect = dialect, .titles = 57});
        QVERIFY(server.start());
        QVERIFY(!sent(server, list).body.contains(held));
        QCOMPARE(sent(server, add).status, added[0]);
        QCOMPARE(sent(server, add).status, added[1]);
        QVERIFY(sent(server, list).body.contains(held));
        QCOMPARE(sentAs(server, "DELETE", remove).status / 100, 2);
        QVERIFY(!sent(server, list).body.contains(held));
    }

    void syncsTraktsFavorites()
    {
        FaultServer server({.dialect = u"trakt"_s, .titles = 57});
        QVERIFY(server.start());
        const QByteArray body = "{\"movies\":[{\"ids\":{\"tmdb\":7}},{\"ids\":{\"tmdb\":4711}}]}";
        const RawReply added = sent(server, {"/sync/favorites", body, kTraktLines});
        QCOMPARE(added.status, 201);
        QCOMPARE(at(added, u"added/movies"_s).toInt(), 1);
        QCOMPARE(at(added, u"not_found/movies"_s).toArray().size(), 1); // a success that is none
        const RawReply list = sent(server, {"/users/me/favorites/movies/added", {}, kTraktLines});
        QCOMPARE(idsOf(list.list(), {u"movie"_s, u"ids"_s, u"slug"_s}), QStringList{u"film-7"_s});
        QCOMPARE(at(sent(server, {"/sync/favorites/remove", body, kTraktLines}), u"deleted/movies"_s).toInt(), 1);
    }

    void tagsKodisFavorites()
    {
        FaultServer server({.dialect = u"kodi"_s, .titles = 57});
        QVERIFY(server.start());
        const auto call = [&](const QString &method, const QJsonObject &params) {
            return sent(server, {"/jsonrpc", text({{u"id"_s, 1}, {u"method"_s, method}, {u"params"_s, params}})});
        };
        QCOMPARE(
            at(call(u"VideoLibrary.SetMovieDetails"_s, {{u"movieid"_s, 7}, {u"tag"_s, QJsonArray{u"favorite"_s}}}), u"result"_s)
                .toString(),
            u"OK"_s);
        const QJsonObject filter{{u"field"_s, u"tag"_s}, {u"operator"_s, u"is"_s}, {u"value"_s, u"favorite"_s}};
        const RawReply tagged
            = call(u"VideoLibrary.GetMovies"_s, {{u"filter"_s, filter}, {u"properties"_s, QJsonArray{u"art"_s, u"votes"_s}}});
        const QJsonObject movie = at(tagged, u"result/movies"_s).toArray().at(0).toObject();
        QCOMPARE(movie.value(u"movieid"_s).toInt(), 7);
        QVERIFY(movie.value(u"votes"_s).isString());
        QVERIFY(!movie.contains(u"plot"_s)); // not asked for
        const QString poster = movie.value(u"art"_s).toObject().value(u"poster"_s).toString();
        const RawReply image = sent(server, {"/image/" + QUrl::toPercentEncoding(poster)});
        QCOMPARE(image.status, 200);
        QVERIFY(image.header("Content-Type").isEmpty());
        QVERIFY(image.body.startsWith(QByteArray::fromHex("ffd8")));
        QVERIFY(at(call(u"Favourites.GetFavourites"_s, {}), u"result/favourites"_s).isNull());
    }

    void signsIn()
    {
        FaultServer jellyfin({.dialect = u"jellyfin"_s, .titles = 57, .token = u"secret"_s});
        QVERIFY(jellyfin.start());
        QCOMPARE(sent(jellyfin, {"/Items?limit=1"}).status, 401);
        const RawReply begun = sent(jellyfin, {"/QuickConnect/Initiate", "{}"});
        const QString secret = at(begun, u"Secret"_s).toString();
        const Ask poll{"/QuickConnect/Connect?secret=" + secret.toLatin1()};
        QVERIFY(!at(sent(jellyfin, poll), u"Authenticated"_s).toBool());
        QCOMPARE(sent(jellyfin, {"/approve/" + at(begun, u"Code"_s).toString().toLatin1()}).status, 200);
        QVERIFY(at(sent(jellyfin, poll), u"Authenticated"_s).toBool());
        const RawReply user = sent(jellyfin,
            {"/Users"
             "/AuthenticateWithQuickConnect",
                text({{u"Secret"_s, secret}}),
                "Authorization: MediaBrowser Client=\"t\", Device=\"d\", DeviceId=\"1\", Version=\"1\"\r\n"});
        QCOMPARE(at(user, u"AccessToken"_s).toString(), u"secret"_s);
        QCOMPARE(
            sent(jellyfin, {"/Items?limit=1", {}, "Authorization: MediaBrowser Token=\"secret\", Client=\"t\"\r\n"}).status, 200);

        FaultServer trakt({.dialect = u"trakt"_s, .titles = 57, .token = u"secret"_s});
        QVERIFY(trakt.start());
        const RawReply device = sent(trakt, {"/oauth/device/code", text({{u"client_id"_s, u"x"_s}})});
        const QByteArray code = text({{u"code"_s, at(device, u"device_code"_s)}});
        QCOMPARE(sent(trakt, {"/oauth/device/token", code}).status, 400); // pending
        QCOMPARE(sent(trakt, {"/activate/" + at(device, u"user_code"_s).toString().toLatin1()}).status, 200);
        QCOMPARE(at(sent(trakt, {"/oauth/device/token", code}), u"access_token"_s).toString(), u"secret"_s);
        QCOMPARE(sent(trakt, {"/recommendations/movies", {}, kTraktLines}).status, 401);
        QCOMPARE(
            sent(trakt, {"/recommendations/movies", {}, kTraktLines + "Authorization: Bearer secret\r\n"}).list().size(), 10);

        FaultServer drf({.dialect = u"movie-api"_s, .titles = 57, .token = u"secret"_s});
        QVERIFY(drf.start());
        const RawReply refused = sent(drf, {"/api/users/favorites/"});
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.header("WWW-Authenticate"), QByteArray("Token"));
        QCOMPARE(sent(drf, {"/api/users/favorites/", {}, "Authorization: Token secret\r\n"}).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestDialectWrites)
#include "tst_dialectwrites.moc"
