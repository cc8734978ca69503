// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>

#include "cache/cataloguefile/import/contenthash.h"
#include "tests/support/withoutprivileges.h"
#include "tests/unit/cache/cataloguereading.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using namespace matinee::test;

namespace {

QByteArray nested(int levels)
{
    return "[{\"title\":\"Deep\",\"x\":" + QByteArray(levels, '[') + QByteArray(levels, ']') + "}]";
}

/// All of a literal, NUL bytes included.
template <std::size_t N>
QByteArray bytes(const char (&literal)[N])
{
    return QByteArray(literal, qsizetype(N - 1));
}

QByteArray longTitle(qsizetype bytes)
{
    return QByteArray(bytes, 'a');
}

} // namespace

class TestCatalogueReader : public QObject
{
    Q_OBJECT
private:
    CatalogueFolder m_folder;

private Q_SLOTS:
    void rowsAreReadWithTheirLines_data();
    void rowsAreReadWithTheirLines();
    void aBrokenRowIsAFaultAndTheRestIsRead_data();
    void aBrokenRowIsAFaultAndTheRestIsRead();
    void aSpoiltFileIsAnErrorThatNamesThePlace_data();
    void aSpoiltFileIsAnErrorThatNamesThePlace();
    void aFileThatCannotBeReadIsAnError();
    void aFileOfTwoGibibytesIsRefusedAtOnce();
    void rowsAcrossChunksAreWhole_data();
    void rowsAcrossChunksAreWhole();
    void aRowOverOneMebibyteIsLeftOutOfLines();
    void aRowOverOneMebibyteSpoilsJson();
    void readingStopsWhenCancelled();
    void readingStopsWhenTheSinkFails();
    void theHashIsOfTheWholeFile();
    void theHashKnowsTheOption();
};

void TestCatalogueReader::rowsAreReadWithTheirLines_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("titles");
    QTest::addColumn<QList<qint64>>("lines");

    const QStringList two{u"Metropolis"_s, u"Nosferatu"_s};
    QTest::newRow("a JSON list, an entry over several lines counts where it ends")
        << u"a.json"_s << QByteArray("[\n{\"title\":\n\"Metropolis\"},\n{\"title\":\"Nosferatu\"}\n]\n") << two
        << QList<qint64>{3, 4};
    QTest::newRow("a JSON list after a byte order mark")
        << u"b.json"_s << QByteArray("\xEF\xBB\xBF[{\"title\":\"Metropolis\"},{\"title\":\"Nosferatu\"}]") << two
        << QList<qint64>{1, 1};
    QTest::newRow("an empty JSON list") << u"c.json"_s << QByteArray("[ ]") << QStringList() << QList<qint64>{};
    QTest::newRow("JSON Lines with a blank line and no last line break")
        << u"d.jsonl"_s << QByteArray("{\"title\":\"Metropolis\"}\n\n{\"title\":\"Nosferatu\"}") << two << QList<qint64>{1, 3};
    QTest::newRow("JSON Lines with CRLF and a byte order mark")
        << u"e.ndjson"_s << QByteArray("\xEF\xBB\xBF{\"title\":\"Metropolis\"}\r\n{\"title\":\"Nosferatu\"}\r\n") << two
        << QList<qint64>{1, 2};
    QTest::newRow("CSV") << u"f.csv"_s << QByteArray("title,year\nMetropolis,1927\nNosferatu,1922\n") << two
                         << QList<qint64>{2, 3};
    QTest::newRow("CSV with CRLF, a byte order mark and a blank line")
        << u"g.csv"_s << QByteArray("\xEF\xBB\xBFtitle,year\r\n\r\nMetropolis,1927\r\nNosferatu,1922") << two
        << QList<qint64>{3, 4};
    QTest::newRow("CSV with a line break in a quoted cell counts where the row begins")
        << u"h.csv"_s << QByteArray("overview,title\n\"first\nsecond\",Metropolis\n\"\",Nosferatu\n") << two
        << QList<qint64>{2, 4};
    QTest::newRow("CSV with a line break in the header")
        << u"i.csv"_s << QByteArray("\"the\nyear\",title\n1927,Metropolis\n1922,Nosferatu\n") << two << QList<qint64>{3, 4};
    QTest::newRow("CSV with semicolons") << u"j.csv"_s << QByteArray("title;genres\nMetropolis;Drama|War\nNosferatu;Horror\n")
                                         << two << QList<qint64>{2, 3};
    QTest::newRow("tabs") << u"k.tsv"_s << QByteArray("year\ttitle\n1927\tMetropolis\n1922\tNosferatu\n") << two
                          << QList<qint64>{2, 3};
    QTest::newRow("JSON told by its first character")
        << u"l"_s << QByteArray(" \n[{\"title\":\"Metropolis\"},{\"title\":\"Nosferatu\"}]") << two << QList<qint64>{2, 2};
    QTest::newRow("JSON Lines told by their first character")
        << u"m.txt"_s << QByteArray("{\"title\":\"Metropolis\"}\n{\"title\":\"Nosferatu\"}") << two << QList<qint64>{1, 2};
    QTest::newRow("CSV told by its first character")
        << u"n.txt"_s << QByteArray("Title\nMetropolis\nNosferatu\n") << two << QList<qint64>{2, 3};
    QTest::newRow("an ending in capitals") << u"o.CSV"_s << QByteArray("title\nMetropolis\nNosferatu\n") << two
                                           << QList<qint64>{2, 3};
}

