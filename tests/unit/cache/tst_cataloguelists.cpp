// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QTest>

#include <algorithm>

#include "cache/cataloguefile/index/cataloguefeeds.h"
#include "tests/unit/cache/importedcatalogue.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNoon(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC); // a Wednesday

QJsonObject film(const QString &title, int year, const QStringList &directors, const QStringList &cast, const QStringList &genres)
{
    QJsonObject entry = test::film(title, year);
    entry.insert(u"directors"_s, QJsonArray::fromStringList(directors));
    entry.insert(u"cast"_s, QJsonArray::fromStringList(cast));
    entry.insert(u"genres"_s, QJsonArray::fromStringList(genres));
    return entry;
}

std::vector<QJsonObject> numbered(int count)
{
    std::vector<QJsonObject> all;
    for (int i = 1; i <= count; ++i)
        all.push_back(test::film(u"Film %1"_s.arg(i), 1900 + i % 30));
    return all;
}

QStringList titlesOf(const Result<RawPage> &raw)
{
    QStringList titles;
    if (!raw)
        return {u"failed: "_s + raw.error().sentence()};
    for (const Row &row : unpackPage(*raw).rows)
        titles.append(row.title.title);
    return titles;
}

} // namespace

class tst_CatalogueLists : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void picksStayForTheirWindow();
    void picksOfTwoContentsDiffer();
    void picksKeepTheDayTheyWereOpened();
    void picksOfASmallCatalogueAreAllOfIt();
    void recommendsByPeopleGenresAndYears();
    void recommendsNothingForAStranger();
    void forYouAddsUpFavorites();
    void favoritesKeepTheirOrderAndSurviveTheirTitle();
    void searchTakesAnyText_data();
    void searchTakesAnyText();
    void searchRanksTitlesFirst();
    void searchPagesToItsEnd();
    void searchKeepsTheFilesOrderPastWhatItRanks();
    void tellsOneTypoFromTwo_data();
    void tellsOneTypoFromTwo();
    void declaresTheFeedsItsFieldsAllow();

private:
    [[nodiscard]] static Result<RawPage> page(
        CatalogueIndex &index, const QString &feed, const ListContext &context = {{}, kNoon})
    {
        return index.page(FeedKey::parse(u"test/"_s + feed).value(), FirstPage{}, context);
    }
};

void tst_CatalogueLists::picksStayForTheirWindow()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index(numbered(500));
    const auto on = [&](const QString &feed, int days) { return titlesOf(page(*index, feed, {{}, kNoon.addDays(days)})); };
    const QStringList today = on(u"picks?page_size=100"_s, 0);
    QCOMPARE(today.size(), 60);
    QCOMPARE(QSet<QString>(today.begin(), today.end()).size(), 60);
    QCOMPARE(titlesOf(page(*index, u"picks?page_size=100&window=day"_s, {{}, kNoon.addSecs(1800)})), today);
    QVERIFY(on(u"picks?page_size=100"_s, 1) != today);
    const QStringList week = on(u"picks?page_size=100&window=week"_s, 0);
    QCOMPARE(page(*index, u"picks?window=week"_s)->page.total, 120);
    QCOMPARE(on(u"picks?page_size=100&window=week"_s, 2), week);
    QVERIFY(on(u"picks?page_size=100&window=week"_s, 7) != week);
}

void tst_CatalogueLists::picksOfTwoContentsDiffer()
{
    ImportedCatalogue one;
    ImportedCatalogue other;
    const auto first = one.index(numbered(500));
    const auto second = other.index(numbered(501));
    QVERIFY(titlesOf(page(*first, u"picks"_s)) != titlesOf(page(*second, u"picks"_s)));
}

void tst_CatalogueLists::picksKeepTheDayTheyWereOpened()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index(numbered(500));
    const FeedKey picks = FeedKey::of(u"test"_s, u"picks"_s);
    QVERIFY(index->size(picks, {{}, kNoon}).has_value());
    const QStringList today = titlesOf(index->page(picks, FirstPage{}, {{}, kNoon}));
    QCOMPARE(titlesOf(index->page(picks, FirstPage{}, {{}, kNoon.addDays(1)})), today);
    QVERIFY(index->size(picks, {{}, kNoon.addDays(1)}).has_value());
    QVERIFY(titlesOf(index->page(picks, FirstPage{}, {{}, kNoon.addDays(1)})) != today);
}

void tst_CatalogueLists::picksOfASmallCatalogueAreAllOfIt()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index(numbered(7));
    QStringList titles = titlesOf(page(*index, u"picks"_s));
    QCOMPARE(titles.size(), 7);
    QCOMPARE(QSet<QString>(titles.begin(), titles.end()).size(), 7);
}

