// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "models/sources/profile/answerreader.h"
#include "models/sources/profile/imageurl.h"
#include "models/sources/profile/requestbuilder.h"
#include "tests/support/scriptedtransport.h"
#include "tests/unit/sources/envelopecases.h"
#include "tests/unit/sources/paginations.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

const Secrets kSecrets{u"s3cret"_s, {}, {}};

ProfileEntry entryOf(const QString &name)
{
    const ProfileFile file = readProfileFile(shippedProfileFolder() + u'/' + name + ".json"_L1);
    if (!file.reading.profile)
        qFatal("%s: %s", qPrintable(name), qPrintable(file.reading.faultText()));
    return {file.reading.profile, file.reading.profile->base, false, 0, {}};
}

FeedPlan planOf(const ProfileEntry &entry, const QString &feed)
{
    return planFeed(entry, FeedKey::parse(entry.profile->id + u'/' + feed).value()).value();
}

QString summary(const Title &title)
{
    return u"%1 %2 (%3) %4"_s.arg(title.id.localText(), title.title).arg(title.year.value_or(0)).arg(title.rating.value_or(0));
}

Verdict<ReadPage> read(const FeedPlan &plan, const PageKey &key, const HttpResponse &response)
{
    const BuiltRequest built = pageRequest(plan, key, kSecrets, {}).value();
    return readPage({{plan.entry.profile, built.asked, {}, {}}, plan.feed->pagination, key, plan.pageSize}, response);
}

QJsonObject bodyOf(const ProfileEntry &entry, const QString &feed, const PageKey &key)
{
    return QJsonDocument::fromJson(pageRequest(planOf(entry, feed), key, kSecrets, {}).value().request.body).object();
}

} // namespace