void TestCatalogueReader::rowsAreReadWithTheirLines()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    const Reading reading = readAll(m_folder.write(name, content));
    QVERIFY2(reading.result.has_value(), qPrintable(reading.result ? QString() : reading.result.error().sentence()));
    QCOMPARE(reading.faultTexts(), QStringList());
    QTEST(reading.titles(), "titles");
    QList<qint64> lines;
    for (const auto &entry : reading.entries)
        lines.append(entry.first);
    QTEST(lines, "lines");
    QCOMPARE(reading.result->bytes, content.size());
}

void TestCatalogueReader::aBrokenRowIsAFaultAndTheRestIsRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("titles");
    QTest::addColumn<QStringList>("faults");

    const auto json = u"a.json"_s, lines = u"a.jsonl"_s, csv = u"a.csv"_s;
    const QStringList good{u"Good"_s}, both{u"Good"_s, u"Fine"_s};
    QTest::newRow("JSON: no title") << json << QByteArray("[{\"year\":1927},\n{\"title\":\"Good\"}]") << good
                                    << QStringList{u"1: no title"_s};
    QTest::newRow("JSON: a title of another type")
        << json << QByteArray("[{\"title\":[\"x\"]},{\"title\":7},\n{\"title\":\"Good\"}]") << good
        << QStringList{u"1: no title"_s, u"1: no title"_s};
    QTest::newRow("JSON: a title of spaces")
        << json << QByteArray("[{\"title\":\" \\n\\u0000 \"},{\"title\":\"Good\"}]") << good << QStringList{u"1: no title"_s};
    QTest::newRow("JSON: an id of another type")
        << json << QByteArray("[{\"id\":{\"x\":1},\"title\":\"Bad\"},\n{\"id\":true,\"title\":\"Bad\"},\n{\"title\":\"Good\"}]")
        << good << QStringList{u"1: id is not a text or a number"_s, u"2: id is not a text or a number"_s};
    QTest::newRow("JSON: members that are no objects")
        << json << QByteArray("[1,\n\"x\",\nnull,\n[{\"title\":\"No\"},[]],\n{\"title\":\"Good\"}]") << good
        << QStringList{u"1: is not an object"_s, u"2: is not an object"_s, u"3: is not an object"_s, u"4: is not an object"_s};
    QTest::newRow("JSON Lines: a line cut short")
        << lines << QByteArray("{\"title\":\"Good\"}\n{\"title\":\"Ba\n{\"title\":\"Fine\"}\n{\"title\":") << both
        << QStringList{u"2: ends before its object is closed"_s, u"4: ends before its object is closed"_s};
    QTest::newRow("JSON Lines: other things than objects")
        << lines << QByteArray("[1]\n7\n{\"title\":\"Good\"} x\n{\"title\":\"Good\"}\n") << good
        << QStringList{u"1: an object is due, found a list"_s, u"2: an object is due, found a number"_s,
               u"3: the document root must not be followed by other values"_s};
    QTest::newRow("JSON Lines: nested too deep") << lines << nested(5000).mid(1).chopped(1) + "\n{\"title\":\"Good\"}" << good
                                                 << QStringList{u"1: is nested deeper than 32 levels"_s};
    QTest::newRow("JSON Lines: a byte that is no UTF-8, a NUL byte")
        << lines << bytes("{\"title\":\"B\xE9\"}\n{\"title\":\"a\0b\"}\n{\"title\":\"Good\"}") << good
        << QStringList{u"1: is not valid UTF-8"_s, u"2: holds a NUL byte"_s};
    QTest::newRow("JSON Lines: half a surrogate pair") << lines << QByteArray("{\"title\":\"\\ud800\"}\n{\"title\":\"Good\"}")
                                                       << good << QStringList{u"1: the surrogate pair in string is invalid"_s};
    QTest::newRow("CSV: too few and too many cells")
        << csv << QByteArray("title,year\nBad\nGood,1927\nBad,1927,x\n") << good
        << QStringList{u"2: 1 cells, the header row has 2"_s, u"4: 3 cells, the header row has 2"_s};
    QTest::newRow("CSV: an empty title") << csv << QByteArray("title,year\n,1927\nGood,1927\n") << good
                                         << QStringList{u"2: no title"_s};
    QTest::newRow("CSV: a quote within a bare cell")
        << csv << QByteArray("title,year\nBa\"d,1927\nGood,1927\n") << good << QStringList{u"2: a quote stands where none can"_s};
    QTest::newRow("CSV: a quote that closes in a later row loses only its own line")
        << csv << QByteArray("title,year\n\"Bad,1927\nGood,1927\n\"Fine\",1922\n") << both
        << QStringList{u"2: a quote stands where none can"_s};
    QTest::newRow("CSV: a quote that never closes loses only its own line")
        << csv << QByteArray("title,year\nGood,1927\n\"Bad,1927\nFine,1922\n") << both
        << QStringList{u"3: a quote is opened and not closed"_s};
    QTest::newRow("CSV: a byte that is no UTF-8 after an open quote")
        << csv << QByteArray("title,year\n\"Bad,1927\nGood,1927\nB\xE9,1922\nFine,1922\n") << both
        << QStringList{u"2: a quote is opened and not closed"_s, u"4: is not valid UTF-8"_s};
}

