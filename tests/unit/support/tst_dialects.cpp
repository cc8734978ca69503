// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <functional>

#include "tests/unit/support/dialectasks.h"

using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

/// What a reader finds in a page.
struct Seen {
    QStringList ids;
    std::optional<Ask> next = {};
};

using Reader = std::function<Seen(const RawReply &reply, const Ask &asked)>;

QByteArray withQuery(const QByteArray &target, const QByteArray &name, const QByteArray &value)
{
    const QByteArray parameter = name + '=';
    qsizetype found = target.indexOf('?' + parameter);
    if (found < 0)
        found = target.indexOf('&' + parameter);
    if (found < 0)
        return target + (target.contains('?') ? '&' : '?') + parameter + value;
    const qsizetype from = found + 1 + parameter.size();
    const qsizetype end = target.indexOf('&', from);
    return target.first(from) + value + (end < 0 ? QByteArray() : target.mid(end));
}

QByteArray pathOf(const QString &url)
{
    return QUrl(url).toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
}

// The next page is a URL in the body.
Reader nextUrl(const QString &items, const QStringList &id, const QString &next)
{
    return [=](const RawReply &reply, const Ask &asked) {
        Seen seen{idsOf(at(reply, items).toArray(), id)};
        if (at(reply, next).isString())
            seen.next = Ask{pathOf(at(reply, next).toString()), {}, asked.lines};
        return seen;
    };
}

// The next page is a token in the body that goes back in a parameter.
Reader token(const QString &items, const QStringList &id, const QString &next, const QByteArray &parameter)
{
    return [=](const RawReply &reply, const Ask &asked) {
        Seen seen{idsOf(at(reply, items).toArray(), id)};
        const QJsonValue found = at(reply, next);
        if (found.isString() || found.isDouble()) {
            const QByteArray text = found.isString() ? found.toString().toLatin1() : QByteArray::number(found.toInteger());
            seen.next = Ask{withQuery(asked.target, parameter, text), {}, asked.lines};
        }
        return seen;
    };
}

// The next place is counted by the reader until `isLast` says so.
Reader counted(const QString &items, const QStringList &id, const QByteArray &parameter, qint64 first, qint64 step,
    const std::function<bool(const RawReply &, qsizetype rows)> &isLast)
{
    return [=](const RawReply &reply, const Ask &asked) {
        Seen seen{idsOf(at(reply, items).toArray(), id)};
        const QRegularExpression place(u"[?&]%1=(\\d+)"_s.arg(QString::fromLatin1(parameter)));
        const auto match = place.match(QString::fromLatin1(asked.target));
        const qint64 here = match.hasMatch() ? match.captured(1).toLongLong() : first;
        if (!isLast(reply, seen.ids.size()))
            seen.next = Ask{withQuery(asked.target, parameter, QByteArray::number(here + step)), {}, asked.lines};
        return seen;
    };
}

bool isEmptyPage(const RawReply &, qsizetype rows)
{
    return rows == 0;
}

Seen readLinkHeader(const RawReply &reply, const Ask &)
{
    Seen seen{idsOf(reply.list(), {u"id"_s})};
    static const QRegularExpression next(u"<([^>]+)>; rel=\"next\""_s);
    const auto match = next.match(QString::fromLatin1(reply.header("Link")));
    if (match.hasMatch())
        seen.next = Ask{pathOf(match.captured(1))};
    return seen;
}

Seen readKeyset(const RawReply &reply, const Ask &asked)
{
    Seen seen{idsOf(at(reply, u"movies"_s).toArray(), {u"id"_s})};
    if (!seen.ids.isEmpty())
        seen.next = Ask{withQuery(asked.target, "since_id", seen.ids.constLast().toLatin1())};
    return seen;
}

