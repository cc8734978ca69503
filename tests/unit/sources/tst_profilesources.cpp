// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/sources/profile/profilesources.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scriptedtransport.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

const QString kToken = u"eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl"_s;
const QString kKey = u"0123456789abcdef0123456789abcdef"_s;

/// Everything around a ProfileSources, with TMDB and the API of tests/unit/sources/data/my-django.json.
struct World {
    ProfileSet profiles;
    ScriptedTransport transport;
    ScriptedAccounts accounts;
    FakeClock clock;
    Mailbox mailbox;
    std::unique_ptr<ProfileSources> sources;

    World()
    {
        profiles.add(readProfileFile(shippedProfileFolder() + "/tmdb.json"_L1).reading.profile);
        profiles.add(readProfileFile(QFINDTESTDATA("data/my-django.json")).reading.profile);
        accounts.secrets.insert(u"tmdb"_s, kToken);
        transport.serve = [](const HttpRequest &request) {
            const QString path = request.url.path();
            if (path.endsWith(u"/genre/movie/list"_s))
                return std::optional(httpAnswer(200, R"({"genres":[{"id":18,"name":"Drama"},{"id":35,"name":"Comedy"}]})"));
            return std::optional(httpAnswer(200,
                R"({"page":1,"results":[{"id":603,"title":"One","genre_ids":[35,18,99]}],"total_pages":3,"total_results":41})"));
        };
        open();
    }

    void open() { sources = std::make_unique<ProfileSources>(profiles, transport, accounts, clock, mailbox); }

    Result<FetchedPage> fetch(const QString &feed, const PageKey &key = FirstPage{}, const Validators &validators = {})
    {
        return await<FetchedPage>([&](auto reply) {
            sources->fetch({FeedKey::parse(feed).value(), key, validators, Priority::VisiblePage, true}, CancelToken(), reply);
        });
    }

    /// The requests that were no genre tables.
    [[nodiscard]] std::vector<HttpRequest> pages() const
    {
        std::vector<HttpRequest> pages;
        for (const HttpRequest &request : transport.requests) {
            if (!request.url.path().endsWith(u"/genre/movie/list"_s))
                pages.push_back(request);
        }
        return pages;
    }

    void serveAlways(const HttpResponse &response)
    {
        transport.serve = [response](const HttpRequest &) { return std::optional(response); };
    }
};

} // namespace