void TestCatalogueReader::aBrokenRowIsAFaultAndTheRestIsRead()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    const Reading reading = readAll(m_folder.write(name, content));
    QVERIFY2(reading.result.has_value(), qPrintable(reading.result ? QString() : reading.result.error().sentence()));
    QTEST(reading.titles(), "titles");
    QTEST(reading.faultTexts(), "faults");
}

void TestCatalogueReader::aSpoiltFileIsAnErrorThatNamesThePlace_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("place"); // after the path
    QTest::addColumn<QString>("detail");

    const auto json = u"s.json"_s, lines = u"s.jsonl"_s, csv = u"s.csv"_s;
    const auto malformed = ErrorKind::Malformed;
    QTest::newRow("an empty file") << json << QByteArray() << malformed << u""_s << u"is empty"_s;
    QTest::newRow("JSON of spaces") << json << QByteArray(" \n\n") << malformed << u""_s << u"is empty"_s;
    QTest::newRow("JSON Lines of spaces") << lines << QByteArray(" \n\n") << malformed << u""_s << u"is empty"_s;
    QTest::newRow("CSV of spaces") << csv << QByteArray(" \n\n") << malformed << u""_s << u"is empty"_s;
    QTest::newRow("a byte order mark alone") << csv << QByteArray("\xEF\xBB\xBF") << malformed << u""_s << u"is empty"_s;
    QTest::newRow("an object where a list is due") << json << QByteArray("\n{\"results\":[]}") << malformed << u":2"_s
                                                   << u"a list of titles is due at the top level, found an object"_s;
    QTest::newRow("a text where a list is due") << json << QByteArray("\"titles\"") << malformed << u":1"_s
                                                << u"a list of titles is due at the top level, found a text"_s;
    QTest::newRow("null where a list is due")
        << json << QByteArray("null") << malformed << u":1"_s << u"a list of titles is due at the top level, found null"_s;
    QTest::newRow("half-written JSON") << json << QByteArray("[\n{\"title\":\"Metropolis\"},\n{\"title\":\"Nosf") << malformed
                                       << u":3"_s << u"ends before its list is closed"_s;
    QTest::newRow("JSON cut between entries")
        << json << QByteArray("[\n{\"title\":\"Metropolis\"},\n") << malformed << u":3"_s << u"ends before its list is closed"_s;
    QTest::newRow("JSON without a comma") << json << QByteArray("[\n{\"title\":\"A\"}\n{\"title\":\"B\"}\n]") << malformed
                                          << u":3"_s << u"missing a comma or ']' after an array element"_s;
    QTest::newRow("JSON with more after its list")
        << json << QByteArray("[]\n[]") << malformed << u":2"_s << u"the document root must not be followed by other values"_s;
    QTest::newRow("JSON of 5 000 levels") << json << "\n\n" + nested(5000) << malformed << u":3"_s
                                          << u"is nested deeper than 32 levels"_s;
    QTest::newRow("JSON of 33 levels") << json << nested(31) << malformed << u":1"_s << u"is nested deeper than 32 levels"_s;
    QTest::newRow("JSON that is no UTF-8") << json << QByteArray("[{\"title\":\"A\"},\n{\"title\":\"\xE9t\xE9\"}]") << malformed
                                           << u":2"_s << u"is not valid UTF-8"_s;
    QTest::newRow("JSON with a NUL byte") << json << bytes("[{\"title\":\"A\"},\n\0{}]") << malformed << u":2"_s
                                          << u"holds a NUL byte"_s;
    QTest::newRow("UTF-16 with a mark") << json << bytes("\xFF\xFE[\0]\0") << malformed << u""_s
                                        << u"is UTF-16 text; UTF-8 is due"_s;
    QTest::newRow("UTF-16 without a mark") << csv << bytes("t\0i\0") << malformed << u""_s << u"is UTF-16 text; UTF-8 is due"_s;
    QTest::newRow("CSV without a title column") << csv << QByteArray("\nfilm,year\nMetropolis,1927\n") << malformed << u":2"_s
                                                << u"the header row names no \"title\" column"_s;
    QTest::newRow("CSV whose header has a broken quote") << csv << QByteArray("\"title,year\nMetropolis,1927\n") << malformed
                                                         << u":1"_s << u"the header row: a quote is opened and not closed"_s;
    QTest::newRow("CSV whose header is no UTF-8")
        << csv << QByteArray("title,\xE9\nMetropolis,1927\n") << malformed << u":1"_s << u"the header row: is not valid UTF-8"_s;
}

