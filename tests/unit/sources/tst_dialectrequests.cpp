// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QTest>

#include "models/sources/dialects/dialect.h"
#include "models/sources/dialects/nexturl.h"
#include "tests/unit/sources/paginations.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

RequestParts partsOf()
{
    RequestParts parts;
    parts.base = QUrl(u"https://films.example/api/"_s);
    parts.path = "/movies/";
    parts.query = {{u"q"_s, u"a+b & c"_s}};
    return parts;
}

} // namespace

class TestDialectRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksForPages_data()
    {
        QTest::addColumn<QByteArray>("pagination");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("sent");
        const auto row = [](const char *name, const char *pagination, const char *key, const char *sent) {
            QTest::newRow(name) << QByteArray(pagination) << QString::fromLatin1(key) << QString::fromLatin1(sent);
        };
        row("the first page has its number", kTmdb, "first", "&page=1");
        row("a page", kTmdb, "page:7", "&page=7");
        row("a server that counts from nought", kTvmaze, "page:7", "&page=6");
        row("a page and its size", kTrakt, "page:2", "&page=2&limit=10");
        row("an offset by page number", kLimitOffset, "page:3", "&offset=40&limit=20");
        row("an offset by rows", kLimitOffset, "offset:7", "&offset=7&limit=20");
        row("an offset's first page", kLimitOffset, "first", "&offset=0&limit=20");
        row("a token's bytes go as they came", kFastApi, "cursor:aWQ6MjA+/=", "&limit=20&cursor=aWQ6MjA%2B%2F%3D");
        row("a time with an offset", kFastApi, "cursor:2026-03-01T12:00:00+02:00:7",
            "&limit=20&cursor=2026-03-01T12%3A00%3A00%2B02%3A00%3A7");
        row("the first page of tokens", kFastApi, "first", "&limit=20");
        row("a keyset", kKeyset, "cursor:60", "&limit=20&since_id=60");
        row("a hybrid's first page", kHybrid, "first", "&page_size=20&page=1");
        row("a hybrid by number", kHybrid, "page:5", "&page_size=20&page=5");
        row("a hybrid by token", kHybrid, "cursor:c", "&page_size=20&cursor=c");
        row("the first of URLs", kDrf, "first", "&page_size=40");
        row("the first of links has its number", kJsonServer, "first", "&_page=1&_limit=20");
        row("brackets in a name", kJsonApi, "first", "&page%5Bsize%5D=20");
        row("one page", kSingle, "first", "");
    }

    void asksForPages()
    {
        QFETCH(QByteArray, pagination);
        QFETCH(QString, key);
        QFETCH(QString, sent);
        const Pagination dialect = paginationOf(pagination);
        RequestParts parts = partsOf();
        const Result<void> asked = askFor(dialect, keyOf(key), pageSizeOf(dialect, 0), {}, parts);
        QVERIFY2(asked, asked ? "" : qPrintable(asked.error().sentence()));
        QCOMPARE(QString::fromLatin1(parts.url().toEncoded()), u"https://films.example/api/movies/?q=a%2Bb%20%26%20c"_s + sent);
    }

    void refusesKeysItCannotHave_data()
    {
        QTest::addColumn<QByteArray>("pagination");
        QTest::addColumn<QString>("key");
        QTest::newRow("page 0") << QByteArray(kTmdb) << u"page:0"_s;
        QTest::newRow("a page below nought") << QByteArray(kTmdb) << u"page:-3"_s;
        QTest::newRow("a page beyond all counting") << QByteArray(kTmdb) << u"page:9223372036854775807"_s;
        QTest::newRow("a token for pages") << QByteArray(kTmdb) << u"cursor:x"_s;
        QTest::newRow("a page for tokens") << QByteArray(kFastApi) << u"page:2"_s;
        QTest::newRow("a hybrid's page beyond its numbered ones") << QByteArray(kHybrid) << u"page:6"_s;
        QTest::newRow("an empty token") << QByteArray(kFastApi) << u"cursor:"_s;
        QTest::newRow("a number for URLs") << QByteArray(kDrf) << u"page:2"_s;
        QTest::newRow("a second page of one") << QByteArray(kSingle) << u"page:2"_s;
    }

    void refusesKeysItCannotHave()
    {
        QFETCH(QByteArray, pagination);
        QFETCH(QString, key);
        RequestParts parts = partsOf();
        const Result<void> asked = askFor(paginationOf(pagination), keyOf(key), 20, {}, parts);
        QVERIFY(!asked);
        QCOMPARE(asked.error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(asked.error().where, u"page"_s);
    }

    void numbersInBodiesAreNumbers()
    {
        RequestParts parts = partsOf();
        parts.body = readJsonBody(R"({"method":"VideoLibrary.GetMovies","params":{"properties":["title"]}})").value();
        QVERIFY(askFor(paginationOf(kKodi), PageNo{3}, 20, {}, parts));
        const QByteArray body = QJsonDocument(parts.body->toObject()).toJson(QJsonDocument::Compact);
        QCOMPARE(
            body, R"({"method":"VideoLibrary.GetMovies","params":{"limits":{"end":60,"start":40},"properties":["title"]}})"_ba);
    }

    void aUrlThatWasStatedGoesAsItIs()
    {
        RequestParts parts = partsOf();
        parts.query = {{u"language"_s, u"en-US"_s}, {u"page_size"_s, u"9"_s}};
        const PageKey key = PageUrl{u"https://films.example/api/movies/?cursor=cD0y%2BMDA%3D&page_size=40"_s};
        QVERIFY(askFor(paginationOf(kDrf), key, 40, {}, parts));
        parts.setQuery(u"api_key"_s, u"s"_s);
        QCOMPARE(parts.url().toEncoded(),
            "https://films.example/api/movies/?cursor=cD0y%2BMDA%3D&page_size=40&language=en-US&api_key=s"_ba);
    }

    void aStoredUrlOfAnotherServerIsRefused()
    {
        RequestParts parts = partsOf();
        const Result<void> asked = askFor(paginationOf(kDrf), PageUrl{u"https://old.example/api?page=2"_s}, 40, {}, parts);
        QVERIFY(!asked);
        QCOMPARE(asked.error().kind, ErrorKind::CrossOrigin);
    }

    void nextUrls_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("stated");
        QTest::addColumn<QString>("followed");
        const auto row = [](const char *name, const char *asked, const char *stated, const char *followed) {
            QTest::newRow(name) << QString::fromLatin1(asked) << QString::fromLatin1(stated) << QString::fromLatin1(followed);
        };
        row("the same origin", "https://a.example/x", "https://a.example/y?p=2", "https://a.example/y?p=2");
        row("https raised from http", "http://a.example/x", "https://a.example/y", "https://a.example/y");
        row("http is raised to what was asked", "https://a.example/x", "http://a.example/y", "https://a.example/y");
        row("a proxy with a port of its own", "https://a.example:8443/x", "http://a.example/y", "https://a.example:8443/y");
        row("the same port", "http://127.0.0.1:8000/x", "http://127.0.0.1:8000/y", "http://127.0.0.1:8000/y");
        row("the standard port written out", "http://a.example/x", "http://a.example:80/y", "http://a.example:80/y");
        row("another port", "http://127.0.0.1:8000/x", "http://127.0.0.1:9000/y", "");
        row("another host", "https://a.example/x", "https://b.example/y", "");
        row("another host without a scheme", "https://a.example/x", "//b.example/y", "");
        row("a host that only begins the same", "https://a.example/x", "https://a.example.evil/y", "");
        row("another scheme", "https://a.example/x", "javascript:alert(1)", "");
        row("nothing", "https://a.example/x", "", "");
    }

    void nextUrls()
    {
        QFETCH(QString, asked);
        QFETCH(QString, stated);
        QFETCH(QString, followed);
        const Result<QUrl> next = nextUrl(QUrl(asked), stated);
        QCOMPARE(next ? next->toString(QUrl::FullyEncoded) : QString(), followed);
    }

    void keysAreCanonical()
    {
        RequestParts one = partsOf();
        one.query = {{u"b"_s, u"2"_s}, {u"a"_s, u"1"_s}, {u"page"_s, u"1"_s}, {u"api_key"_s, u"secret"_s}};
        RequestParts other = partsOf();
        other.base = QUrl(u"HTTPS://FILMS.example:443/api"_s);
        other.path = "/m%6fvies/";
        other.query = {{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}};
        const QueryItems defaults{{u"page"_s, u"1"_s}};
        const QByteArray key = canonicalKey(one, defaults, {}, {u"v1"_s});
        QCOMPARE(key, canonicalKey(other, defaults, {}, {u"v1"_s}));
        QCOMPARE(key, "GET https://films.example/api/movies/?a=1&b=2 v1"_ba);
        QVERIFY(canonicalKey(one, defaults, {}, {u"language=de"_s}) != canonicalKey(one, defaults, {}, {u"language=en"_s}));
        RequestParts escaped = partsOf();
        escaped.query = {{u"a"_s, u"1&b=2"_s}};
        QVERIFY(canonicalKey(escaped, defaults, {}, {u"v1"_s}) != key);
        one.query.emplace_back(u"mine"_s, u"secret"_s);
        QVERIFY(!canonicalKey(one, defaults, {u"mine"_s}, {}).contains("secret"));
    }
};

QTEST_GUILESS_MAIN(TestDialectRequests)
#include "tst_dialectrequests.moc"
