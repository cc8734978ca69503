// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <fcntl.h>

#include "app/headless/titleprinter.h"
#include "tests/unit/app/capturedoutput.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

Title bareTitle(const QString &text = u"A"_s)
{
    Title title;
    title.id = {u"public-domain"_s, u"movie"_s, u"a"_s};
    title.title = text;
    return title;
}

Title fullTitle()
{
    Title title = bareTitle(u"Metropolis"_s);
    title.originalTitle = u"Metropolis (original)"_s;
    title.year = 1927;
    title.date = u"1927-01-10"_s;
    title.rating = 8.3;
    title.votes = 181000;
    title.runtime = 153;
    title.genres = {u"Science fiction"_s, u"Drama"_s};
    title.overview = u"A city."_s;
    title.poster = u"/p.jpg"_s;
    title.backdrop = u"/b.jpg"_s;
    title.popularity = 12.5;
    return title;
}

QByteArray printed(OutputFormat format, const std::vector<PrintedTitle> &titles)
{
    test::CapturedOutput output;
    const auto writer = makeTitlePrinter(format);
    writer->begin();
    for (const PrintedTitle &title : titles)
        writer->write(title);
    if (!endPrinting(*writer))
        return "failed";
    return output.text();
}

/// The keys of the first object as they stand in the text: a parsed object would sort them.
QStringList keysInOrder(const QByteArray &json)
{
    static const QRegularExpression key(u"[{,]\"([A-Za-z]+)\":"_s);
    QStringList keys;
    for (auto match = key.globalMatch(QString::fromUtf8(json)); match.hasNext();)
        keys += match.next().captured(1);
    return keys;
}

} // namespace

class TestTitleWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jsonKeysAreExactAndInOrder();
    void jsonLeavesOutWhatIsUnknown();
    void jsonIsWholeForAnyNumberOfTitles();
    void jsonCarriesAnyText_data();
    void jsonCarriesAnyText();
    void jsonOfShowGoesOn();
    void csvHasTheSameColumns();
    void csvQuotesWhatNeedsIt_data();
    void csvQuotesWhatNeedsIt();
    void letterboxdHasTitleAndYear();
    void theTableIsSafeForATerminal_data();
    void theTableIsSafeForATerminal();
    void theTableKeepsItsColumns_data();
    void theTableKeepsItsColumns();
    void aFullDiskIsTold();
};

void TestTitleWriter::jsonKeysAreExactAndInOrder()
{
    const QByteArray json = printed(OutputFormat::Json, {{fullTitle(), {.favorite = true}}});
    QCOMPARE(keysInOrder(json),
        u"id type source title originalTitle year date rating votes runtime genres overview poster backdrop popularity favorite"_s
            .split(u' '));
    const QJsonObject film = QJsonDocument::fromJson(json).array().at(0).toObject();
    QCOMPARE(film.value(u"id"_s), QJsonValue(u"a"_s));
    QCOMPARE(film.value(u"year"_s), QJsonValue(1927));
    QCOMPARE(film.value(u"rating"_s), QJsonValue(8.3));
    QCOMPARE(film.value(u"genres"_s).toArray(), (QJsonArray{u"Science fiction"_s, u"Drama"_s}));
    QCOMPARE(film.value(u"favorite"_s), QJsonValue(true));
    QVERIFY(json.contains("\"rating\":8.3,")); // not 8.300000000000001
}

void TestTitleWriter::jsonLeavesOutWhatIsUnknown()
{
    QCOMPARE(keysInOrder(printed(OutputFormat::Json, {{bareTitle()}})), u"id type source title"_s.split(u' '));
    QVERIFY(printed(OutputFormat::Json, {{bareTitle(), {.favorite = false}}}).contains("\"favorite\":false"));
}

void TestTitleWriter::jsonIsWholeForAnyNumberOfTitles()
{
    QCOMPARE(printed(OutputFormat::Json, {}), QByteArray("[]\n"));
    const QByteArray two = printed(OutputFormat::Json, {{bareTitle()}, {bareTitle(u"B"_s)}});
    QCOMPARE(two.count('\n'), 4); // one object a line, for line tools
    const QJsonArray films = QJsonDocument::fromJson(two).array();
    QCOMPARE(films.size(), 2);
    QCOMPARE(films.at(1).toObject().value(u"title"_s), QJsonValue(u"B"_s));
}

