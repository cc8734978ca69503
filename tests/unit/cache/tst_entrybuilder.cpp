// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHash>
#include <QRegularExpression>
#include <QTest>

#include "cache/cataloguefile/import/entrytext.h"
#include "cache/cataloguefile/import/fieldnames.h"
#include "cache/cataloguefile/import/fingerprintmap.h"
#include "tests/unit/cache/cataloguereading.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using namespace matinee::test;

namespace {

/// Every field an entry can have, so that a test can name one and compare.
QString valueOf(const TitleDetails &details, const QString &field)
{
    const Title &title = details.title;
    const auto number = [](const auto &value) { return value ? QString::number(*value) : u"-"_s; };
    if (field == u"cast"_s) {
        QStringList cast;
        for (const Credit &credit : details.cast)
            cast.append(credit.role.isEmpty() ? credit.name : credit.name + u" as "_s + credit.role);
        return cast.join(u'|');
    }
    const QHash<QString, QString> values{{u"id"_s, title.id.extId}, {u"type"_s, title.id.type}, {u"title"_s, title.title},
        {u"originalTitle"_s, title.originalTitle}, {u"year"_s, number(title.year)}, {u"date"_s, title.date},
        {u"rating"_s, number(title.rating)}, {u"votes"_s, number(title.votes)}, {u"runtime"_s, number(title.runtime)},
        {u"genres"_s, title.genres.join(u'|')}, {u"overview"_s, title.overview}, {u"poster"_s, title.poster},
        {u"backdrop"_s, title.backdrop}, {u"popularity"_s, number(title.popularity)},
        {u"countries"_s, details.countries.join(u'|')}, {u"directors"_s, details.directors.join(u'|')},
        {u"language"_s, details.language}, {u"tagline"_s, details.tagline}, {u"watch"_s, details.watchUrl},
        {u"why"_s, details.whyPublicDomain}};
    return values.value(field, u"no such field"_s);
}

} // namespace

class TestEntryBuilder : public QObject
{
    Q_OBJECT
private:
    CatalogueFolder m_folder;

private Q_SLOTS:
    void aFieldIsReadFromJson_data();
    void aFieldIsReadFromJson();
    void aCellIsReadFromCsv_data();
    void aCellIsReadFromCsv();
    void theShapeOfSakilaIsRead();
    void aLongTitleIsKeptAndAnEndlessOneIsAFault();
    void manyMembersOfAListAreNoTrouble();
    void namesOfFieldsFoldTheirSpelling();
    void titlesAreOrderedWithoutMarksAndCase_data();
    void titlesAreOrderedWithoutMarksAndCase();
    void idsAreDerivedFromTitleAndYear_data();
    void idsAreDerivedFromTitleAndYear();
    void aFingerprintMapKeepsEveryValue();
};