Ask relayAsk(const QJsonValue &after)
{
    const QJsonObject variables{{u"first"_s, 10}, {u"after"_s, after}};
    const QString query = u"query($first:Int,$after:String){ movies(first:$first, after:$after) { edges { node { id } } } }"_s;
    return {"/graphql", text({{u"query"_s, query}, {u"variables"_s, variables}})};
}

Seen readRelay(const RawReply &reply, const Ask &)
{
    Seen seen{idsOf(at(reply, u"data/movies/edges"_s).toArray(), {u"node"_s, u"id"_s})};
    if (at(reply, u"data/movies/pageInfo/hasNextPage"_s).toBool())
        seen.next = relayAsk(at(reply, u"data/movies/pageInfo/endCursor"_s));
    return seen;
}

Ask kodiAsk(qint64 start, const QString &method = u"VideoLibrary.GetMovies"_s)
{
    const QJsonObject params{{u"limits"_s, QJsonObject{{u"start"_s, start}, {u"end"_s, start + 10}}},
        {u"properties"_s, QJsonArray{u"votes"_s, u"art"_s}}};
    return {"/jsonrpc", text({{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, 1}, {u"method"_s, method}, {u"params"_s, params}})};
}

Seen readKodi(const RawReply &reply, const Ask &)
{
    Seen seen{idsOf(at(reply, u"result/movies"_s).toArray(), {u"movieid"_s})};
    const qint64 end = at(reply, u"result/limits/end"_s).toInteger();
    if (end < at(reply, u"result/limits/total"_s).toInteger())
        seen.next = kodiAsk(end);
    return seen;
}

} // namespace