void TestTitleWriter::jsonCarriesAnyText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("quotes and backslashes") << u"\"C:\\films\""_s;
    QTest::newRow("line breaks and tabs") << u"one\ntwo\r\tthree"_s;
    QTest::newRow("control characters") << u"bell\u0007 escape\u001b[31m"_s;
    QTest::newRow("letters beyond the first plane") << u"\U0001F3AC film"_s;
    QTest::newRow("right to left") << u"\u0641\u064A\u0644\u0645"_s;
    QTest::newRow("markup") << u"<b>x</b> &amp;"_s;
    QTest::newRow("long") << QString(10240, u'x');
}

void TestTitleWriter::jsonCarriesAnyText()
{
    QFETCH(QString, text);
    const QByteArray json = printed(OutputFormat::Json, {{bareTitle(text)}});
    QCOMPARE(QJsonDocument::fromJson(json).array().at(0).toObject().value(u"title"_s), QJsonValue(text));
    QVERIFY(!json.contains('\x1b'));
    QCOMPARE(json.count('\n'), 3);
}

void TestTitleWriter::jsonOfShowGoesOn()
{
    TitleDetails details;
    details.title = bareTitle();
    details.countries = {u"Germany"_s};
    details.cast = {{u"Brigitte Helm"_s, u"Maria"_s}, {u"Nobody"_s, {}}};
    details.watchSearchUrl = u"https://archive.org/search?query=a"_s;
    const QByteArray json = printed(OutputFormat::Json, {{details.title, {.favorite = false}, details}});
    const QJsonObject film = QJsonDocument::fromJson(json).array().at(0).toObject();
    QCOMPARE(film.value(u"cast"_s).toArray(),
        (QJsonArray{
            QJsonObject{{u"name"_s, u"Brigitte Helm"_s}, {u"role"_s, u"Maria"_s}}, QJsonObject{{u"name"_s, u"Nobody"_s}}}));
    QCOMPARE(film.value(u"countries"_s).toArray(), QJsonArray{u"Germany"_s});
    QCOMPARE(film.value(u"watch"_s), QJsonValue(details.watchSearchUrl));
}

void TestTitleWriter::csvHasTheSameColumns()
{
    const QByteArray csv = printed(OutputFormat::Csv, {{fullTitle(), {.favorite = true}}, {bareTitle()}});
    const QList<QByteArray> lines = csv.split('\n');
    QCOMPARE(lines.at(0),
        QByteArray("id,type,source,title,originalTitle,year,date,rating,votes,runtime,genres,overview,poster,backdrop,popularity,"
                   "favorite\r"));
    QCOMPARE(lines.at(1),
        QByteArray("a,movie,public-domain,Metropolis,Metropolis (original),1927,1927-01-10,8.3,181000,153,"
                   "Science fiction|Drama,A city.,/p.jpg,/b.jpg,12.5,true\r"));
    QCOMPARE(lines.at(2), QByteArray("a,movie,public-domain,A,,,,,,,,,,,,\r"));
    QCOMPARE(lines.at(2).count(','), lines.at(0).count(','));
    QCOMPARE(lines.size(), 4);
}

void TestTitleWriter::csvQuotesWhatNeedsIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << u"Metropolis"_s << QByteArray("Metropolis");
    QTest::newRow("a comma") << u"Good, bad"_s << QByteArray("\"Good, bad\"");
    QTest::newRow("quotes are doubled") << u"\"M\""_s << QByteArray("\"\"\"M\"\"\"");
    QTest::newRow("a line break") << u"a\nb"_s << QByteArray("\"a\nb\"");
    QTest::newRow("a carriage return") << u"a\rb"_s << QByteArray("\"a\rb\"");
    QTest::newRow("nothing") << QString() << QByteArray();
    QTest::newRow("an empty cell of quotes") << u"\""_s << QByteArray("\"\"\"\"");
}

void TestTitleWriter::csvQuotesWhatNeedsIt()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, cell);
    QCOMPARE(csvCell(text), cell);
}

