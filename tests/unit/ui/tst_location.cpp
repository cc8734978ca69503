// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/navigation/location.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

Location anchored(Location location)
{
    location.anchor = Anchor{{location.source(), u"movie"_s, u"a:b/c"_s}, -17, 123456789012};
    return location;
}

} // namespace

class TestLocation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linksArePlaces_data();
    void linksArePlaces();
    void whatIsNoLinkIsRefused_data();
    void whatIsNoLinkIsRefused();
    void placesSurviveTheirLinkAndTheirJson_data();
    void placesSurviveTheirLinkAndTheirJson();
    void damagedJsonIsNoPlace_data();
    void damagedJsonIsNoPlace();
    void aDamagedAnchorCostsOnlyTheAnchor_data();
    void aDamagedAnchorCostsOnlyTheAnchor();
    void thePositionIsNotThePlace();
};

void TestLocation::linksArePlaces_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<Location>("location");
    QTest::newRow("a title") << u"matinee:title/public-domain/movie/603"_s
                             << Location::ofTitle({u"public-domain"_s, u"movie"_s, u"603"_s});
    QTest::newRow("a title of a file") << u"matinee:title/file:/films/mine.json/movie/603"_s
                                       << Location::ofTitle({u"file:/films/mine.json"_s, u"movie"_s, u"603"_s});
    QTest::newRow("an id with a slash") << u"matinee:title/public-domain/movie/a%2Fb"_s
                                        << Location::ofTitle({u"public-domain"_s, u"movie"_s, u"a/b"_s});
    QTest::newRow("a feed") << u"matinee:feed/public-domain/all"_s << Location::ofFeed(FeedKey::of(u"public-domain"_s, u"all"_s));
    QTest::newRow("a feed with parameters in any order")
        << u"matinee:feed/public-domain/all?sort=year&genre=Rock%20%26%20roll"_s
        << Location::ofFeed(FeedKey::of(u"public-domain"_s, u"all"_s, {{u"genre"_s, u"Rock & roll"_s}, {u"sort"_s, u"year"_s}}));
    QTest::newRow("a search") << u"matinee:search/public-domain?q=caf%C3%A9"_s
                              << Location::ofFeed(FeedKey::of(u"public-domain"_s, u"search"_s, {{u"q"_s, u"caf\u00e9"_s}}));
    QTest::newRow("a search in a file") << u"matinee:search/file:/films/mine.json?q=x"_s
                                        << Location::ofFeed(
                                               FeedKey::of(u"file:/films/mine.json"_s, u"search"_s, {{u"q"_s, u"x"_s}}));
}

void TestLocation::linksArePlaces()
{
    QFETCH(QString, link);
    QFETCH(Location, location);
    const auto parsed = Location::parseLink(link);
    QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().sentence()));
    QVERIFY(parsed->isSamePlace(location));
}

void TestLocation::whatIsNoLinkIsRefused_data()
{
    QTest::addColumn<QString>("link");
    for (const QString &link : {u""_s, u"matinee:"_s, u"matinee:title"_s, u"matinee:title/"_s, u"matinee:title/public-domain"_s,
             u"matinee:title/movie/603"_s, u"matinee:title//movie/603"_s, u"matinee:title/public-domain//603"_s,
             u"matinee:title/public-domain/movie/"_s, u"matinee:feed/"_s, u"matinee:feed/all"_s, u"matinee:feed/public-domain/"_s,
             u"matinee:feed/public-domain/all?sort"_s, u"matinee:feed/public-domain/all?sort=%zz"_s,
             u"matinee:search/public-domain"_s, u"matinee:search/?q=x"_s, u"matinee:search/public-domain?q="_s,
             u"matinee:search/public-domain?x=1"_s, u"matinee:person/x"_s,
             u"https://example.org/matinee:feed/public-domain/all"_s, u"MATINEE"_s})
        QTest::newRow(link.isEmpty() ? "nothing" : qUtf8Printable(link)) << link;
}

void TestLocation::whatIsNoLinkIsRefused()
{
    QFETCH(QString, link);
    const auto parsed = Location::parseLink(link);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, ErrorKind::InvalidArgument);
    QVERIFY(!parsed.error().detail.isEmpty());
}