/// Every dialect but TMDB: walked to its end, its envelope, what it refuses.
class TestDialects : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void walksToTheEnd_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<Ask>("first");
        QTest::addColumn<Reader>("reader");
        QTest::addColumn<QString>("total"); // a pointer, or "header:NAME", or nothing
        QTest::addColumn<int>("requests");
        const QStringList id{u"id"_s};
        const auto add
            = [](const char *name, const char *dialect, const Ask &first, const Reader &reader, const QString &total,
                  int requests) { QTest::newRow(name) << QString::fromLatin1(dialect) << first << reader << total << requests; };
        const auto lastPage = [](const QString &page, const QString &pages) {
            return [=](const RawReply &r, qsizetype) { return at(r, page).toInteger() >= at(r, pages).toInteger(); };
        };
        const auto traktLast = [](const RawReply &r, qsizetype) {
            return r.header("X-Pagination-Page").toInt() >= r.header("X-Pagination-Page-Count").toInt();
        };
        add("the movie API, trending", "movie-api", {"/api/movies/trending/?time_window=week"},
            nextUrl(u"results"_s, id, u"next"_s), u"count"_s, 6);
        add("the movie API, popular in pages of 25", "movie-api", {"/api/movies/popular/?page_size=25"},
            nextUrl(u"results"_s, id, u"next"_s), u"count"_s, 3);
        add("DRF by page number", "drf", {"/api/page/movies/?page_size=10"}, nextUrl(u"results"_s, id, u"next"_s), u"count"_s, 6);
        add("DRF by limit and offset", "drf", {"/api/limit/movies/?limit=10"}, nextUrl(u"results"_s, id, u"next"_s), u"count"_s,
            6);
        add("DRF by cursor", "drf", {"/api/cursor/movies/?page_size=10"}, nextUrl(u"results"_s, id, u"next"_s), {}, 6);
        add("Jellyfin", "jellyfin", {"/Items?limit=10&startIndex=0"},
            counted(u"Items"_s, {u"Id"_s}, "startIndex", 0, 10, isEmptyPage), u"TotalRecordCount"_s, 7);
        add("Trakt, wrapped", "trakt", {"/movies/trending", {}, kTraktLines},
            counted({}, {u"movie"_s, u"ids"_s, u"slug"_s}, "page", 1, 1, traktLast), u"header:X-Pagination-Item-Count"_s, 6);
        add("Trakt, bare", "trakt", {"/movies/popular?limit=25", {}, kTraktLines},
            counted({}, {u"ids"_s, u"slug"_s}, "page", 1, 1, traktLast), u"header:X-Pagination-Item-Count"_s, 3);
        add("Internet Archive, pages", "archive", {"/advancedsearch.php?q=mediatype:movies&fl[]=identifier&rows=10&output=json"},
            counted(u"response/docs"_s, {u"identifier"_s}, "page", 1, 1, isEmptyPage), u"response/numFound"_s, 7);
        add("json-server 0.17, Link header", "json-server", {"/movies?_page=1"}, readLinkHeader, u"header:X-Total-Count"_s, 6);
        add("json-server 1.0", "json-server-1", {"/movies?_per_page=10"}, token(u"data"_s, id, u"next"_s, "_page"), u"items"_s,
            6);
        add("JSON:API by number", "json-api", {"/movies?page%5Bsize%5D=10"}, nextUrl(u"data"_s, id, u"links/next"_s),
            u"meta/page/total"_s, 6);
        add("JSON:API by offset", "json-api", {"/movies?page[offset]=0&page[limit]=10"}, nextUrl(u"data"_s, id, u"links/next"_s),
            u"meta/page/total"_s, 6);
        add("JSON:API by cursor", "json-api", {"/movies?page[after]=&page[size]=10"}, nextUrl(u"data"_s, id, u"links/next"_s),
            u"meta/page/total"_s, 6);
        add("Relay", "relay", relayAsk(QJsonValue::Null), readRelay, u"data/movies/totalCount"_s, 6);
        add("Kodi", "kodi", kodiAsk(0), readKodi, u"result/limits/total"_s, 6);
        add("hybrid by cursor", "hybrid", {"/movies?page_size=10"}, token(u"items"_s, id, u"metadata/next_cursor"_s, "cursor"),
            u"metadata/total"_s, 6);
        add("hybrid by page", "hybrid", {"/movies?page_size=10"},
            counted(u"items"_s, id, "page", 1, 1,
                [](const RawReply &r, qsizetype) { return !at(r, u"metadata/has_next"_s).toBool(); }),
            u"metadata/total"_s, 6);
        add("cursor with has_more", "cursor", {"/movies?limit=10"}, token(u"items"_s, id, u"next_cursor"_s, "cursor"), {}, 6);
        add("pages of a total", "pages", {"/movies?limit=10"},
            counted(u"items"_s, id, "page", 1, 1, lastPage(u"page"_s, u"pages"_s)), u"total"_s, 6);
        add("videos with a cursor", "videos", {"/videos?limit=10"}, token(u"videos"_s, id, u"next_cursor"_s, "cursor"),
            u"total_videos"_s, 6);
        add("articles by skip", "articles", {"/articles?limit=10"}, counted(u"articles"_s, id, "skip", 0, 10, isEmptyPage),
            u"total"_s, 7);
        add("keyset", "keyset", {"/movies?limit=10"}, readKeyset, {}, 7);
        add(
            "one page", "single", {"/movies"},
            [id](const RawReply &r, const Ask &) { return Seen{idsOf(at(r, u"items"_s).toArray(), id)}; }, {}, 1);
    }
    void walksToTheEnd()
    {
        constexpr int kTitles = 57;
        QFETCH(QString, dialect);
        QFETCH(Ask, first);
        QFETCH(Reader, reader);
        QFETCH(QString, total);
        QFETCH(int, requests);
        FaultServer server({.dialect = dialect, .titles = kTitles});
        QVERIFY(server.start());
        QStringList ids;
        std::optional<Ask> next = first;
        while (next && server.requests().size() < 20) {
            const Ask ask = *next;
            const RawReply reply = sent(server, ask);
            QCOMPARE(reply.status, 200);
            if (total.startsWith("header:"_L1))
                QCOMPARE(reply.header(total.mid(7).toLatin1()).toInt(), kTitles);
            else if (!total.isEmpty())
                QCOMPARE(at(reply, total).toInt(), kTitles);
            const Seen seen = reader(reply, ask);
            ids += seen.ids;
            next = seen.next;
        }
        QCOMPARE(ids.size(), kTitles);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), kTitles);
        QCOMPARE(static_cast<int>(server.requests().size()), requests);
    }

    void hasItsEnvelope_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<Ask>("ask");
        QTest::addColumn<QStringList>("members"); // of the body, sorted
        QTest::addColumn<QString>("inner");       // a pointer to an object
        QTest::addColumn<QStringList>("innerMembers");
        const auto add = [](const char *dialect, const Ask &ask, const char *members, const char *inner = "",
                             const char *innerMembers = "") {
            QTest::newRow(qPrintable(u"%1 %2"_s.arg(QString::fromLatin1(dialect), QString::fromLatin1(ask.target))))
                << QString::fromLatin1(dialect) << ask << QString::fromLatin1(members).split(u' ') << QString::fromLatin1(inner)
                << QString::fromLatin1(innerMembers).split(u' ', Qt::SkipEmptyParts);
        };
        add("movie-api", {"/api/movies/popular/"}, "count current_page next previous results total_pages");
        add("drf", {"/api/page/movies/"}, "count next previous results");
        add("drf", {"/api/cursor/movies/"}, "next previous results");
        add("jellyfin", {"/Items?limit=2"}, "Items StartIndex TotalRecordCount");
        add("archive", {"/advancedsearch.php?q=x"}, "response responseHeader", "response", "docs numFound start");
        add("archive", {"/services/search/v1/scrape?count=100"}, "count items total");
        add("json-server-1", {"/movies"}, "data first items last next pages prev");
        add("json-api", {"/movies"}, "data links meta", "links", "first last next prev");
        add("relay", relayAsk(QJsonValue::Null), "data", "data/movies", "edges pageInfo totalCount");
        add("kodi", kodiAsk(0), "id jsonrpc result", "result", "limits movies");
        add("hybrid", {"/movies"}, "items metadata", "metadata",
            "has_next has_prev next_cursor page page_size prev_cursor strategy total total_pages");
        add("cursor", {"/movies"}, "count has_more items next_cursor");
        add("pages", {"/movies"}, "items limit page pages total");
        add("videos", {"/videos"}, "next_cursor total_pages total_videos videos");
        add("articles", {"/articles"}, "articles count offset total");
        add("single", {"/movies"}, "items");
    }
    void hasItsEnvelope()
    {
        QFETCH(QString, dialect);
        QFETCH(Ask, ask);
        QFETCH(QStringList, members);
        QFETCH(QString, inner);
        QFETCH(QStringList, innerMembers);
        FaultServer server({.dialect = dialect, .titles = 57});
        QVERIFY(server.start());
        const RawReply reply = sent(server, ask);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json().keys(), members);
        if (!inner.isEmpty())
            QCOMPARE(at(reply, inner).toObject().keys(), innerMembers);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<Ask>("ask");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says"); // somewhere in the body
        const auto add = [](const char *name, const char *dialect, const Ask &ask, int status, const char *says) {
            QTest::newRow(name) << QString::fromLatin1(dialect) << ask << status << QByteArray(says);
        };
        add("DRF: page 0", "drf", {"/api/page/movies/?page=0"}, 404, "Invalid page.");
        add("DRF: past the end", "drf", {"/api/page/movies/?page=9"}, 404, "Invalid page.");
        add("DRF: a bad cursor", "drf", {"/api/cursor/movies/?cursor=xx"}, 404, "Invalid cursor");
        add("DRF: no last slash", "drf", {"/api/page/movies?page=2"}, 301, "");
        add("DRF: an offset past the end is no fault", "drf", {"/api/limit/movies/?offset=900"}, 200, "\"results\":[]");
        add("DRF: nonsense is the default", "drf", {"/api/limit/movies/?offset=-3&limit=zero"}, 200, "\"id\":1,");
        add("the movie API: a window nobody has", "movie-api", {"/api/movies/trending/?time_window=year"}, 400, "time_window");
        add("the movie API: a search for nothing", "movie-api", {"/api/movies/search/"}, 400, "required");
        add("the movie API: recommendations for nobody", "movie-api", {"/api/movies/99/recommendations/"}, 404, "detail");
        add("Trakt: no key", "trakt", {"/movies/popular"}, 403, "");
        add("Internet Archive: too deep", "archive", {"/advancedsearch.php?q=x&rows=50&page=201"}, 400, "DEEP_PAGING");
        add("Internet Archive: too few", "archive", {"/services/search/v1/scrape?count=50"}, 400, "at least 100");
        add("Internet Archive: an unknown title", "archive", {"/metadata/nobody"}, 200, "{}");
        add("json-server 0.17: past the end", "json-server", {"/movies?_page=99"}, 200, "[]");
        add("json-server 1.0: past the end is the last page", "json-server-1", {"/movies?_page=99"}, 200, "\"id\":\"57\"");
        add("JSON:API: no number", "json-api", {"/movies?page[number]=x"}, 400, "errors");
        add("Relay: garbage comes under a 200", "relay", relayAsk(u"garbage"_s), 200, "Invalid cursor");
        add("Kodi: an unknown method under a 200", "kodi", kodiAsk(0, u"Nonsense"_s), 200, "-32601");
        add("Kodi: end -1", "kodi", kodiAsk(-11), 200, "-32602");
        add("Kodi: no JSON", "kodi", {"/jsonrpc", "{"}, 200, "-32700");
        add("Kodi: past the end", "kodi", kodiAsk(500), 200, "\"limits\":{\"end\":57,\"start\":57,\"total\":57},\"movies\":[]");
        add("TVmaze: past the end", "tvmaze", {"/shows?page=1"}, 404, "Not Found");
        add("hybrid: page 0", "hybrid", {"/movies?page=0"}, 400, "\"parameter\":\"page\"");
        add("hybrid: 101 rows", "hybrid", {"/movies?page_size=101"}, 400, "page_size");
        add("hybrid: a bad cursor", "hybrid", {"/movies?cursor=!!"}, 400, "cursor");
        add("hybrid: a number is no cursor", "hybrid", {"/movies?cursor=MTIz"}, 400, "cursor");
        add("articles: a negative skip", "articles", {"/articles?skip=-1"}, 400, "skip");
        add("keyset: past the end", "keyset", {"/movies?since_id=57"}, 200, "\"movies\":[]");
    }
    void refuses()
    {
        QFETCH(QString, dialect);
        QFETCH(Ask, ask);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        FaultServer server({.dialect = dialect, .titles = 57});
        QVERIFY(server.start());
        const RawReply reply = sent(server, ask);
        QCOMPARE(reply.status, status);
        QVERIFY2(reply.body.contains(says), reply.body.constData());
        if (status == 301)
            QCOMPARE(reply.header("Location"), server.url(u"/api/page/movies/?page=2"_s).toEncoded());
    }

    void hasGapsAndAnEndAsTvmaze()
    {
        FaultServer server({.dialect = u"tvmaze"_s, .titles = 600});
        QVERIFY(server.start());
        QStringList ids;
        for (int page = 0; page < 3; ++page)
            ids += idsOf(sent(server, {"/shows?page=" + QByteArray::number(page)}).list(), {u"id"_s});
        QCOMPARE(ids.size(), 600 - 600 / 17);
        QCOMPARE(idsOf(sent(server, {"/shows?page=1"}).list(), {u"id"_s}).constFirst(), u"250"_s);
        QVERIFY(!ids.contains(u"17"_s));
        QCOMPARE(sent(server, {"/shows?page=3"}).status, 404);
    }

    void scrapesTheArchive()
    {
        FaultServer server({.dialect = u"archive"_s, .titles = 250});
        QVERIFY(server.start());
        QStringList ids;
        QByteArray cursor;
        int requests = 0;
        do {
            const RawReply reply
                = sent(server, {"/services/search/v1/scrape?q=x&fields=identifier,title&count=100&cursor=" + cursor});
            ids += idsOf(at(reply, u"items"_s).toArray(), {u"identifier"_s});
            cursor = at(reply, u"cursor"_s).toString().toLatin1();
            ++requests;
        } while (!cursor.isEmpty() && requests < 9);
        QCOMPARE(requests, 3);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 250);
    }

    void expiresCursors_data()
    {
        QTest::addColumn<int>("refusal");
        QTest::newRow("bad request") << 400;
        QTest::newRow("not found") << 404;
        QTest::newRow("gone") << 410;
    }
    void expiresCursors()
    {
        QFETCH(int, refusal);
        FaultServer server({.dialect = u"cursor"_s, .titles = 57});
        QVERIFY(server.start());
        const QByteArray cursor = at(sent(server, {"/movies"}), u"next_cursor"_s).toString().toLatin1();
        QCOMPARE(sent(server, {"/movies?cursor=" + cursor}).status, 200);
        server.setList({.cursorLifetime = std::chrono::milliseconds(0), .cursorRefusal = refusal});
        QCOMPARE(sent(server, {"/movies?cursor=" + cursor}).status, refusal);
        QCOMPARE(sent(server, {"/movies"}).status, 200);
    }

    void leadsAstrayInEveryShape_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<Ask>("first");
        QTest::addColumn<Reader>("reader");
        const QStringList id{u"id"_s};
        QTest::newRow("next URL") << u"drf"_s << Ask{"/api/page/movies/?page_size=10"}
                                  << Reader(nextUrl(u"results"_s, id, u"next"_s));
        QTest::newRow("cursor") << u"cursor"_s << Ask{"/movies?limit=10"}
                                << Reader(token(u"items"_s, id, u"next_cursor"_s, "cursor"));
        QTest::newRow("Link header") << u"json-server"_s << Ask{"/movies?_page=1"} << Reader(readLinkHeader);
        QTest::newRow("Relay") << u"relay"_s << relayAsk(QJsonValue::Null) << Reader(readRelay);
    }
    void leadsAstrayInEveryShape()
    {
        QFETCH(QString, dialect);
        QFETCH(Ask, first);
        QFETCH(Reader, reader);
        FaultServer server({.dialect = dialect, .titles = 57});
        QVERIFY(server.start());
        const auto walk = [&](const ListPlan &plan, int requests) {
            server.setList(plan);
            QList<QStringList> pages;
            std::optional<Ask> next = first;
            for (int i = 0; next && i < requests; ++i) {
                const Ask ask = *next;
                const Seen seen = reader(sent(server, ask), ask);
                pages.append(seen.ids);
                next = seen.next;
            }
            return pages;
        };
        const auto truth = walk({}, 10);
        QCOMPARE(truth.size(), 6);
        const auto self = walk({.nextToSelf = true}, 3);
        QCOMPARE(self, (QList<QStringList>{truth[0], truth[0], truth[0]}));
        const auto cycle = walk({.nextCycle = 3}, 5);
        QCOMPARE(cycle, (QList<QStringList>{truth[0], truth[1], truth[2], truth[0], truth[1]}));
        const auto empty = walk({.emptyFrom = 2, .emptyPages = 2}, 10);
        QCOMPARE(empty, (QList<QStringList>{truth[0], {}, {}, truth[3], truth[4], truth[5]}));
        const auto same = walk({.duplicateFrom = 6, .duplicatePages = 100}, 8);
        QCOMPARE(same.mid(5), (QList<QStringList>{truth[0], truth[0], truth[0]}));
    }
};

QTEST_GUILESS_MAIN(TestDialects)
#include "tst_dialects.moc"