class TestProfileSources : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPageOfTmdb()
    {
        World world;
        const auto page = world.fetch(u"tmdb/trending?window=week"_s);
        QVERIFY2(page, page ? "" : qPrintable(page.error().sentence()));
        QCOMPARE(page->titles.size(), std::size_t(1));
        QCOMPARE(page->titles.front().genres, (QStringList{u"Comedy"_s, u"Drama"_s}));
        QCOMPARE(page->total, 41);
        const HttpRequest request = world.pages().front();
        QCOMPARE(request.url.toEncoded(), "https://api.themoviedb.org/3/trending/movie/week?language=en-US&page=1"_ba);
        QCOMPARE(headerValue(request.headers, "authorization"), "Bearer " + kToken.toLatin1());
        QCOMPARE(headerValue(request.headers, "accept-language"), "en-US"_ba);
        QCOMPARE(headerValue(request.headers, "accept-encoding"), QByteArray());
        QCOMPARE(request.maxBytes, 4 * 1024 * 1024);
        QVERIFY(request.isIdempotent);
    }

    void urls_data()
    {
        QTest::addColumn<QString>("feed");
        QTest::addColumn<QString>("sent");
        QTest::newRow("a variant left out is the first") << u"tmdb/trending"_s << u"/trending/movie/day?language=en-US&page=1"_s;
        QTest::newRow("popular") << u"tmdb/popular"_s << u"/movie/popular?language=en-US&page=1"_s;
        QTest::newRow("with a region") << u"tmdb/upcoming"_s << u"/movie/upcoming?region=US&language=en-US&page=1"_s;
        QTest::newRow("of a title") << u"tmdb/recommended?title=movie:603"_s
                                    << u"/movie/603/recommendations?language=en-US&page=1"_s;
        QTest::newRow("an id that would climb stays one part")
            << u"tmdb/similar?title=movie:..%2F..%2Fx"_s << u"/movie/..%2F..%2Fx/similar?language=en-US&page=1"_s;
        QTest::newRow("a search with a plus")
            << u"tmdb/search?q=M%2BM a%26b"_s << u"/search/movie?include_adult=false&query=M%2BM%20a%26b&language=en-US&page=1"_s;
        QTest::newRow("filters and sorts")
            << u"tmdb/discover?genre=18&sort=vote_average&order=asc"_s
            << u"/discover/movie?include_adult=false&include_video=false&sort_by=vote_average.asc&with_genres=18&language=en-US&page=1"_s;
        QTest::newRow("filters left out are not sent")
            << u"tmdb/discover"_s
            << u"/discover/movie?include_adult=false&include_video=false&sort_by=popularity.desc&language=en-US&page=1"_s;
    }

    void urls()
    {
        QFETCH(QString, feed);
        World world;
        QVERIFY(world.fetch(feed));
        QTEST(QString::fromLatin1(world.pages().front().url.toEncoded()).remove("https://api.themoviedb.org/3"_L1), "sent");
    }

    void refusesWhatAFeedDoesNotDeclare_data()
    {
        QTest::addColumn<QString>("feed");
        QTest::addColumn<QString>("where");
        QTest::addColumn<ErrorKind>("kind");
        const auto bad = ErrorKind::InvalidArgument;
        QTest::newRow("a list there is not") << u"tmdb/everything"_s << u"feed"_s << bad;
        QTest::newRow("a parameter there is not") << u"tmdb/popular?window=day"_s << u"window"_s << bad;
        QTest::newRow("a value there is not") << u"tmdb/trending?window=year"_s << u"window"_s << bad;
        QTest::newRow("a sort there is not") << u"tmdb/discover?sort=mood"_s << u"sort"_s << bad;
        QTest::newRow("an order there is not") << u"tmdb/discover?order=up"_s << u"order"_s << bad;
        QTest::newRow("no title") << u"tmdb/similar"_s << u"title"_s << bad;
        QTest::newRow("a title without its type") << u"tmdb/similar?title=603"_s << u"title"_s << bad;
        QTest::newRow("a series") << u"tmdb/similar?title=tv:603"_s << u"title"_s << bad;
        QTest::newRow("no text") << u"tmdb/search"_s << u"q"_s << bad;
        QTest::newRow("a source there is not") << u"nowhere/popular"_s << u"source"_s << ErrorKind::NotFound;
    }

    void refusesWhatAFeedDoesNotDeclare()
    {
        QFETCH(QString, feed);
        QFETCH(QString, where);
        QFETCH(ErrorKind, kind);
        World world;
        const auto page = world.fetch(feed);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, kind);
        QCOMPARE(page.error().where, where);
        const auto traits = world.sources->traits(FeedKey::parse(feed).value());
        QVERIFY(!traits);
        QCOMPARE(traits.error(), page.error());
        QVERIFY(world.transport.requests.empty());
    }

    void answersNeverComeFromInside()
    {
        World world;
        bool answered = false;
        world.sources->fetch({FeedKey::parse(u"tmdb/none"_s).value(), FirstPage{}, {}}, {}, [&](auto) { answered = true; });
        QVERIFY(!answered);
        QTRY_VERIFY(answered);
    }

    void page501IsNeverAskedFor()
    {
        World world;
        const auto page = world.fetch(u"tmdb/popular"_s, PageNo{501});
        QVERIFY(page);
        QCOMPARE(page->end, EndReason::ServerCap);
        QVERIFY(world.transport.requests.empty());
        QVERIFY(!world.fetch(u"tmdb/popular"_s, PageNo{0}));
    }

    void traitsOfTmdb()
    {
        World world;
        const auto traits = world.sources->traits(FeedKey::parse(u"tmdb/trending"_s).value());
        QCOMPARE(traits->shape, FeedShape::Addressable);
        QCOMPARE(traits->pageSize, 20);
        QCOMPARE(traits->maxPages, 500);
        QCOMPARE(traits->freshness, FreshnessClass::Trending);
        QCOMPARE(traits->language, u"en-US"_s);
        QVERIFY(traits->account.isEmpty());
        QCOMPARE(world.sources->detailTraits({u"tmdb"_s, u"movie"_s, u"603"_s})->freshness, FreshnessClass::Detail);
    }

    void aV3KeyGoesIntoTheQueryOnly()
    {
        World world;
        world.accounts.secrets.insert(u"tmdb"_s, kKey);
        QVERIFY(world.fetch(u"tmdb/popular"_s));
        const HttpRequest request = world.pages().front();
        QVERIFY(request.url.toEncoded().contains("api_key=" + kKey.toLatin1()));
        QVERIFY(headerValue(request.headers, "authorization").isEmpty());
        QVERIFY(!request.flightKey.contains(kKey.toLatin1()));
    }

    void withoutAKeyNothingIsAsked()
    {
        World world;
        world.accounts.secrets.clear();
        const auto page = world.fetch(u"tmdb/popular"_s);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Unauthorized);
        QVERIFY(page.error().detail.contains(u"MATINEE_TMDB_TOKEN"_s));
        QVERIFY(world.transport.requests.empty());
        QVERIFY(world.sources->traits(FeedKey::parse(u"tmdb/popular"_s).value()));
    }

    void aReplacedBaseIsAskedUnsigned()
    {
        World world;
        world.accounts.secrets.clear();
        QVERIFY(world.profiles.replaceBases(QUrl(u"http://127.0.0.1:8123/3/"_s)));
        QVERIFY(world.fetch(u"tmdb/popular"_s));
        const HttpRequest request = world.pages().front();
        QCOMPARE(request.url.toEncoded(), "http://127.0.0.1:8123/3/movie/popular?language=en-US&page=1"_ba);
        QVERIFY(headerValue(request.headers, "authorization").isEmpty());
        QVERIFY(!world.profiles.replaceBase(u"tmdb"_s, QUrl(u"file:///etc"_s)));
    }

    void secretsAreNeverTold_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::newRow("a token") << kToken;
        QTest::newRow("a key") << kKey;
    }

    void secretsAreNeverTold()
    {
        QFETCH(QString, secret);
        World world;
        world.accounts.secrets.insert(u"tmdb"_s, secret);
        world.accounts.signedIn[u"tmdb"_s] = {Account{u"77"_s, u"Ada"_s, u"sess10n-s3cret"_s}};
        world.serveAlways(
            httpAnswer(401, R"({"status_message":"Invalid key )" + secret.toUtf8() + R"( or session sess10n-s3cret"})"));
        const auto page = world.fetch(u"tmdb/favorites"_s);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Unauthorized);
        QVERIFY(page.error().detail.contains(u"Invalid key ***"_s));
        for (const QString &hidden : {secret, u"sess10n-s3cret"_s}) {
            QVERIFY(!page.error().sentence().contains(hidden));
            for (const HttpRequest &request : world.transport.requests)
                QVERIFY(!request.flightKey.contains(hidden.toLatin1()) && !request.tracePath.contains(hidden));
        }
        QVERIFY(world.pages().front().url.toEncoded().contains("/account/77/favorite/movies"));
        QVERIFY(world.pages().front().url.toEncoded().contains("session_id=sess10n-s3cret"));
        QCOMPARE(world.sources->traits(FeedKey::parse(u"tmdb/favorites"_s).value())->account, u"77"_s);
    }

    void aListOfOnesOwnNeedsASignIn()
    {
        World world;
        const auto traits = world.sources->traits(FeedKey::parse(u"tmdb/favorites"_s).value());
        QVERIFY(!traits);
        QCOMPARE(traits.error().kind, ErrorKind::Unauthorized);
        world.accounts.secrets.insert(u"my-django"_s, u"abc123"_s);
        const auto own = world.sources->traits(FeedKey::parse(u"my-django/favorites"_s).value());
        QVERIFY(own);
        QVERIFY(own->account.startsWith(u"account-"_s) && !own->account.contains(u"abc123"_s));
        QVERIFY(world.fetch(u"my-django/favorites"_s));
        QCOMPARE(headerValue(world.pages().back().headers, "Authorization"), "Token abc123"_ba);
    }

    void aNextUrlIsSignedAgain()
    {
        World world;
        const PageKey key = PageUrl{u"http://127.0.0.1:8000/api/movies/popular/?cursor=cD0y%2BMDA%3D&page_size=40"_s};
        world.accounts.secrets.insert(u"my-django"_s, u"abc123"_s);
        QVERIFY(world.fetch(u"my-django/popular"_s, key));
        QCOMPARE(world.pages().front().url.toEncoded(),
            "http://127.0.0.1:8000/api/movies/popular/?cursor=cD0y%2BMDA%3D&page_size=40"_ba);
        QCOMPARE(headerValue(world.pages().front().headers, "Authorization"), "Token abc123"_ba);
        const auto elsewhere = world.fetch(u"my-django/popular"_s, PageUrl{u"http://evil.example/?p=2"_s});
        QVERIFY(!elsewhere);
        QCOMPARE(elsewhere.error().kind, ErrorKind::CrossOrigin);
    }

    void conditionalRequests()
    {
        World world;
        world.serveAlways(httpAnswer(304, {}, {{"ETag", "\"a\""}}));
        Validators validators;
        validators.etag = u"\"a\""_s;
        const auto page = world.fetch(u"tmdb/popular"_s, FirstPage{}, validators);
        QVERIFY(page);
        QVERIFY(page->notModified);
        QCOMPARE(headerValue(world.pages().front().headers, "If-None-Match"), "\"a\""_ba);
    }

    void aStray304IsAskedAgainOnce()
    {
        World world;
        world.serveAlways(httpAnswer(304, {}, {{"ETag", "\"other\""}}));
        Validators validators;
        validators.etag = u"\"a\""_s;
        const auto page = world.fetch(u"tmdb/popular"_s, FirstPage{}, validators);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Malformed);
        QCOMPARE(world.pages().size(), std::size_t(2));
        QVERIFY(headerValue(world.pages().back().headers, "If-None-Match").isEmpty());
        QVERIFY(!world.pages().back().mayJoin);
    }

    void genresAreAskedForOnce()
    {
        World world;
        QVERIFY(world.fetch(u"tmdb/popular"_s));
        QVERIFY(world.fetch(u"tmdb/popular"_s, PageNo{2}));
        QCOMPARE(world.transport.requests.size() - world.pages().size(), std::size_t(1));
        world.clock.advance(std::chrono::hours(24 * 8));
        QVERIFY(world.fetch(u"tmdb/popular"_s));
        QCOMPARE(world.transport.requests.size() - world.pages().size(), std::size_t(2));
        QCOMPARE(world.sources->descriptor(u"tmdb"_s)->feed(u"discover")->parameters.at(0).choices.size(), std::size_t(2));
    }

    void aPageWithoutGenreNamesIsAPage()
    {
        World world;
        world.transport.serve = [](const HttpRequest &request) {
            const bool isTable = request.url.path().endsWith(u"/genre/movie/list"_s);
            return std::optional(
                isTable ? httpAnswer(500, "oops") : httpAnswer(200, R"({"results":[{"id":1,"title":"t","genre_ids":[18]}]})"));
        };
        const auto page = world.fetch(u"tmdb/popular"_s);
        QVERIFY(page);
        QVERIFY(page->titles.front().genres.isEmpty());
    }

    void anAnswerOfAnotherFlightIsReadToo()
    {
        World world;
        world.transport.readsBodies = false;
        const auto page = world.fetch(u"tmdb/popular"_s);
        QVERIFY(page);
        QCOMPARE(page->titles.size(), std::size_t(1));
    }

    void aPageComesWhenTheTransportAnswers()
    {
        World world;
        world.transport.serve = nullptr;
        std::optional<Result<FetchedPage>> answer;
        world.sources->fetch(
            {FeedKey::parse(u"my-django/popular"_s).value(), FirstPage{}, {}}, {}, [&](auto page) { answer = page; });
        QTRY_VERIFY(!world.transport.asked.empty());
        QVERIFY(world.transport.answer(httpAnswer(200, R"({"results":[{"id":1,"title":"t"}],"next":null,"count":1})")));
        QVERIFY(answer.has_value());
        QCOMPARE((*answer)->end, EndReason::NoNextKey);
        QCOMPARE((*answer)->total, 1);
    }

    void errorsOfTheTransportPass()
    {
        World world;
        world.transport.serve = nullptr;
        std::optional<Result<FetchedPage>> answer;
        world.sources->fetch(
            {FeedKey::parse(u"my-django/popular"_s).value(), FirstPage{}, {}}, {}, [&](auto page) { answer = page; });
        QTRY_VERIFY(!world.transport.asked.empty());
        QVERIFY(world.transport.fail({ErrorKind::Offline, u"offline"_s, {}}));
        QCOMPARE(answer->error().kind, ErrorKind::Offline);
    }

    void nothingAnswersAfterTheEnd()
    {
        World world;
        world.transport.serve = nullptr;
        bool answered = false;
        world.sources->fetch(
            {FeedKey::parse(u"my-django/popular"_s).value(), FirstPage{}, {}}, {}, [&](auto) { answered = true; });
        QTRY_VERIFY(!world.transport.asked.empty());
        world.sources.reset();
        QVERIFY(world.transport.answer(httpAnswer(200, R"({"results":[]})")));
        QVERIFY(!answered);
    }

    void flightKeysTellApart()
    {
        World world;
        const auto keyOf = [&](const QString &feed, const PageKey &key, const Validators &validators = {}) {
            [[maybe_unused]] const auto page = world.fetch(feed, key, validators);
            return world.pages().back().flightKey;
        };
        const QByteArray first = keyOf(u"tmdb/popular"_s, FirstPage{});
        QCOMPARE(keyOf(u"tmdb/popular"_s, PageNo{1}), first);
        QVERIFY(keyOf(u"tmdb/popular"_s, PageNo{2}) != first);
        QVERIFY(keyOf(u"tmdb/top_rated"_s, PageNo{1}) != first);
        QVERIFY(keyOf(u"tmdb/popular"_s, PageNo{1}, Validators{u"\"a\""_s, {}, {}, {}, {}, {}}) != first);
        world.accounts.secrets.insert(u"tmdb"_s, kKey);
        QVERIFY(keyOf(u"tmdb/popular"_s, FirstPage{}) != first);
    }

    void details()
    {
        World world;
        world.serveAlways(httpAnswer(200, R"({"id":603,"title":"One","runtime":90,"genres":[{"id":1,"name":"Drama"}]})"));
        const auto details = await<FetchedDetails>([&](auto reply) {
            world.sources->fetchDetails({{u"tmdb"_s, u"movie"_s, u"603"_s}, {}}, CancelToken(), reply);
        });
        QVERIFY(details);
        QCOMPARE(details->details.title.runtime, 90);
        QCOMPARE(world.pages().front().url.toEncoded(),
            "https://api.themoviedb.org/3/movie/603?append_to_response=credits%2Cvideos%2Crelease_dates&language=en-US"_ba);
    }

    void theDescriptor()
    {
        World world;
        QCOMPARE(world.sources->sourceIds(), (QStringList{u"tmdb"_s, u"my-django"_s}));
        const auto described = await<SourceDescriptor>([&](auto reply) { world.sources->describe(u"tmdb"_s, reply); });
        QVERIFY(described);
        QCOMPARE(described->name, u"TMDB"_s);
        const FeedDescriptor *trending = described->feed(u"trending");
        QVERIFY(trending);
        QCOMPARE(trending->icon, u"trending"_s);
        QCOMPARE(trending->parameters.front().kind, FeedParameter::Kind::Variant);
        QCOMPARE(trending->parameters.front().choices.at(1).label, u"This week"_s);
        QCOMPARE(trending->parameters.front().defaultValue, u"day"_s);
        QCOMPARE(described->feed(u"favorites")->section, FeedDescriptor::Section::Yours);
        QCOMPARE(described->feed(u"recommended")->section, FeedDescriptor::Section::Hidden);
        QCOMPARE(described->feed(u"search")->per, FeedDescriptor::Per::Text);
        QVERIFY(!await<SourceDescriptor>([&](auto reply) { world.sources->describe(u"none"_s, reply); }));
    }

    void aSourceWithoutAccountsHasFavorites()
    {
        World world;
        world.profiles.add(readProfileFile(shippedProfileFolder() + "/internet-archive.json"_L1).reading.profile);
        const auto described
            = await<SourceDescriptor>([&](auto reply) { world.sources->describe(u"internet-archive"_s, reply); });
        QVERIFY(described);
        const FeedDescriptor *favorites = described->feed(u"favorites");
        QVERIFY(favorites);
        QCOMPARE(favorites->section, FeedDescriptor::Section::Yours);
        QVERIFY(!favorites->needsAccount);
    }

    void actions()
    {
        World world;
        const ProfileEntry &tmdb = *world.profiles.find(u"tmdb"_s);
        const TitleId title{u"tmdb"_s, u"movie"_s, u"603"_s};
        const Secrets secrets{kKey, u"77"_s, u"session"_s};
        const auto on = actionRequest(tmdb, u"favorite"_s, true, title, {}, secrets);
        QVERIFY(on);
        QCOMPARE(on->request.method, "POST"_ba);
        QCOMPARE(on->request.body, R"({"favorite":true,"media_id":603,"media_type":"movie"})"_ba);
        QCOMPARE(on->request.url.toEncoded(),
            "https://api.themoviedb.org/3/account/77/favorite?language=en-US&api_key=0123456789abcdef0123456789abcdef&session_id=session"_ba);
        const auto rating = actionRequest(tmdb, u"rating"_s, true, title, u"8.5"_s, secrets);
        QCOMPARE(rating->request.body, R"({"value":8.5})"_ba);
        QCOMPARE(actionRequest(tmdb, u"rating"_s, false, title, {}, secrets)->request.method, "DELETE"_ba);
        QVERIFY(!actionRequest(tmdb, u"watched"_s, true, title, {}, secrets));
        QVERIFY(!actionRequest(tmdb, u"favorite"_s, true, title, {}, {kKey, {}, {}}));
    }
};

QTEST_GUILESS_MAIN(TestProfileSources)
#include "tst_profilesources.moc"