void TestLocation::placesSurviveTheirLinkAndTheirJson_data()
{
    QTest::addColumn<Location>("location");
    const FeedKey all
        = FeedKey::of(u"public-domain"_s, u"all"_s, {{u"genre"_s, u"Rock & roll? 100 %/#\u00e9"_s}, {u"order"_s, u"desc"_s}});
    const TitleId odd{u"file:/a b/100%/\u00fc#?&.json"_s, u"tv show"_s, u"a/b?c#d%20:e"_s};
    QTest::newRow("a feed") << Location::ofFeed(all);
    QTest::newRow("a feed with a position") << anchored(Location::ofFeed(all));
    QTest::newRow("a feed of an odd file") << anchored(Location::ofFeed(FeedKey::of(odd.source, u"all"_s)));
    QTest::newRow("a title") << Location::ofTitle({u"public-domain"_s, u"movie"_s, u"603"_s});
    QTest::newRow("a title with its list") << Location::ofTitle({u"public-domain"_s, u"movie"_s, u"603"_s}, all);
    QTest::newRow("a title of odd letters") << Location::ofTitle(
        odd, FeedKey::of(odd.source, u"recommended"_s, {{u"title"_s, odd.localText()}}));
}

void TestLocation::placesSurviveTheirLinkAndTheirJson()
{
    QFETCH(Location, location);
    const auto linked = Location::parseLink(location.link());
    QVERIFY(linked);
    QCOMPARE(linked->kind, location.kind);
    QCOMPARE(linked->title, location.title);
    if (location.kind == Location::Kind::Feed)
        QCOMPARE(linked->feed, location.feed);
    const auto stored = Location::fromJson(location.toJson());
    QVERIFY(stored);
    QVERIFY(stored->isSamePlace(location));
    QCOMPARE(stored->anchor, location.anchor);
}

void TestLocation::damagedJsonIsNoPlace_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::newRow("an empty object") << QJsonObject{};
    QTest::newRow("a link that is none") << QJsonObject{{u"link"_s, u"file:///etc/passwd"_s}};
    QTest::newRow("a link that is no text") << QJsonObject{{u"link"_s, 7}};
    QTest::newRow("a link in pieces") << QJsonObject{{u"link"_s, u"matinee:feed/"_s}};
}

void TestLocation::damagedJsonIsNoPlace()
{
    QFETCH(QJsonObject, json);
    QVERIFY(!Location::fromJson(json));
}

void TestLocation::aDamagedAnchorCostsOnlyTheAnchor_data()
{
    QTest::addColumn<QJsonValue>("anchor");
    QTest::newRow("no object") << QJsonValue(u"top"_s);
    QTest::newRow("an empty object") << QJsonValue(QJsonObject{});
    QTest::newRow("a title without a type") << QJsonValue(QJsonObject{{u"title"_s, u"603"_s}, {u"y"_s, 1}});
    QTest::newRow("a title that is a number") << QJsonValue(QJsonObject{{u"title"_s, 603}});
}

void TestLocation::aDamagedAnchorCostsOnlyTheAnchor()
{
    QFETCH(QJsonValue, anchor);
    const auto location
        = Location::fromJson({{u"link"_s, u"matinee:feed/public-domain/all"_s}, {u"anchor"_s, anchor}, {u"from"_s, 3}});
    QVERIFY(location);
    QVERIFY(!location->anchor);
    QCOMPARE(location->feed.text(), u"public-domain/all"_s);
}

void TestLocation::thePositionIsNotThePlace()
{
    const Location all = Location::ofFeed(FeedKey::of(u"public-domain"_s, u"all"_s));
    QVERIFY(all.isSamePlace(anchored(all)));
    QVERIFY(!all.isSamePlace(Location::ofFeed(FeedKey::of(u"public-domain"_s, u"picks"_s))));
    QVERIFY(!all.isSamePlace(Location::ofFeed(all.feed.with(u"sort"_s, u"year"_s))));
    QVERIFY(!all.isSamePlace(Location::ofTitle({u"public-domain"_s, u"movie"_s, u"603"_s}, all.feed)));
}

QTEST_GUILESS_MAIN(TestLocation)
#include "tst_location.moc"