void TestCatalogueReader::aSpoiltFileIsAnErrorThatNamesThePlace()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, place);
    const QString path = m_folder.write(name, content);
    const Reading reading = readAll(path);
    QVERIFY(!reading.result);
    QTEST(reading.result.error().detail, "detail");
    QCOMPARE(reading.result.error().where, path + place);
    QTEST(reading.result.error().kind, "kind");
}

void TestCatalogueReader::aFileThatCannotBeReadIsAnError()
{
    const QString missing = m_folder.path(u"missing.json"_s);
    QCOMPARE(readAll(missing).result.error(), (Error{ErrorKind::NotFound, u"does not exist"_s, missing}));
    const QString folder = m_folder.path({});
    QCOMPARE(readAll(folder).result.error(), (Error{ErrorKind::Malformed, u"is a folder, not a file"_s, folder}));
#ifdef Q_OS_UNIX
    const QString device = u"/dev/zero"_s;
    QCOMPARE(readAll(device).result.error(), (Error{ErrorKind::Malformed, u"is not an ordinary file"_s, device}));
#endif
    const QString secret = m_folder.write(u"secret.json"_s, "[]");
    QVERIFY(QFile::setPermissions(secret, {}));
    QVERIFY(QFile::setPermissions(folder, QFile::Permissions(0x7755))); // which a temporary folder is not for others
    const WithoutPrivileges ordinary;
    QCOMPARE(readAll(secret).result.error(), (Error{ErrorKind::ReadOnly, u"cannot be read: permission denied"_s, secret}));
}