void tst_CatalogueLists::recommendsByPeopleGenresAndYears()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index({
        film(u"The General"_s, 1926, {u"Buster Keaton"_s}, {u"Buster Keaton"_s, u"Marion Mack"_s}, {u"Comedy"_s, u"War"_s}),
        film(u"Our Hospitality"_s, 1923, {u"Buster Keaton"_s}, {u"Buster Keaton"_s}, {u"Comedy"_s}),
        film(u"Same cast only"_s, 1926, {u"Nobody"_s}, {u"Marion Mack"_s}, {u"Western"_s}),
        film(u"Both genres, same year"_s, 1926, {u"Nobody"_s}, {}, {u"Comedy"_s, u"War"_s}),
        film(u"Both genres, later"_s, 1940, {u"Nobody"_s}, {}, {u"Comedy"_s, u"War"_s}),
        film(u"Same year only"_s, 1926, {u"Nobody"_s}, {}, {u"Western"_s}),
        film(u"One genre of three, no year"_s, 0, {}, {}, {u"Comedy"_s, u"Western"_s, u"Crime"_s}),
    });
    QCOMPARE(titlesOf(page(*index, u"recommended?title=movie:The%20General"_s)),
        (QStringList{u"Our Hospitality"_s, u"Both genres, same year"_s, u"Same cast only"_s, u"Both genres, later"_s,
            u"One genre of three, no year"_s}));
}

void tst_CatalogueLists::recommendsNothingForAStranger()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index({film(u"Alone"_s, 1920, {}, {}, {}), film(u"Far"_s, 1920, {u"A"_s}, {}, {u"Drama"_s})});
    QCOMPARE(titlesOf(page(*index, u"recommended?title=movie:Alone"_s)), QStringList());
    const auto unknown = page(*index, u"recommended?title=movie:Nowhere"_s);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
    QCOMPARE(unknown.error().where, u"title"_s);
}

void tst_CatalogueLists::forYouAddsUpFavorites()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index({
        film(u"Liked comedy"_s, 1920, {u"Ann"_s}, {}, {u"Comedy"_s}),
        film(u"Liked drama"_s, 1920, {u"Bob"_s}, {}, {u"Drama"_s}),
        film(u"By Ann"_s, 1920, {u"Ann"_s}, {}, {u"Crime"_s}),
        film(u"By Ann and Bob"_s, 1920, {u"Ann"_s, u"Bob"_s}, {}, {u"Crime"_s}),
        film(u"Unlike"_s, 1920, {u"Cleo"_s}, {}, {u"Crime"_s}),
    });
    QCOMPARE(titlesOf(page(*index, u"for-you"_s)), QStringList());
    const ListContext liked{
        {favorite(u"test"_s, u"Liked comedy"_s), favorite(u"test"_s, u"Liked drama"_s), favorite(u"test"_s, u"Gone"_s)}, kNoon};
    QCOMPARE(titlesOf(page(*index, u"for-you"_s, liked)), (QStringList{u"By Ann and Bob"_s, u"By Ann"_s}));
}

void tst_CatalogueLists::favoritesKeepTheirOrderAndSurviveTheirTitle()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index(numbered(5));
    Favorite renamed = favorite(u"test"_s, u"Film 2"_s);
    renamed.title.title = u"An old name"_s;
    const ListContext context{{favorite(u"test"_s, u"Film 4"_s), favorite(u"test"_s, u"Gone"_s), renamed}, kNoon};
    const auto raw = page(*index, u"favorites"_s, context);
    QCOMPARE(titlesOf(raw), (QStringList{u"Film 4"_s, u"Gone"_s, u"Film 2"_s}));
    const Page favorites = unpackPage(*raw);
    QCOMPARE(favorites.rows[0].item.value, 4);
    QVERIFY(favorites.rows[1].item.value < 0);
    const FeedKey feed = FeedKey::of(u"test"_s, u"favorites"_s);
    QCOMPARE(index->rowOf(feed, {u"test"_s, u"movie"_s, u"Gone"_s}, context).value_or(-2), 1);
    QCOMPARE(index->rowOf(feed, {u"test"_s, u"movie"_s, u"Film 1"_s}, context).value_or(-2), -1);
    // A cursor goes on where its title stands now.
    const auto first = page(*index, u"favorites?strategy=cursor&page_size=1"_s, context);
    const ListContext later{{favorite(u"test"_s, u"Film 5"_s), context.favorites[0], context.favorites[1]}, kNoon};
    const auto next = index->page(FeedKey::parse(u"test/favorites?page_size=1").value(), *first->page.next, later);
    QCOMPARE(titlesOf(next), QStringList{u"Gone"_s});
}