void TestEntryBuilder::aFieldIsReadFromJson_data()
{
    QTest::addColumn<QByteArray>("members"); // beside the title
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");

    const auto row = [](const char *name, const char *members, const char *field, const QString &value) {
        QTest::newRow(name) << QByteArray(members) << QString::fromLatin1(field) << value;
    };
    row("an id of text", R"("id":"tt0017136")", "id", u"tt0017136"_s);
    row("an id of digits beyond a double", R"("id":9007199254740993)", "id", u"9007199254740993"_s);
    row("an id by its other name", R"("_id":603)", "id", u"603"_s);
    row("an id of null is made up", R"("id":null,"year":1927)", "id", u"film-1927"_s);
    row("an empty id is made up", R"("id":"")", "id", u"film"_s);
    row("no type is a movie", R"("id":1)", "type", u"movie"_s);
    row("a type", R"("type":"tv")", "type", u"tv"_s);
    row("a type with a colon is dropped", R"("type":"a:b")", "type", u"movie"_s);
    row("original title", R"("originalTitle":"Original")", "originalTitle", u"Original"_s);
    row("original_title", R"("original_title":"Original")", "originalTitle", u"Original"_s);
    row("original_name", R"("original_name":"Original")", "originalTitle", u"Original"_s);
    row("a year", R"("year":1927)", "year", u"1927"_s);
    row("a year in quotes", R"("year":"1927")", "year", u"1927"_s);
    row("a year as a fraction's neighbour", R"("year":1927.0)", "year", u"1927"_s);
    row("a year out of range", R"("year":12345)", "year", u"-"_s);
    row("a year that is none", R"("year":"MCMXXVII")", "year", u"-"_s);
    row("a year of another type", R"("year":[1927])", "year", u"-"_s);
    row("the year of a date", R"("release_date":"1927-01-10")", "year", u"1927"_s);
    row("a year beats its date", R"("date":"1927-01-10","year":1926)", "year", u"1926"_s);
    row("a date", R"("date":"1927-01-10")", "date", u"1927-01-10"_s);
    row("a date with a time", R"("releaseDate":"1927-01-10T20:00:00Z")", "date", u"1927-01-10"_s);
    row("a date that is none", R"("date":"1927-02-30")", "date", u""_s);
    row("a rating", R"("rating":8.3)", "rating", u"8.3"_s);
    row("vote_average", R"("vote_average":8)", "rating", u"8"_s);
    row("a rating out of range", R"("rating":83)", "rating", u"-"_s);
    row("a rating in words", R"("rating":"nan")", "rating", u"-"_s);
    row("votes", R"("votes":1200)", "votes", u"1200"_s);
    row("vote_count", R"("vote_count":0)", "votes", u"0"_s);
    row("votes below nothing", R"("votes":-1)", "votes", u"-"_s);
    row("a runtime", R"("runtime":153)", "runtime", u"153"_s);
    row("a runtime in quotes", R"("runtime":" 153 ")", "runtime", u"153"_s);
    row("a runtime of nothing", R"("runtime":0)", "runtime", u"-"_s);
    row("genres", R"("genres":["Drama","War","Drama"," "])", "genres", u"Drama|War"_s);
    row("genres as objects", R"("genres":[{"id":18,"name":"Drama"},{"name":"War"},{"id":1}])", "genres", u"Drama|War"_s);
    row("one genre", R"("genre":"Drama")", "genres", u"Drama"_s);
    row("one genre as an object", R"("genre":{"name":"Drama"})", "genres", u"Drama"_s);
    row("genres of other types", R"("genres":[1,null,true,["Drama"],"War"])", "genres", u"War"_s);
    row("an overview keeps its lines", R"("overview":" one\r\ntwo\u0007 ")", "overview", u"one\ntwo"_s);
    row("description", R"("description":"text")", "overview", u"text"_s);
    row("plot", R"("plot":"text")", "overview", u"text"_s);
    row("the first name of a field wins wherever it stands", R"("plot":"c","overview":"a","description":"b")", "overview",
        u"a"_s);
    row("an empty value does not win", R"("overview":"","plot":"c")", "overview", u"c"_s);
    row("poster", R"("poster":"/p.jpg")", "poster", u"/p.jpg"_s);
    row("poster_path", R"("poster_path":"/p.jpg")", "poster", u"/p.jpg"_s);
    row("backdrop_path", R"("backdrop_path":"/b.jpg")", "backdrop", u"/b.jpg"_s);
    row("popularity", R"("popularity":12.5)", "popularity", u"12.5"_s);
    row("countries", R"("countries":["Germany"])", "countries", u"Germany"_s);
    row("country", R"("country":"Germany")", "countries", u"Germany"_s);
    row("directors", R"("directors":["Fritz Lang"])", "directors", u"Fritz Lang"_s);
    row("director", R"("director":{"name":"Fritz Lang","why":"no"})", "directors", u"Fritz Lang"_s);
    row("a cast of names", R"("cast":["Brigitte Helm","Gustav Fröhlich"])", "cast", u"Brigitte Helm|Gustav Fröhlich"_s);
    row("a cast of roles", R"("cast":[{"name":"Brigitte Helm","role":"Maria"},{"character":"Freder","name":"Gustav Fröhlich"}])",
        "cast", u"Brigitte Helm as Maria|Gustav Fröhlich as Freder"_s);
    row("a cast whose members hold more", R"("cast":[{"name":"A","also":[{"name":"B"}],"x":{"role":"C"}}])", "cast", u"A"_s);
    row("language", R"("original_language":"de")", "language", u"de"_s);
    row("tagline", R"("tagline":"Line")", "tagline", u"Line"_s);
    row("an archive id", R"("archive":"Metropolis_1927.v2")", "watch", u"https://archive.org/details/Metropolis_1927.v2"_s);
    row("an archive id that is none", R"("archive":"../x y")", "watch", u""_s);
    row("a page to watch it on", R"("url":"https://example.org/m?x=1")", "watch", u"https://example.org/m?x=1"_s);
    row("a page beats an archive id", R"("archive":"x","watch":"https://example.org/m")", "watch", u"https://example.org/m"_s);
    row("a page that is not https", R"("watch":"http://example.org/m")", "watch", u""_s);
    row("a page that is a script", R"x("watch":"javascript:alert(1)")x", "watch", u""_s);
    row("public domain, why", R"("publicDomain":{"why":"first published 1927"})", "why", u"first published 1927"_s);
    row("markup is text", R"("tagline":"<b>bold</b> & more")", "tagline", u"<b>bold</b> & more"_s);
}

void TestEntryBuilder::aFieldIsReadFromJson()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, field);
    const Reading reading = readAll(m_folder.write(u"one.json"_s, "[{" + members + ",\"title\":\"Film\"}]"));
    QCOMPARE(reading.entries.size(), std::size_t(1));
    QTEST(valueOf(reading.entries.front().second, field), "value");
}

void TestEntryBuilder::aCellIsReadFromCsv_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");

    QTest::newRow("a title with markup") << QByteArray("title\n<b>Bold</b>\n") << u"title"_s << u"<b>Bold</b>"_s;
    QTest::newRow("a title right to left") << QByteArray("title\nמטרופוליס\n") << u"title"_s << u"מטרופוליס"_s;
    QTest::newRow("a title over two lines") << QByteArray("title\n\"Metro\npolis\"\n") << u"title"_s << u"Metro polis"_s;
    QTest::newRow("a title that is a number") << QByteArray("title\n1917\n") << u"title"_s << u"1917"_s;
    QTest::newRow("a title with a quote") << QByteArray("title\n\"The \"\"Best\"\"\"\n") << u"title"_s << u"The \"Best\""_s;
    QTest::newRow("a heading in words") << QByteArray("Original Title,Title\nOriginal,Film\n") << u"originalTitle"_s
                                        << u"Original"_s;
    QTest::newRow("a list by bars") << QByteArray("title,genres\nFilm,Drama| War |\n") << u"genres"_s << u"Drama|War"_s;
    QTest::newRow("a list by semicolons") << QByteArray("title,cast\nFilm,A B;C D\n") << u"cast"_s << u"A B|C D"_s;
    QTest::newRow("two columns of one field") << QByteArray("name,title\nSecond,First\n") << u"title"_s << u"First"_s;
    QTest::newRow("two columns, the better one empty") << QByteArray("name,title\nSecond,\n") << u"title"_s << u"Second"_s;
    QTest::newRow("a number") << QByteArray("title,rating\nFilm,7.5\n") << u"rating"_s << u"7.5"_s;
    QTest::newRow("no id") << QByteArray("id,title,year\n,Film,1927\n") << u"id"_s << u"film-1927"_s;
}

