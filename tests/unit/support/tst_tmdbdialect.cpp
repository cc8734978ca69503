// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/faultserver/faultserver.h"
#include "tests/unit/support/rawclient.h"

using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

RawReply sent(const FaultServer &server, const QByteArray &method, const QByteArray &target, const QJsonObject &body = {})
{
    RawClient client(server.port());
    client.request(method, target, body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact));
    return client.reply();
}

QList<int> idsOf(const RawReply &reply)
{
    QList<int> ids;
    for (const QJsonValue &item : reply.json().value(u"results"_s).toArray())
        ids.append(item.toObject().value(u"id"_s).toInt());
    return ids;
}

} // namespace

/// TMDB as catalogs.md describes it.
class TestTmdbDialect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsListsInPagesOfTwenty_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("total");
        QTest::newRow("trending of the day") << QByteArray("/3/trending/movie/day") << 95;
        QTest::newRow("trending of the week, without /3") << QByteArray("/trending/movie/week") << 95;
        QTest::newRow("popular") << QByteArray("/3/movie/popular") << 95;
        QTest::newRow("top rated") << QByteArray("/3/movie/top_rated") << 95;
        QTest::newRow("now playing") << QByteArray("/3/movie/now_playing") << 95;
        QTest::newRow("upcoming") << QByteArray("/3/movie/upcoming") << 95;
        QTest::newRow("discover with a filter nobody knows") << QByteArray("/3/discover/movie?with_nonsense=3") << 95;
        QTest::newRow("discover by genre") << QByteArray("/3/discover/movie?with_genres=12") << 5;
        QTest::newRow("search") << QByteArray("/3/search/movie?query=harbor") << 3;
        QTest::newRow("recommendations") << QByteArray("/3/movie/7/recommendations") << 60;
        QTest::newRow("similar") << QByteArray("/3/movie/7/similar") << 40;
    }
    void cutsListsInPagesOfTwenty()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, total);
        FaultServer server({.titles = 95});
        QVERIFY(server.start());
        const QByteArray joint = path.contains('?') ? "&page=" : "?page=";
        const int pages = (total + 19) / 20;
        QSet<int> ids;
        for (int page = 1; page <= pages + 1; ++page) {
            const RawReply reply = RawClient::fetch(server.port(), path + joint + QByteArray::number(page));
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.json().value(u"page"_s).toInt(), page);
            QCOMPARE(reply.json().value(u"total_pages"_s).toInt(), pages);
            QCOMPARE(reply.json().value(u"total_results"_s).toInt(), total);
            const QList<int> here = idsOf(reply);
            QCOMPARE(static_cast<int>(here.size()), std::clamp(total - (page - 1) * 20, 0, 20));
            ids.unite(QSet<int>(here.begin(), here.end()));
        }
        QCOMPARE(static_cast<int>(ids.size()), total);
    }

    void writesItemsAsTmdbDoes()
    {
        FaultServer server({.titles = 200});
        QVERIFY(server.start());
        const QJsonObject page = RawClient::fetch(server.port(), "/3/trending/movie/day").json();
        const QJsonObject item = page.value(u"results"_s).toArray().at(0).toObject();
        for (const QString &name : {u"adult"_s, u"backdrop_path"_s, u"genre_ids"_s, u"id"_s, u"media_type"_s,
                 u"original_language"_s, u"original_title"_s, u"overview"_s, u"popularity"_s, u"poster_path"_s, u"release_date"_s,
                 u"title"_s, u"video"_s, u"vote_average"_s, u"vote_count"_s})
            QVERIFY2(item.contains(name), qPrintable(name));
        // The gaps it has, too.
        const QJsonArray second = RawClient::fetch(server.port(), "/3/movie/popular?page=2").json().value(u"results"_s).toArray();
        QVERIFY(second.at(10).toObject().value(u"poster_path"_s).isNull()); // 31
        const QJsonObject gap = RawClient::fetch(server.port(), "/3/movie/79").json();
        QCOMPARE(gap.value(u"release_date"_s), QJsonValue(QString()));
        QVERIFY(RawClient::fetch(server.port(), "/3/movie/now_playing").json().contains(u"dates"_s));
    }

    void refusesWhatTmdbRefuses_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const auto add = [](const char *name, const char *target, int status, int code) {
            QTest::newRow(name) << QByteArray(target) << status << code;
        };
        add("page 0", "/3/movie/popular?page=0", 400, 22);
        add("page 501", "/3/movie/popular?page=501", 400, 22);
        add("a page that is no number", "/3/movie/popular?page=abc", 400, 22);
        add("a search for nothing", "/3/search/movie?page=1", 422, 5);
        add("a movie that is not there", "/3/movie/9999", 404, 34);
        add("recommendations for one that is not there", "/3/movie/9999/recommendations", 404, 34);
        add("a path nobody knows", "/3/nonsense", 404, 34);
        add("favorites of nobody", "/3/account/548/favorite/movies", 401, 3);
        add("21 appended parts", "/3/movie/1?append_to_response=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21", 400, 27);
    }
    void refusesWhatTmdbRefuses()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(int, code);
        FaultServer server({.titles = 95});
        QVERIFY(server.start());
        const RawReply reply = RawClient::fetch(server.port(), target);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.json().value(u"status_code"_s).toInt(), code);
        QVERIFY(!reply.json().value(u"status_message"_s).toString().isEmpty());
        QVERIFY(reply.header("ETag").isEmpty());
    }

    void promisesMorePagesThanItGives()
    {
        FaultServer server({.titles = 20'000, .list = {.totalPages = 1000}});
        QVERIFY(server.start());
        QCOMPARE(RawClient::fetch(server.port(), "/3/movie/popular?page=500").json().value(u"total_pages"_s).toInt(), 1000);
        QCOMPARE(idsOf(RawClient::fetch(server.port(), "/3/movie/popular?page=500")).value(0), 9981);
        QCOMPARE(RawClient::fetch(server.port(), "/3/movie/popular?page=501").status, 400);
    }

    void appendsToAMovie()
    {
        FaultServer server({.titles = 95});
        QVERIFY(server.start());
        const QJsonObject movie = RawClient::fetch(server.port(),
            "/3/movie/7?session_id=session&append_to_response=credits,videos,images,recommendations,similar,release_dates,watch/"
            "providers,account_states,nonsense")
                                      .json();
        QCOMPARE(movie.value(u"id"_s).toInt(), 7);
        for (const QString &name : {u"credits"_s, u"videos"_s, u"images"_s, u"recommendations"_s, u"similar"_s,
                 u"release_dates"_s, u"watch/providers"_s, u"account_states"_s})
            QVERIFY2(movie.value(name).isObject(), qPrintable(name));
        QVERIFY(!movie.contains(u"nonsense"_s));
        QCOMPARE(movie.value(u"recommendations"_s).toObject().value(u"results"_s).toArray().size(), 20);
        QCOMPARE(movie.value(u"credits"_s).toObject().value(u"cast"_s).toArray().size(), 6);
        QCOMPARE(RawClient::fetch(server.port(), "/3/movie/7/credits").json().value(u"id"_s).toInt(), 7);
        QVERIFY(!RawClient::fetch(server.port(), "/3/movie/7").json().contains(u"credits"_s));
    }

    void asksForAKey_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<int>("status");
        QTest::newRow("none") << QByteArray() << QByteArray() << 401;
        QTest::newRow("a wrong bearer") << QByteArray() << QByteArray("Authorization: Bearer nope\r\n") << 401;
        QTest::newRow("a right bearer") << QByteArray() << QByteArray("Authorization: Bearer eyJ.secret\r\n") << 200;
        QTest::newRow("a right key in the query") << QByteArray("?api_key=eyJ.secret") << QByteArray() << 200;
        QTest::newRow("a wrong key in the query") << QByteArray("?api_key=x") << QByteArray() << 401;
    }
    void asksForAKey()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, lines);
        QFETCH(int, status);
        FaultServer server({.token = u"eyJ.secret"_s});
        QVERIFY(server.start());
        const RawReply reply = RawClient::fetch(server.port(), "/3/authentication" + query, lines);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.json().value(u"status_code"_s).toInt(), status == 200 ? 1 : 7);
        if (status == 401)
            QCOMPARE(reply.header("Cache-Control"), QByteArray("public, max-age=300")); // as captured from the real one
        QCOMPARE(RawClient::fetch(server.port(), "/t/p/w92/pa.jpg").status, 200);       // pictures ask for none
    }

    void signsIn()
    {
        FaultServer server;
        QVERIFY(server.start());
        const QString token
            = RawClient::fetch(server.port(), "/3/authentication/token/new").json().value(u"request_token"_s).toString();
        const QJsonObject ask{{u"request_token"_s, token}};
        QCOMPARE(sent(server, "POST", "/3/authentication/session/new", ask).json().value(u"status_code"_s).toInt(), 17);
        QCOMPARE(RawClient::fetch(server.port(), "/authenticate/" + token.toLatin1()).status, 200);
        const QString session
            = sent(server, "POST", "/3/authentication/session/new", ask).json().value(u"session_id"_s).toString();
        QVERIFY(!session.isEmpty());
        const QByteArray account = "/3/account?session_id=" + session.toLatin1();
        QCOMPARE(RawClient::fetch(server.port(), account).json().value(u"username"_s).toString(), u"ada"_s);
        QCOMPARE(sent(server, "DELETE", "/3/authentication/session", {{u"session_id"_s, session}}).status, 200);
        QCOMPARE(RawClient::fetch(server.port(), account).status, 401);
    }

    void keepsFavorites()
    {
        FaultServer server({.titles = 95});
        QVERIFY(server.start());
        const QByteArray write = "/3/account/548/favorite?session_id=session";
        const QByteArray read = "/3/account/548/favorite/movies?session_id=session";
        const auto favorite = [&](int id, bool wanted) {
            return sent(server, "POST", write, {{u"media_type"_s, u"movie"_s}, {u"media_id"_s, id}, {u"favorite"_s, wanted}});
        };
        QCOMPARE(favorite(5, true).status, 200);
        QCOMPARE(favorite(9, true).status, 200);
        QCOMPARE(favorite(5, true).status, 201); // set already: no error, another success
        QCOMPARE(idsOf(RawClient::fetch(server.port(), read)), (QList<int>{5, 9}));
        QCOMPARE(idsOf(RawClient::fetch(server.port(), read + "&sort_by=created_at.desc")), (QList<int>{9, 5}));
        QVERIFY(
            RawClient::fetch(server.port(), "/3/movie/9/account_states?session_id=session").json().value(u"favorite"_s).toBool());
        QCOMPARE(favorite(5, false).json().value(u"status_code"_s).toInt(), 13);
        QCOMPARE(favorite(5, false).status, 200);
        QCOMPARE(idsOf(RawClient::fetch(server.port(), read)), (QList<int>{9}));
        QCOMPARE(favorite(4711, true).status, 404);
        QCOMPARE(sent(server, "POST", write, {{u"media_id"_s, 3}}).status, 422);
    }

    void rates()
    {
        FaultServer server({.titles = 95});
        QVERIFY(server.start());
        QCOMPARE(sent(server, "POST", "/3/movie/3/rating?session_id=session", {{u"value"_s, 8.5}}).status, 200);
        QCOMPARE(sent(server, "POST", "/3/movie/3/rating?session_id=session", {{u"value"_s, 8.3}}).status, 400);
        const QJsonObject rated = RawClient::fetch(server.port(), "/3/account/548/rated/movies?session_id=session")
                                      .json()
                                      .value(u"results"_s)
                                      .toArray()
                                      .at(0)
                                      .toObject();
        QCOMPARE(rated.value(u"rating"_s).toDouble(), 8.5);
        QCOMPARE(sent(server, "DELETE", "/3/movie/3/rating?session_id=session").status, 200);
        QCOMPARE(RawClient::fetch(server.port(), "/3/movie/3/account_states?session_id=session").json().value(u"rated"_s),
            QJsonValue(false));
    }

    void paintsPictures_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QSize>("size");
        QTest::newRow("a poster of w342") << QByteArray("/t/p/w342/pabc.jpg") << QSize(342, 513);
        QTest::newRow("an original poster") << QByteArray("/t/p/original/pabc.jpg") << QSize(1000, 1500);
        QTest::newRow("a backdrop") << QByteArray("/t/p/w1280/babc.jpg") << QSize(1280, 720);
        QTest::newRow("a face by its height") << QByteArray("/t/p/h632/fabc.jpg") << QSize(421, 632);
    }
    void paintsPictures()
    {
        QFETCH(QByteArray, target);
        QFETCH(QSize, size);
        FaultServer server;
        QVERIFY(server.start());
        const RawReply reply = RawClient::fetch(server.port(), target);
        QCOMPARE(reply.header("Content-Type"), QByteArray("image/jpeg"));
        QCOMPARE(QImage::fromData(reply.body).size(), size);
        QCOMPARE(RawClient::fetch(server.port(), target).body, reply.body);
        QVERIFY(RawClient::fetch(server.port(), QByteArray(target).replace("abc", "xyz")).body != reply.body);
        QCOMPARE(RawClient::fetch(server.port(), "/t/p/w0/pabc.jpg").status, 404);
    }

    void servesACatalogueFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"films.jsonl"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 1; i <= 45; ++i) {
            file.write(
                QJsonDocument(QJsonObject{{u"id"_s, u"tt%1"_s.arg(i)}, {u"title"_s, u"Film %1"_s.arg(i, 3, 10, QChar(u'0'))},
                                  {u"year"_s, 1900 + i}, {u"genres"_s, QJsonArray{i % 3 == 0 ? u"Western"_s : u"Mime"_s}}})
                    .toJson(QJsonDocument::Compact)
                + '\n');
        }
        file.close();
        FaultServer server({.catalogue = path});
        const auto started = server.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().sentence()));
        QSet<int> ids;
        for (int page = 1; page <= 3; ++page) {
            const QList<int> here = idsOf(RawClient::fetch(server.port(), "/3/movie/popular?page=" + QByteArray::number(page)));
            QCOMPARE(static_cast<int>(here.size()), page == 3 ? 5 : 20);
            ids.unite(QSet<int>(here.begin(), here.end()));
        }
        QCOMPARE(ids.size(), 45);
        const QJsonObject newest
            = RawClient::fetch(server.port(), "/3/trending/movie/day").json().value(u"results"_s).toArray().at(0).toObject();
        QCOMPARE(newest.value(u"title"_s).toString(), u"Film 045"_s);
        const QByteArray id = QByteArray::number(newest.value(u"id"_s).toInt());
        QCOMPARE(RawClient::fetch(server.port(), "/3/movie/" + id).json().value(u"title"_s).toString(), u"Film 045"_s);
        QCOMPARE(RawClient::fetch(server.port(), "/3/search/movie?query=044").json().value(u"total_results"_s).toInt(), 1);
        QCOMPARE(
            RawClient::fetch(server.port(), "/3/discover/movie?with_genres=37").json().value(u"total_results"_s).toInt(), 15);
        QVERIFY(
            RawClient::fetch(server.port(), "/3/movie/" + id + "/recommendations").json().value(u"total_results"_s).toInt() > 0);
    }
};

QTEST_GUILESS_MAIN(TestTmdbDialect)
#include "tst_tmdbdialect.moc"