void tst_CatalogueLists::searchTakesAnyText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    const QString amelie = u"Amélie"_s;
    const QString leon = u"Léon: The Professional"_s;
    QTest::newRow("a word") << u"metropolis"_s << QStringList{u"Metropolis"_s};
    QTest::newRow("the beginning of a word") << u"metr"_s << QStringList{u"Metropolis"_s};
    QTest::newRow("two words, the last one begun") << u"seven sam"_s << QStringList{u"Seven Samurai"_s};
    QTest::newRow("an inner word only begun") << u"sev samurai"_s << QStringList{};
    QTest::newRow("without the accent") << u"amelie"_s << QStringList{amelie};
    QTest::newRow("with another accent") << u"AMÈLIE"_s << QStringList{amelie};
    QTest::newRow("an operator as a word") << u"AND"_s << QStringList{u"Sons AND Lovers"_s};
    QTest::newRow("a quote inside") << u"a\"b"_s << QStringList{u"A \"B\" Picture"_s};
    QTest::newRow("a colon") << u"leon:"_s << QStringList{leon};
    QTest::newRow("a column filter") << u"title:metropolis"_s << QStringList{};
    QTest::newRow("a minus") << u"-samurai"_s << QStringList{u"Seven Samurai"_s};
    QTest::newRow("an open parenthesis") << u"samurai("_s << QStringList{u"Seven Samurai"_s};
    QTest::newRow("a star alone") << u"*"_s << QStringList{};
    QTest::newRow("a star behind") << u"metro*"_s << QStringList{u"Metropolis"_s};
    QTest::newRow("only quotes") << u"\"\"\""_s << QStringList{};
    QTest::newRow("NEAR and a caret") << u"^NEAR(seven)"_s << QStringList{};
    QTest::newRow("a percent sign") << u"100%"_s << QStringList{u"100% Love"_s};
    QTest::newRow("a NUL") << u"metro"_s + QChar(u'\0') + u"polis"_s << QStringList{u"Metropolis"_s};
    QTest::newRow("a person") << u"kurosawa"_s << QStringList{u"Seven Samurai"_s};
    QTest::newRow("an original title") << u"shichinin"_s << QStringList{u"Seven Samurai"_s};
    QTest::newRow("a letter left out") << u"metroplis"_s << QStringList{u"Metropolis"_s};
    QTest::newRow("a letter too many") << u"samurrai"_s << QStringList{u"Seven Samurai"_s};
    QTest::newRow("two letters swapped while typing on") << u"mertopo"_s << QStringList{u"Metropolis"_s};
    QTest::newRow("a wrong first letter") << u"netropolis"_s << QStringList{u"Metropolis"_s};
    QTest::newRow("two typos") << u"mertroplis"_s << QStringList{};
    QTest::newRow("a typo in a short word") << u"leo samurai"_s << QStringList{};
    QTest::newRow("Chinese characters from the middle") << u"国人"_s << QStringList{u"中国人"_s};
    QTest::newRow("Chinese and Latin words") << u"国 chinese"_s << QStringList{u"中国人"_s};
    QTest::newRow("a wildcard among Chinese") << u"中_人"_s << QStringList{};
    QTest::newRow("nothing like it") << u"xyzzy"_s << QStringList{};
    QTest::newRow("five hundred letters") << QString(500, u'x') << QStringList{};
}

void tst_CatalogueLists::searchTakesAnyText()
{
    static ImportedCatalogue fixture;
    static const auto index = [] {
        QJsonObject seven = film(u"Seven Samurai"_s, 1954, {u"Akira Kurosawa"_s}, {}, {});
        seven.insert(u"originalTitle"_s, u"Shichinin no samurai"_s);
        QJsonObject chinese = film(u"中国人"_s, 1930, {u"The Chinese Company"_s}, {}, {});
        return fixture.index(
            {test::film(u"Metropolis"_s, 1927), seven, test::film(u"Amélie"_s), test::film(u"Léon: The Professional"_s),
                test::film(u"Sons AND Lovers"_s), test::film(u"A \"B\" Picture"_s), test::film(u"100% Love"_s), chinese});
    }();
    QFETCH(QString, text);
    const FeedKey feed = FeedKey::of(u"test"_s, u"search"_s, {{u"q"_s, text}});
    QTEST(titlesOf(index->page(feed, FirstPage{}, {{}, kNoon})), "found");
}

void tst_CatalogueLists::searchRanksTitlesFirst()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index({film(u"Some film"_s, 1920, {}, {u"Buster Keaton"_s}, {}), test::film(u"Keaton, a life"_s),
        film(u"Another film"_s, 1920, {u"Buster Keaton"_s}, {}, {})});
    QCOMPARE(titlesOf(page(*index, u"search?q=keaton"_s)).constFirst(), u"Keaton, a life"_s);
}