void TestCatalogueReader::aFileOfTwoGibibytesIsRefusedAtOnce()
{
    QFile file(m_folder.path(u"huge.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(2 * kMaxCatalogueBytes)); // sparse
    file.close();
    QCOMPARE(readAll(file.fileName()).result.error(), (Error{ErrorKind::TooLarge, u"is larger than 1 GiB"_s, file.fileName()}));
}

void TestCatalogueReader::rowsAcrossChunksAreWhole_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("between");
    QTest::addColumn<QByteArray>("after");

    QTest::newRow("JSON") << u"big.json"_s << QByteArray("[") << QByteArray("{\"id\":%,\"title\":\"Übung % #\"}")
                          << QByteArray(",\n") << QByteArray("]");
    QTest::newRow("JSON Lines") << u"big.jsonl"_s << QByteArray() << QByteArray("{\"id\":%,\"title\":\"Übung % #\"}")
                                << QByteArray("\n") << QByteArray("\n");
    QTest::newRow("CSV") << u"big.csv"_s << QByteArray("id,title,overview\n") << QByteArray("%,Übung % #,\"two\nlines\"")
                         << QByteArray("\r\n") << QByteArray();
}

void TestCatalogueReader::rowsAcrossChunksAreWhole()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, between);
    QFETCH(QByteArray, after);
    QFETCH(QString, name);
    constexpr int kRows = 4000; // about 2 MB: many chunks, none of which ends with a row
    QByteArray content = before;
    QStringList expected;
    for (int i = 0; i < kRows; ++i) {
        const QByteArray filler(400 + i % 97, 'x');
        expected.append(u"Übung %1 %2"_s.arg(i).arg(QString::fromLatin1(filler)));
        QByteArray text = row;
        content += (i == 0 ? QByteArray() : between) + text.replace('%', QByteArray::number(i)).replace('#', filler);
    }
    const Reading reading = readAll(m_folder.write(name, content + after));
    QVERIFY2(reading.result.has_value(), qPrintable(reading.result ? QString() : reading.result.error().sentence()));
    QCOMPARE(reading.faultTexts(), QStringList());
    QCOMPARE(reading.titles(), expected);
}

void TestCatalogueReader::aRowOverOneMebibyteIsLeftOutOfLines()
{
    const QByteArray tooLong = longTitle(kMaxRowBytes);
    const Reading lines
        = readAll(m_folder.write(u"r.jsonl"_s, "{\"title\":\"A\"}\n{\"x\":\"" + tooLong + "\"}\n{\"title\":\"B\"}\n"));
    QCOMPARE(lines.titles(), QStringList({u"A"_s, u"B"_s}));
    QCOMPARE(lines.faultTexts(), QStringList{u"2: the row is larger than 1 MiB"_s});
    const Reading table = readAll(m_folder.write(u"r.csv"_s, "title,x\nA,1\nB,\"" + tooLong + "\"\nC,1"));
    QCOMPARE(table.titles(), QStringList({u"A"_s, u"C"_s}));
    QCOMPARE(table.faultTexts(), QStringList{u"3: the row is larger than 1 MiB"_s});
}

