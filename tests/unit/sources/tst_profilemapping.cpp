// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "models/sources/dialects/jsonbody.h"
#include "models/sources/profile/answerreader.h"
#include "models/sources/profile/profileset.h"
#include "models/sources/profile/titlemapper.h"
#include "tests/support/scriptedtransport.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const Profile> tmdb()
{
    static const ProfileFile file = readProfileFile(shippedProfileFolder() + "/tmdb.json"_L1);
    return file.reading.profile;
}

PageContext popular(const PageKey &key = PageNo{1})
{
    return {{tmdb(), QUrl(u"https://api.themoviedb.org/3/movie/popular?page=1"_s), {}, u"US"_s},
        tmdb()->feed(u"popular")->pagination, key, 20};
}

QJsonValue item(const char *json)
{
    return readJsonBody(json).value();
}

std::optional<MappedTitle> mapped(const char *json)
{
    return mapTitle(tmdb()->title, item(json), u"tmdb"_s, true);
}

} // namespace

class TestProfileMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWholeItem()
    {
        const auto title
            = mapped(R"({"adult":false,"backdrop_path":"/b.jpg","genre_ids":[18,878],"id":603,"original_language":"de",
            "original_title":"Ein Beispiel","overview":" A film. ","popularity":12.5,"poster_path":"/p.jpg","release_date":"1927-01-10",
            "title":"An  Example","video":false,"vote_average":8.25,"vote_count":2500})");
        QVERIFY(title);
        QCOMPARE(title->title.id, (TitleId{u"tmdb"_s, u"movie"_s, u"603"_s}));
        QCOMPARE(title->title.title, u"An Example"_s);
        QCOMPARE(title->title.originalTitle, u"Ein Beispiel"_s);
        QCOMPARE(title->title.year, 1927);
        QCOMPARE(title->title.date, u"1927-01-10"_s);
        QCOMPARE(title->title.rating, 8.25);
        QCOMPARE(title->title.votes, 2500);
        QCOMPARE(title->title.overview, u"A film."_s);
        QCOMPARE(title->title.poster, u"/p.jpg"_s);
        QCOMPARE(title->title.backdrop, u"/b.jpg"_s);
        QCOMPARE(title->title.popularity, 12.5);
        QCOMPARE(title->genreIds, (QStringList{u"18"_s, u"878"_s}));
        QVERIFY(title->title.genres.isEmpty());
    }

    void everyOptionalLeafMayBeAnything_data()
    {
        QTest::addColumn<QJsonValue>("leaf");
        QTest::newRow("null") << QJsonValue();
        QTest::newRow("an empty text") << QJsonValue(QString());
        QTest::newRow("an object") << QJsonValue(QJsonObject{{u"a"_s, 1}});
        QTest::newRow("an empty array") << QJsonValue(QJsonArray());
        QTest::newRow("false") << QJsonValue(false);
        QTest::newRow("a large negative number") << QJsonValue(-1e300);
    }

    void everyOptionalLeafMayBeAnything()
    {
        QFETCH(QJsonValue, leaf);
        QJsonObject object{{u"id"_s, 603}, {u"title"_s, u"An Example"_s}};
        for (const auto *name : {"overview", "release_date", "vote_average", "vote_count", "genre_ids", "poster_path",
                 "backdrop_path", "popularity", "original_title"})
            object.insert(QString::fromLatin1(name), leaf);
        const auto title = mapTitle(tmdb()->title, object, u"tmdb"_s, true);
        QVERIFY(title);
        QCOMPARE(title->title.title, u"An Example"_s);
        QVERIFY(!title->title.year && !title->title.rating && !title->title.votes);
        QVERIFY(title->title.date.isEmpty());
    }

    void idsAndTitlesDecide_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("id");
        const auto row = [](const char *name, const char *json, const char *id) {
            QTest::newRow(name) << QString::fromUtf8(json) << QString::fromUtf8(id);
        };
        row("a number", R"({"id":603,"title":"t"})", "603");
        row("a number as a text", R"({"id":"603","title":"t"})", "603");
        row("a number with a point", R"({"id":603.0,"title":"t"})", "603");
        row("hex", R"({"id":"f27caa37e5142225cceded48f6553502","title":"t"})", "f27caa37e5142225cceded48f6553502");
        row("a number beyond doubles", R"({"id":9007199254740993,"title":"t"})", "9007199254740993");
        row("a number for a title", R"({"id":1,"title":300})", "1");
        row("the second place for a title", R"({"id":1,"title":null,"original_title":"t"})", "1");
        row("no id", R"({"title":"t"})", "");
        row("null", R"({"id":null,"title":"t"})", "");
        row("a broken number", R"({"id":7.5,"title":"t"})", "");
        row("true", R"({"id":true,"title":"t"})", "");
        row("an object", R"({"id":{},"title":"t"})", "");
        row("blanks", R"({"id":"  ","title":"t"})", "");
        row("no title", R"({"id":1})", "");
        row("a title of blanks", R"({"id":1,"title":" "})", "");
        row("a title that is an object", R"({"id":1,"title":{"en":"t"}})", "");
    }

    void idsAndTitlesDecide()
    {
        QFETCH(QString, json);
        const auto title = mapTitle(tmdb()->title, item(json.toUtf8().constData()), u"tmdb"_s, true);
        QTEST(title ? title->title.id.extId : QString(), "id");
    }

    void idsHaveALength()
    {
        const auto title = [](int length) {
            const QJsonObject object{{u"id"_s, QString(length, u'x')}, {u"title"_s, u"t"_s}};
            return mapTitle(tmdb()->title, object, u"tmdb"_s, true);
        };
        QVERIFY(title(256));
        QVERIFY(!title(257));
    }

    void nobodyHasRatedItYet()
    {
        QVERIFY(!mapped(R"({"id":1,"title":"t","vote_average":0,"vote_count":0})")->title.rating);
        QCOMPARE(mapped(R"({"id":1,"title":"t","vote_average":7,"vote_count":"12"})")->title.rating, 7.0);
        QVERIFY(!mapped(R"({"id":1,"title":"t","vote_average":11,"vote_count":9})")->title.rating);
    }

    void scalesAndUnits()
    {
        TitleMapping mapping = tmdb()->title;
        mapping.rating.outOf = 5;
        mapping.runtime = {{{*JsonPointer::parse(u"/ticks")}, false}, RuntimeMapping::Unit::Ticks};
        const auto title
            = mapTitle(mapping, item(R"({"id":1,"title":"t","vote_average":"4.5","ticks":91800000000})"), u"s"_s, false);
        QCOMPARE(title->title.rating, 9.0);
        QCOMPARE(title->title.runtime, 153);
    }

    void datesAsServersWriteThem_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("date");
        QTest::addColumn<int>("year");
        QTest::newRow("a day") << u"1927-01-10"_s << u"1927-01-10"_s << 1927;
        QTest::newRow("seven digits of a second") << u"2003-02-09T00:00:00.0000000Z"_s << u"2003-02-09"_s << 2003;
        QTest::newRow("a year") << u"1927"_s << QString() << 1927;
        QTest::newRow("a year and month") << u"1927-01"_s << QString() << 1927;
        QTest::newRow("no such day") << u"1927-02-30"_s << QString() << 1927;
        QTest::newRow("nothing") << QString() << QString() << 0;
        QTest::newRow("words") << u"unknown"_s << QString() << 0;
        QTest::newRow("five digits") << u"19271-01-10"_s << QString() << 0;
        QTest::newRow("a sign for a digit") << u"1927-+1-10"_s << QString() << 1927;
        QTest::newRow("digits of another script") << u"١٩٢٧-٠١-١٠"_s << QString() << 0;
        QTest::newRow("year nought") << u"0000-00-00"_s << QString() << 0;
    }

    void datesAsServersWriteThem()
    {
        QFETCH(QString, written);
        const auto title = mapTitle(
            tmdb()->title, QJsonObject{{u"id"_s, 1}, {u"title"_s, u"t"_s}, {u"release_date"_s, written}}, u"s"_s, false);
        QTEST(title->title.date, "date");
        QTEST(title->title.year.value_or(0), "year");
    }

    void controlCharactersAreTakenOut()
    {
        const auto title = mapTitle(tmdb()->title,
            QJsonObject{{u"id"_s, 1}, {u"title"_s, u"\u0007Metro\u0085polis\u007f "_s},
                {u"overview"_s, u" A city\n\tabove\u00a0it\u0000. "_s}},
            u"s"_s, false);
        QCOMPARE(title->title.title, u"Metropolis"_s);
        QCOMPARE(title->title.overview, u"A city\n\tabove\u00a0it."_s);
        QVERIFY(!mapTitle(tmdb()->title, QJsonObject{{u"id"_s, u"1\u00852"_s}, {u"title"_s, u"t"_s}}, u"s"_s, false));
    }

    void markupIsTakenOut()
    {
        QCOMPARE(
            withoutMarkup(u"<p>Tom &amp; Jerry&#39;s<br/>night</p> 2 < 3 &amp;lt;"_s), u"Tom & Jerry's\nnight\n 2 < 3 &lt;"_s);
        QCOMPARE(withoutMarkup(u"&#38;#60; &#1114112;"_s), u"&#60; "_s);
    }

    void aPageIsRead()
    {
        const auto read = readPage(popular(),
            httpAnswer(200, R"({"page":1,"results":[{"id":1,"title":"One"},{"id":null,"title":"Bad"},{"id":3,"title":"Three"}],
                "total_pages":9,"total_results":180})",
                {{"ETag", "W/\"abc\""}, {"Cache-Control", "public, max-age=6991"}, {"Age", "30"},
                    {"Date", "Sun, 01 Jun 2025 10:00:00 GMT"}, {"Vary", "accept-encoding, Origin"}}));
        QVERIFY(read);
        QCOMPARE(read->page.titles.size(), std::size_t(2));
        QCOMPARE(read->page.badCount, 1);
        QCOMPARE(read->page.total, 180);
        QCOMPARE(std::get<PageNo>(*read->page.next).number, 2);
        QCOMPARE(read->page.validators.etag, u"W/\"abc\""_s);
        QCOMPARE(read->page.validators.age, std::chrono::seconds(30));
        QCOMPARE(read->page.validators.date, QDateTime(QDate(2025, 6, 1), QTime(10, 0), Qt::UTC));
        QCOMPARE(read->page.fetchedAt, QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC));
        QVERIFY(!read->page.noStore);
    }

    void noStoreIsNoted()
    {
        const auto read = readPage(popular(), httpAnswer(200, R"({"results":[]})", {{"cache-control", "private, No-Store"}}));
        QVERIFY(read->page.noStore);
    }

    void badPages_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("more than half unusable")
            << 200 << QByteArray(R"({"results":[{"id":1,"title":"One"},{},{"id":"x"}]})") << ErrorKind::Malformed << u"2 of 3"_s;
        QTest::newRow("no list") << 200 << QByteArray(R"({"page":1})") << ErrorKind::Malformed << u"no list"_s;
        QTest::newRow("an object for a list")
            << 200 << QByteArray(R"({"results":{"0":{}}})") << ErrorKind::Malformed << u"no list"_s;
        QTest::newRow("an error with status 200")
            << 200 << QByteArray(R"({"success":false,"status_code":7,"status_message":"Invalid API key"})") << ErrorKind::Rejected
            << u"Invalid API key"_s;
        QTest::newRow("a web page") << 200 << QByteArray("<html>Log in</html>") << ErrorKind::CaptivePortal << u"web page"_s;
        QTest::newRow("401") << 401
                             << QByteArray(
                                    R"({"status_code":7,"status_message":"Invalid API key: You must be granted a valid key."})")
                             << ErrorKind::Unauthorized << u"Invalid API key"_s;
        QTest::newRow("403") << 403 << QByteArray(R"({"detail":"Not yours."})") << ErrorKind::Forbidden << u"Not yours."_s;
        QTest::newRow("404") << 404 << QByteArray() << ErrorKind::NotFound << u"404"_s;
        QTest::newRow("400") << 400 << QByteArray(R"({"status_code":22,"status_message":"Invalid page"})") << ErrorKind::Rejected
                             << u"Invalid page"_s;
        QTest::newRow("422 of old") << 422 << QByteArray(R"({"errors":["page must be less than or equal to 500"]})")
                                    << ErrorKind::Rejected << u"less than"_s;
        QTest::newRow("410") << 410 << QByteArray("gone") << ErrorKind::Rejected << u"410"_s;
        QTest::newRow("429") << 429 << QByteArray("{}") << ErrorKind::RateLimited << u"429"_s;
        QTest::newRow("503 in HTML") << 503 << QByteArray("<html>Starting</html>") << ErrorKind::Server << u"503"_s;
        QTest::newRow("500") << 500 << QByteArray("{\"title\":\"Oops\"}") << ErrorKind::Server << u"Oops"_s;
        QTest::newRow("a redirect that went nowhere") << 302 << QByteArray() << ErrorKind::Malformed << u"302"_s;
        QTest::newRow("an error body 5 000 deep") << 500 << QByteArray(5000, '[') << ErrorKind::Server << u"500"_s;
    }

    void badPages()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, says);
        const auto read = readPage(popular(), httpAnswer(status, body));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, BodyVerdict::Kind::Wrong);
        QCOMPARE(read.error().error->kind, kind);
        QVERIFY2(read.error().error->detail.contains(says), qPrintable(read.error().error->detail));
        QCOMPARE(read.error().error->httpStatus == status,
            status != 200 || kind == ErrorKind::Rejected || says == u"2 of 3"_s || says == u"no list"_s);
    }

    void aCutPageIsBroken()
    {
        const auto read = readPage(popular(), httpAnswer(200, R"({"page":1,"results":[{"id":1,"title":"One"})"));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, BodyVerdict::Kind::Broken);
    }

    void theServersEndIsTheEnd()
    {
        const auto refused = httpAnswer(400, R"({"status_code":22,"status_message":"Invalid page"})");
        const auto read = readPage(popular(PageNo{400}), refused);
        QVERIFY(read);
        QCOMPARE(read->page.end, EndReason::EndStatus);
        QVERIFY(!read->page.next && read->page.titles.empty());
        QVERIFY(!readPage(popular(PageNo{1}), refused));
    }

    void retryAfterAsSecondsAndAsADate()
    {
        const Error seconds = statusError(*tmdb(), httpAnswer(429, {}, {{"Retry-After", "7"}}));
        QCOMPARE(seconds.retryAfter, std::chrono::milliseconds(7000));
        const Error date = statusError(*tmdb(), httpAnswer(503, {}, {{"retry-after", "Sun, 01 Mar 2026 12:01:00 GMT"}}));
        QCOMPARE(date.retryAfter, std::chrono::milliseconds(60'000));
        QVERIFY(!statusError(*tmdb(), httpAnswer(429, {}, {{"Retry-After", "soon"}})).retryAfter);
    }

    void detailsAreRead()
    {
        QFile file(QFINDTESTDATA("data/tmdb-movie.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const TitleId id{u"tmdb"_s, u"movie"_s, u"603"_s};
        const auto read = readDetails({tmdb(), {}, {}, u"US"_s}, id, httpAnswer(200, file.readAll()));
        QVERIFY2(read, read ? "" : qPrintable(read.error().error->sentence()));
        const TitleDetails &details = read->details.details;
        QCOMPARE(details.title.id, id);
        QCOMPARE(details.title.runtime, 153);
        QCOMPARE(details.title.rating, 8.0);
        QCOMPARE(details.title.votes, 2500);
        QCOMPARE(details.title.genres, (QStringList{u"Drama"_s, u"Science Fiction"_s}));
        QVERIFY(read->genreIds.isEmpty());
        QCOMPARE(details.countries, (QStringList{u"Germany"_s, u"France"_s}));
        QCOMPARE(details.cast, (std::vector<Credit>{{u"Anna Muster"_s, u"Maria"_s}, {u"Bert Beispiel"_s, {}}}));
        QCOMPARE(details.directors, QStringList{u"Fritz Regie"_s});
        QCOMPARE(details.crew,
            (std::vector<Credit>{{u"Clara Kamera"_s, u"Director of Photography"_s}, {u"Fritz Regie"_s, u"Screenplay"_s}}));
        QCOMPARE(details.videos,
            (std::vector<Video>{{u"Official trailer"_s, u"Trailer"_s, u"https://www.youtube.com/watch?v=abc_DEF-123"_s},
                {u"Teaser"_s, u"Teaser"_s, u"https://vimeo.com/76979871"_s}}));
        QCOMPARE(details.certification, u"PG"_s);
        QCOMPARE(details.language, u"de"_s);
        QCOMPARE(details.tagline, u"There is no such film."_s);
    }

    void detailsOfAnotherTitleAreRefused()
    {
        const TitleId id{u"tmdb"_s, u"movie"_s, u"604"_s};
        const auto read = readDetails({tmdb(), {}, {}, {}}, id, httpAnswer(200, R"({"id":603,"title":"Another"})"));
        QVERIFY(!read);
        QCOMPARE(read.error().error->kind, ErrorKind::Malformed);
    }

    void anEmptyDocumentIsNoTitle()
    {
        const TitleId id{u"tmdb"_s, u"movie"_s, u"604"_s};
        const auto read = readDetails({tmdb(), {}, {}, {}}, id, httpAnswer(200, "{}"));
        QVERIFY(!read);
        QCOMPARE(read.error().error->kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestProfileMapping)
#include "tst_profilemapping.moc"