void tst_CatalogueLists::searchKeepsTheFilesOrderPastWhatItRanks()
{
    ImportedCatalogue fixture;
    std::vector<QJsonObject> films;
    for (int i = 5200; i > 0; --i) // the file's order is the titles' order backwards
        films.push_back(film(u"Film %1"_s.arg(i, 4, 10, QChar(u'0')), 1927));
    const auto index = fixture.index(films);
    const QStringList titles = titlesOf(page(*index, u"search?q=film"_s));
    QCOMPARE(titles.first(3), (QStringList{u"Film 5200"_s, u"Film 5199"_s, u"Film 5198"_s}));
    QCOMPARE(titlesOf(page(*index, u"search?q=0042"_s)).constFirst(), u"Film 0042"_s);
}

void tst_CatalogueLists::searchPagesToItsEnd()
{
    ImportedCatalogue fixture;
    const auto index = fixture.index(numbered(45));
    const FeedKey feed = FeedKey::parse(u"test/search?q=film").value();
    QSet<qint64> seen;
    int rows = 0;
    for (std::optional<PageKey> key = FirstPage{}; key;) {
        const auto raw = index->page(feed, *key, {{}, kNoon});
        QVERIFY(raw.has_value());
        QCOMPARE(raw->page.total, 45);
        for (const RawTitle &title : raw->titles)
            seen.insert(title.n);
        rows += static_cast<int>(raw->titles.size());
        key = raw->page.next;
    }
    QCOMPARE(rows, 45);
    QCOMPARE(seen.size(), 45);
}

void tst_CatalogueLists::tellsOneTypoFromTwo_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("near");
    QTest::newRow("the same") << u"word"_s << u"word"_s << true;
    QTest::newRow("one inserted") << u"word"_s << u"wo_rd"_s << true;
    QTest::newRow("one left out at the end") << u"word"_s << u"wor"_s << true;
    QTest::newRow("one replaced at the front") << u"word"_s << u"xord"_s << true;
    QTest::newRow("neighbors swapped") << u"word"_s << u"wrod"_s << true;
    QTest::newRow("two replaced") << u"word"_s << u"wxxd"_s << false;
    QTest::newRow("letters swapped across one") << u"word"_s << u"drow"_s << false;
    QTest::newRow("two inserted") << u"word"_s << u"swordy"_s << false;
    QTest::newRow("a double letter") << u"aab"_s << u"ab"_s << true;
}

void tst_CatalogueLists::tellsOneTypoFromTwo()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QTEST(isOneTypoApart(a, b), "near");
    QTEST(isOneTypoApart(b, a), "near");
}

void tst_CatalogueLists::declaresTheFeedsItsFieldsAllow()
{
    ImportedCatalogue plain;
    SourceDescriptor source;
    source.feeds = catalogueFeeds(plain.index({test::film(u"Only a title"_s)})->facts());
    QCOMPARE(source.feeds.front().id, u"all"_s);
    QCOMPARE(source.feed(u"all")->parameters.size(), 1U);
    QCOMPARE(source.feed(u"all")->parameters[0].choices.size(), 1U);
    ImportedCatalogue rich;
    QJsonObject rated = film(u"B"_s, 1931, {}, {}, {u"Drama"_s});
    rated.insert(u"rating"_s, 7.5);
    rated.insert(u"countries"_s, QJsonArray{u"France"_s});
    source.feeds = catalogueFeeds(rich.index({film(u"A"_s, 1927, {}, {}, {u"Comedy"_s, u"Drama"_s}), rated})->facts());
    const auto &parameters = source.feed(u"all")->parameters;
    QCOMPARE(parameters.size(), 4U);
    QStringList sorts;
    for (const FeedChoice &choice : parameters[0].choices)
        sorts.append(choice.value);
    QCOMPARE(sorts, (QStringList{u"title"_s, u"year"_s, u"rating"_s}));
    QCOMPARE(parameters[1].name, u"genre"_s);
    QCOMPARE(parameters[1].choices[0].value, u"Drama"_s);
    QCOMPARE(parameters[1].choices[0].count, 2);
    QCOMPARE(parameters[2].choices[0].label, u"1920s"_s);
    QVERIFY(source.feed(u"recommended")->per == FeedDescriptor::Per::Title);
    QVERIFY(source.feed(u"favorites")->section == FeedDescriptor::Section::Yours);
}

QTEST_GUILESS_MAIN(tst_CatalogueLists)
#include "tst_cataloguelists.moc"