void TestEntryBuilder::aCellIsReadFromCsv()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, field);
    const Reading reading = readAll(m_folder.write(u"one.csv"_s, content));
    QCOMPARE(reading.faultTexts(), QStringList());
    QCOMPARE(reading.entries.size(), std::size_t(1));
    QTEST(valueOf(reading.entries.front().second, field), "value");
}

void TestEntryBuilder::theShapeOfSakilaIsRead()
{
    const Reading reading = readAll(m_folder.write(u"sakila.json"_s, R"([
{
"id": 1,
"title": "Quiet Harbor",
"overview": "A keeper of a light waits for a ship",
"year": 2006,
"language": "English",
"runtime": 86,
"certification": "PG",
"features": [ "Trailers", "Deleted Scenes" ],
"genre": "Documentary",
"cast": [ "Ann Other", "Some One" ]
}
])"));
    QCOMPARE(reading.entries.size(), std::size_t(1));
    const auto &[line, details] = reading.entries.front();
    QCOMPARE(line, 13);
    TitleDetails expected;
    expected.title.id = {{}, u"movie"_s, u"1"_s};
    expected.title.title = u"Quiet Harbor"_s;
    expected.title.overview = u"A keeper of a light waits for a ship"_s;
    expected.title.year = 2006;
    expected.title.runtime = 86;
    expected.title.genres = {u"Documentary"_s};
    expected.language = u"English"_s;
    expected.cast = {{u"Ann Other"_s, {}}, {u"Some One"_s, {}}};
    QCOMPARE(details, expected);
}