void TestTitleWriter::letterboxdHasTitleAndYear()
{
    Title film = fullTitle();
    film.title = u"Good, bad"_s;
    QCOMPARE(
        printed(OutputFormat::Letterboxd, {{film}, {bareTitle()}}), QByteArray("Title,Year\r\n\"Good, bad\",1927\r\nA,\r\n"));
}

void TestTitleWriter::theTableIsSafeForATerminal_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("an escape sequence") << u"\u001b[2J\u001b]0;title\u0007x"_s;
    QTest::newRow("an eight-bit escape") << u"\u009b31mx"_s;
    QTest::newRow("a line break") << u"one\ntwo"_s;
    QTest::newRow("a carriage return") << u"one\rtwo"_s;
    QTest::newRow("a backspace") << u"one\b\b\btwo"_s;
    QTest::newRow("a direction override") << u"abc\u202Efed"_s;
    QTest::newRow("a direction isolate") << u"abc\u2067fed"_s;
    QTest::newRow("a line separator") << u"one\u2028two"_s;
}

void TestTitleWriter::theTableIsSafeForATerminal()
{
    QFETCH(QString, text);
    TitleDetails details;
    details.title = bareTitle(text);
    details.title.id.extId = text;
    details.title.overview = text;
    details.cast = {{text, text}};
    const QString table = QString::fromUtf8(printed(OutputFormat::Table, {{details.title, {.favorite = true}, details}}));
    QVERIFY(table.contains(u'\u2665'));
    QCOMPARE(table.count(u'\n'), 4); // head, row, overview, cast
    for (const QChar c : table)
        QVERIFY2(c == u'\n'
                || (c.category() != QChar::Other_Control && c.category() != QChar::Separator_Line
                    && (c < u'\u202A' || c > u'\u202E') && (c < u'\u2066' || c > u'\u2069')),
            qPrintable(QString::number(c.unicode(), 16)));
}

void TestTitleWriter::theTableKeepsItsColumns_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("row");
    QTest::newRow("plain") << u"Metropolis"_s << u"m"_s
                           << u"1927    8.3   153  Metropolis                                    movie:m"_s;
    QTest::newRow("a title with a place marker")
        << u"100 %1 %5 wool"_s << u"m"_s << u"1927    8.3   153  100 %1 %5 wool                                movie:m"_s;
    QTest::newRow("an id with a place marker")
        << u"A"_s << u"%1"_s << u"1927    8.3   153  A                                             movie:%1"_s;
    QTest::newRow("a long title is cut") << QString(60, u'x') << u"m"_s
                                         << u"1927    8.3   153  "_s + QString(43, u'x') + u"\u2026  movie:m"_s;
    QTest::newRow("but not through a letter") << QString(42, u'x') + u"\U0001F3AC\U0001F3AC\U0001F3AC"_s << u"m"_s
                                              << u"1927    8.3   153  "_s + QString(42, u'x') + u"\u2026   movie:m"_s;
}

void TestTitleWriter::theTableKeepsItsColumns()
{
    QFETCH(QString, title);
    QFETCH(QString, id);
    QFETCH(QString, row);
    Title film = fullTitle();
    film.title = title;
    film.id.extId = id;
    const QList<QByteArray> lines = printed(OutputFormat::Table, {{film}}).split('\n');
    QCOMPARE(QString::fromUtf8(lines.at(1)), row);
}

void TestTitleWriter::aFullDiskIsTold()
{
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("this system has no /dev/full");
    std::fflush(stdout);
    const int terminal = dup(STDOUT_FILENO);
    const int full = ::open("/dev/full", O_WRONLY);
    dup2(full, STDOUT_FILENO);
    const auto writer = makeTitlePrinter(OutputFormat::Json);
    writer->begin();
    for (int i = 0; i < 1000; ++i)
        writer->write({fullTitle()});
    const auto ended = endPrinting(*writer);
    std::clearerr(stdout);
    dup2(terminal, STDOUT_FILENO);
    ::close(full);
    ::close(terminal);
    QVERIFY(!ended);
    QCOMPARE(ended.error().where, u"stdout"_s);
}

QTEST_GUILESS_MAIN(TestTitleWriter)
#include "tst_titlewriter.moc"