class TestProfileEnvelopes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shippedProfilesReadTheirServers_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("feed");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<EnvelopeCase::Headers>("headers");
        QTest::addColumn<QString>("next");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QString>("first");
        for (const EnvelopeCase &row : envelopeCases()) {
            QTest::newRow(row.name) << QString::fromLatin1(row.profile) << QString::fromLatin1(row.feed)
                                    << QString::fromLatin1(row.asked) << row.body << row.headers << QString::fromLatin1(row.next)
                                    << row.total << QString::fromLatin1(row.first);
        }
    }

    void shippedProfilesReadTheirServers()
    {
        QFETCH(QString, profile);
        QFETCH(QString, feed);
        QFETCH(QByteArray, body);
        QFETCH(EnvelopeCase::Headers, headers);
        const ProfileEntry entry = entryOf(profile);
        const FeedPlan plan = planOf(entry, feed);
        const BuiltRequest built = pageRequest(plan, FirstPage{}, kSecrets, {}).value();
        QTEST(QString::fromLatin1(built.asked.toEncoded()).remove(entry.base.toString()), "asked");
        const auto page = read(plan, FirstPage{}, httpAnswer(200, body, HttpHeaders(headers.begin(), headers.end())));
        QVERIFY2(page, page ? "" : qPrintable(page.error().error->sentence()));
        QTEST(page->page.end ? "end:"_L1 + endReasonName(*page->page.end) : keyText(page->page.next), "next");
        QTEST(page->page.total, "total");
        QTEST(summary(page->page.titles.front()), "first");
    }

    void graphQlIsAskedByPost()
    {
        const ProfileEntry entry = entryOf(u"templates/relay"_s);
        const BuiltRequest built = pageRequest(planOf(entry, u"all"_s), PageCursor{"YQ=="}, kSecrets, {}).value();
        QCOMPARE(built.request.method, "POST"_ba);
        QCOMPARE(headerValue(built.request.headers, "content-type"), "application/json"_ba);
        QCOMPARE(headerValue(built.request.headers, "authorization"), "Bearer s3cret"_ba);
        const QJsonObject body = bodyOf(entry, u"search?q=a\"b"_s, PageCursor{"YQ=="});
        QVERIFY(body.value("query"_L1).toString().contains(u"edges { node { id title"_s));
        const QJsonObject variables{{u"first"_s, 20}, {u"after"_s, u"YQ=="_s}, {u"text"_s, u"a\"b"_s}};
        QCOMPARE(body.value("variables"_L1).toObject(), variables);
        QVERIFY(!bodyOf(entry, u"all"_s, FirstPage{}).value("variables"_L1).toObject().contains("after"_L1));
        const auto otherKey = pageRequest(planOf(entry, u"all"_s), PageCursor{"Yg=="}, kSecrets, {}).value().request.flightKey;
        QVERIFY(built.request.flightKey != otherKey);
    }

    void jsonRpcAsksForRanges()
    {
        const QJsonObject body = bodyOf(entryOf(u"templates/json-rpc"_s), u"films?order=desc"_s, PageNo{3});
        const QJsonObject parameters = body.value("params"_L1).toObject();
        QCOMPARE(parameters.value("limits"_L1).toObject(), (QJsonObject{{u"start"_s, 100}, {u"end"_s, 150}}));
        QCOMPARE(parameters.value("sort"_L1).toObject(), (QJsonObject{{u"method"_s, u"title"_s}, {u"order"_s, u"descending"_s}}));
    }

    void errorsWithStatus200_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("feed");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        QTest::newRow("GraphQL") << u"templates/relay"_s << u"all"_s
                                 << QByteArray(R"({"errors":[{"message":"Unknown field"}],"data":null})") << u"Unknown field"_s;
        QTest::newRow("GraphQL beside data")
            << u"templates/relay"_s << u"all"_s << QByteArray(R"({"errors":[{"message":"Half"}],"data":{"movies":{"edges":[]}}})")
            << u"Half"_s;
        QTest::newRow("JSON-RPC") << u"templates/json-rpc"_s << u"films"_s
                                  << QByteArray(R"({"error":{"code":-32601,"message":"Method not found."},"id":1})")
                                  << u"Method not found."_s;
    }

    void errorsWithStatus200()
    {
        QFETCH(QString, profile);
        QFETCH(QString, feed);
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        const auto page = read(planOf(entryOf(profile), feed), FirstPage{}, httpAnswer(200, body));
        QVERIFY(!page);
        QCOMPARE(page.error().kind, BodyVerdict::Kind::Wrong);
        QCOMPARE(page.error().error->kind, ErrorKind::Rejected);
        QCOMPARE(page.error().error->detail, says);
    }

    void aListThatIsNullIsEmpty()
    {
        const auto page = read(planOf(entryOf(u"templates/json-rpc"_s), u"films"_s), FirstPage{},
            httpAnswer(200, R"({"result":{"limits":{"start":0,"end":0,"total":0},"movies":null}})"));
        QVERIFY(page);
        QCOMPARE(page->page.end, EndReason::EmptyPage);
    }

    void tvMazeEndsIn404()
    {
        const FeedPlan plan = planOf(entryOf(u"templates/tvmaze"_s), u"all"_s);
        QCOMPARE(read(plan, PageNo{300}, httpAnswer(404, R"({"name":"Not Found"})"))->page.end, EndReason::EndStatus);
        QCOMPARE(read(plan, PageNo{1}, httpAnswer(404, {})).error().error->kind, ErrorKind::NotFound);
    }

    void pageSizesKeepWithinTheProfilesBounds()
    {
        ProfileEntry entry = entryOf(u"templates/fastapi-cursor"_s);
        entry.pageSize = 500;
        QCOMPARE(planOf(entry, u"all"_s).pageSize, 100);
        entry.pageSize = 7;
        QCOMPARE(planOf(entry, u"all"_s).pageSize, 7);
        ProfileEntry tmdb = entryOf(u"tmdb"_s);
        tmdb.pageSize = 7;
        QCOMPARE(planOf(tmdb, u"popular"_s).pageSize, 20);
    }

    void picturesOfTheServices()
    {
        const auto url = [](const QString &profile, const QString &path, const QString &size) {
            return imageUrl(entryOf(profile), path, size).value().toString(QUrl::FullyEncoded);
        };
        QCOMPARE(url(u"internet-archive"_s, u"seven_1927"_s, {}), u"https://archive.org/services/img/seven_1927"_s);
        QCOMPARE(url(u"trakt"_s, u"media.trakt.tv/images/7.webp"_s, {}), u"https://media.trakt.tv/images/7.webp"_s);
        QCOMPARE(url(u"jellyfin"_s, u"/Items/7/Images/Primary?tag=abc"_s, u"360"_s),
            u"http://127.0.0.1:8096/Items/7/Images/Primary?tag=abc&maxWidth=360&quality=90"_s);
        QVERIFY(!imageUrl(entryOf(u"trakt"_s), u"evil.example/7.webp"_s, {}));
    }

    void jellyfinIsSigned()
    {
        const ProfileEntry entry = entryOf(u"jellyfin"_s);
        const Secrets secrets = secretsOf(entry.profile->auth, u"user1:tok3n"_s, {});
        const BuiltRequest built = pageRequest(planOf(entry, u"favorites"_s), FirstPage{}, secrets, {}).value();
        QVERIFY(
            headerValue(built.request.headers, "authorization").startsWith("MediaBrowser Token=\"tok3n\", Client=\"Matinee\""));
        QVERIFY(built.request.url.toEncoded().contains("userId=user1"));
        QCOMPARE(accountName(entry, secrets), u"user1"_s);
        // Who signed in here comes before what the environment says.
        const Secrets signedIn = secretsOf(entry.profile->auth, u"user1:tok3n"_s, Account{u"user2"_s, u"Bob"_s, u"t0ken2"_s});
        QCOMPARE(signedIn.key, u"t0ken2"_s);
        QCOMPARE(accountName(entry, signedIn), u"user2"_s);
        QCOMPARE(pageRequest(planOf(entry, u"films"_s), FirstPage{}, {}, {}).error().kind, ErrorKind::Unauthorized);
    }

    void traktIsSigned()
    {
        const ProfileEntry entry = entryOf(u"trakt"_s);
        const Secrets secrets = secretsOf(entry.profile->auth, u"client:client-s3cret"_s, Account{u"me"_s, {}, u"t0ken"_s});
        QCOMPARE(secrets.clientSecret, u"client-s3cret"_s);
        QVERIFY(secrets.all().contains(u"client-s3cret"_s));
        const BuiltRequest open = pageRequest(planOf(entry, u"trending"_s), FirstPage{}, secrets, {}).value();
        QCOMPARE(headerValue(open.request.headers, "trakt-api-key"), "client"_ba);
        QCOMPARE(headerValue(open.request.headers, "trakt-api-version"), "2"_ba);
        QVERIFY(headerValue(open.request.headers, "authorization").isEmpty());
        const BuiltRequest own = pageRequest(planOf(entry, u"watchlist"_s), FirstPage{}, secrets, {}).value();
        QCOMPARE(headerValue(own.request.headers, "authorization"), "Bearer t0ken"_ba);
    }

    void detailsOfAnArchiveItem()
    {
        const ProfileEntry entry = entryOf(u"internet-archive"_s);
        const TitleId id{u"internet-archive"_s, u"movie"_s, u"seven_1927"_s};
        const AnswerContext context{entry.profile, {}, {}, {}};
        const auto details = readDetails(context, id,
            httpAnswer(200,
                R"({"created":1,"metadata":{"identifier":"seven_1927","title":"Seven","director":["A","B"],"language":"eng"}})"));
        QVERIFY(details);
        QCOMPARE(details->details.details.watchUrl, u"https://archive.org/details/seven_1927"_s);
        QCOMPARE(details->details.details.directors, (QStringList{u"A"_s, u"B"_s}));
        QCOMPARE(readDetails(context, id, httpAnswer(200, "{}")).error().error->kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestProfileEnvelopes)
#include "tst_profileenvelopes.moc"