void TestEntryBuilder::aLongTitleIsKeptAndAnEndlessOneIsAFault()
{
    const QByteArray tenKilobytes(10'000, 'a');
    const Reading kept = readAll(m_folder.write(u"long.json"_s, "[{\"title\":\"" + tenKilobytes + "\"}]"));
    QCOMPARE(kept.titles(), QStringList{QString::fromLatin1(tenKilobytes)});
    QVERIFY(kept.entries.front().second.title.id.extId.size() < 200);
    const QByteArray endless(70'000, 'a');
    const Reading fault = readAll(m_folder.write(u"endless.json"_s, "[{\"title\":\"" + endless + "\"}]"));
    QCOMPARE(fault.faultTexts(), QStringList{u"1: a text is longer than 64 KiB"_s});
    const Reading id = readAll(m_folder.write(u"id.json"_s, "[{\"title\":\"A\",\"id\":\"" + tenKilobytes + "\"}]"));
    QCOMPARE(id.faultTexts(), QStringList{u"1: id is longer than 256 bytes"_s});
}

void TestEntryBuilder::manyMembersOfAListAreNoTrouble()
{
    QByteArray genres;
    for (int i = 0; i < 100'000; ++i)
        genres += "\"" + QByteArray::number(i) + "\",";
    const Reading reading = readAll(m_folder.write(u"many.json"_s, "[{\"title\":\"A\",\"genres\":[" + genres.chopped(1) + "]}]"));
    QCOMPARE(reading.entries.front().second.title.genres.size(), 100'000);
}

void TestEntryBuilder::namesOfFieldsFoldTheirSpelling()
{
    for (const char *name : {"originalTitle", "original_title", "Original Title", "ORIGINAL-TITLE", "originaltitle"})
        QCOMPARE(fieldNamed(name).field, Field::OriginalTitle);
    for (const char *name : {"", "tit", "titles", "an_extraordinarily_long_name_of_a_field", "\xC3\xA9"})
        QCOMPARE(fieldNamed(name).field, Field::None);
}

void TestEntryBuilder::titlesAreOrderedWithoutMarksAndCase_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("sortTitle");

    QTest::newRow("case") << u"The GENERAL"_s << u"the general"_s;
    QTest::newRow("marks") << u"Amélie à l'Été"_s << u"amelie a l'ete"_s;
    QTest::newRow("composed or not") << u"Ame\u0301lie"_s << u"amelie"_s;
    QTest::newRow("a ligature and full width") << u"ﬁlm Ａ"_s << u"film a"_s;
    QTest::newRow("Cyrillic") << u"Ёлка"_s << u"елка"_s;
    QTest::newRow("beyond the basic plane") << u"😀 É"_s << u"😀 e"_s;
}

void TestEntryBuilder::titlesAreOrderedWithoutMarksAndCase()
{
    QFETCH(QString, title);
    QTEST(sortTitleOf(title), "sortTitle");
}

void TestEntryBuilder::idsAreDerivedFromTitleAndYear_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<int>("year");
    QTest::addColumn<QString>("pattern");

    QTest::newRow("words and year") << u"The General"_s << 1926 << u"the-general-1926"_s;
    QTest::newRow("no year") << u"The General"_s << 0 << u"the-general"_s;
    QTest::newRow("signs") << u"  M: -- (uncut) "_s << 1931 << u"m-uncut-1931"_s;
    QTest::newRow("marks") << u"Été"_s << 1930 << u"ete-1930"_s;
    QTest::newRow("another script") << u"Стачка"_s << 1925 << u"[0-9a-f]{10}-1925"_s;
    QTest::newRow("another script with a number") << u"Стачка 2"_s << 1925 << u"2-[0-9a-f]{10}-1925"_s;
    QTest::newRow("signs alone") << u"???"_s << 1925 << u"[0-9a-f]{10}-1925"_s;
}

void TestEntryBuilder::idsAreDerivedFromTitleAndYear()
{
    QFETCH(QString, title);
    QFETCH(int, year);
    QFETCH(QString, pattern);
    const QString id = derivedExtId(title, year == 0 ? std::nullopt : std::optional(year));
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(id).hasMatch(), qPrintable(id));
    QCOMPARE(derivedExtId(title, year == 0 ? std::nullopt : std::optional(year)), id);
}

void TestEntryBuilder::aFingerprintMapKeepsEveryValue()
{
    FingerprintMap map;
    constexpr quint32 kTexts = 50'000;
    for (quint32 i = 0; i < kTexts; ++i) {
        const FingerprintMap::Place place = map.at(QByteArray::number(i));
        QVERIFY(place.isNew);
        *place.value = i;
    }
    for (quint32 i = 0; i < kTexts; ++i) {
        const FingerprintMap::Place place = map.at(QByteArray::number(i));
        QVERIFY(!place.isNew);
        QCOMPARE(*place.value, i);
    }
    QCOMPARE(map.size(), std::size_t(kTexts));
    QVERIFY(map.at("").isNew);
}

QTEST_GUILESS_MAIN(TestEntryBuilder)
#include "tst_entrybuilder.moc"