void TestCatalogueReader::aRowOverOneMebibyteSpoilsJson()
{
    const QString path = m_folder.write(u"r.json"_s, "[{\"title\":\"A\"},\n{\"x\":\"" + longTitle(20 * kMaxRowBytes) + "\"}]");
    QCOMPARE(readAll(path).result.error(), (Error{ErrorKind::TooLarge, u"an entry is larger than 1 MiB"_s, path + u":2"_s}));
    const Reading fits
        = readAll(m_folder.write(u"f.json"_s, "[{\"title\":\"A\",\"x\":\"" + longTitle(kMaxRowBytes - 100) + "\"}]"));
    QCOMPARE(fits.titles(), QStringList{u"A"_s});
}

void TestCatalogueReader::readingStopsWhenCancelled()
{
    QByteArray content;
    for (int i = 0; i < 100'000; ++i)
        content += "{\"title\":\"A film\"}\n";
    for (const QString &name : {u"c.jsonl"_s, u"c.csv"_s, u"c.json"_s}) {
        const QByteArray start = name.endsWith(u"csv"_s) ? "title\n" : name.endsWith(u"json"_s) ? "[" : "";
        QByteArray rows = content;
        if (name.endsWith(u"json"_s))
            rows.replace('\n', ',');
        int asked = 0;
        const Reading reading = readAll(m_folder.write(name, start + rows), [&](qint64) { return ++asked < 3; });
        QVERIFY(!reading.result);
        QCOMPARE(reading.result.error().kind, ErrorKind::Cancelled);
        QCOMPARE(asked, 3);
    }
}

void TestCatalogueReader::readingStopsWhenTheSinkFails()
{
    const Error full{ErrorKind::DiskFull, u"the disk is full"_s, u"index"_s};
    for (const auto &[name, content] : {std::pair(u"x.json"_s, QByteArray("[{\"title\":\"A\"},{\"title\":\"B\"}]")),
             std::pair(u"x.jsonl"_s, QByteArray("{\"title\":\"A\"}\n{\"title\":\"B\"}")),
             std::pair(u"x.csv"_s, QByteArray("title\nA\nB"))}) {
        int asked = 0;
        CatalogueSink sink;
        sink.entry = [&](CatalogueEntry &&, qint64) -> Result<void> {
            ++asked;
            return tl::unexpected(full);
        };
        sink.fault = [](qint64, const QString &) {};
        QCOMPARE(readCatalogue(m_folder.write(name, content), sink).error(), full);
        QCOMPARE(asked, 1);
    }
}

void TestCatalogueReader::theHashIsOfTheWholeFile()
{
    const QString path = m_folder.write(u"h.json"_s, "\xEF\xBB\xBF[{\"title\":\"A\"}]\n\n");
    const Reading reading = readAll(path);
    QCOMPARE(catalogueContentHash(reading.result->bytesHash, false), catalogueContentHash(path).value());
    const QString other = m_folder.write(u"i.json"_s, "\xEF\xBB\xBF[{\"title\":\"A\"}]\n");
    QVERIFY(catalogueContentHash(other).value() != catalogueContentHash(path).value());
    QCOMPARE(catalogueContentHash(path)->size(), 40);
}

void TestCatalogueReader::theHashKnowsTheOption()
{
    const QString path = m_folder.write(u"h.json"_s, "[{\"title\":\"A\"}]");
    QVERIFY(catalogueContentHash(path, true).value() != catalogueContentHash(path, false).value());
    const QString missing = m_folder.path(u"missing.json"_s);
    QCOMPARE(catalogueContentHash(missing).error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestCatalogueReader)
#include "tst_cataloguereader.moc"
