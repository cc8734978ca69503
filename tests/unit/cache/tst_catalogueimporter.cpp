// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QTest>

#include "cache/cataloguefile/import/catalogueimporter.h"
#include "cache/cataloguefile/import/contenthash.h"
#include "cache/cataloguefile/schema.h"
#include "cache/core/packedtitle.h"
#include "tests/support/withoutprivileges.h"
#include "tests/unit/cache/cataloguereading.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using namespace matinee::test;

namespace {

/// `count` films; every tenth without a year, every seventh with a rating, five of each runtime.
QByteArray manyFilms(int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        lines += "{\"id\":" + QByteArray::number(i) + ",\"title\":\"Film " + QByteArray::number(i * 7919 % count) + "\"";
        if (i % 10 != 0)
            lines += ",\"year\":" + QByteArray::number(1900 + i % 100);
        if (i % 7 == 0)
            lines += ",\"rating\":" + QByteArray::number(i % 100 / 10.0);
        lines += ",\"runtime\":" + QByteArray::number(1 + i / 5);
        lines += ",\"genres\":[\"Genre " + QByteArray::number(i % 3) + "\"],\"cast\":[\"Person " + QByteArray::number(i % 50)
            + "\",\"Person " + QByteArray::number(i % 50) + "\"]}\n";
    }
    return lines;
}

} // namespace

class TestCatalogueImporter : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<CatalogueFolder> m_folder;
    std::unique_ptr<sql::Database> m_index;

    [[nodiscard]] QString indexPath() const { return m_folder->path(u"indexes/films.db"_s); }
    [[nodiscard]] Result<ImportReport> import(const QByteArray &content, const QString &name = u"films.jsonl"_s);
    /// Imports and opens what came of it.
    ImportReport imported(const QByteArray &content, const QString &name = u"films.jsonl"_s);
    /// The first row of a query, its columns parted by `|`.
    [[nodiscard]] QString row(const QString &query);
    [[nodiscard]] QStringList leftovers() const { return QDir(m_folder->path(u"indexes"_s)).entryList(QDir::Files); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<CatalogueFolder>(); }
    void cleanup()
    {
        m_index.reset();
        m_folder.reset();
    }
    void everyTitleBecomesARow();
    void titlesAreNumberedInTheirOrder();
    void theOrderOfTheFileIsKept();
    void aTitleAndItsPageComeBackAsTheyWere();
    void theIndexIsAnOrdinaryDatabaseOfOurs();
    void genresAndCountriesGetBits();
    void theSixtyThirdGenreSharesABit();
    void peopleAreFiledOncePerTitle();
    void milestonesStandAStepApart();
    void fieldsAndDecadesAreCounted();
    void wordsAreFound();
    void brokenRowsAreCountedAndTheFirstHundredListed();
    void anIdThatStandsThereAlreadyIsAFault();
    void aSearchIsOfferedWhereAskedFor();
    void aFailedImportLeavesNothing_data();
    void aFailedImportLeavesNothing();
    void aFailedImportKeepsTheOldIndex();
    void anImportReplacesTheOldIndexAndItsLog();
    void aCancelledImportLeavesNothing_data();
    void aCancelledImportLeavesNothing();
    void progressGrowsToTheWholeFile();
    void aFolderThatCannotBeWrittenIsNamed();
    void partsOfKilledRunsAreRemovedWhenOld();
};

Result<ImportReport> TestCatalogueImporter::import(const QByteArray &content, const QString &name)
{
    return CatalogueImporter::run({m_folder->write(name, content), indexPath(), false});
}

ImportReport TestCatalogueImporter::imported(const QByteArray &content, const QString &name)
{
    auto report = import(content, name);
    if (!report)
        qFatal("%s", qPrintable(report.error().sentence()));
    auto index = sql::Database::open({indexPath(), kCatalogueApplicationId, catalogueMigrations(), true});
    if (!index)
        qFatal("%s", qPrintable(index.error().sentence()));
    m_index = std::move(*index);
    return std::move(*report);
}

QString TestCatalogueImporter::row(const QString &query)
{
    QStringList columns;
    const auto read = m_index->run([&]() -> Result<void> {
        SQLite::Statement statement(m_index->handle(), query.toStdString());
        if (statement.executeStep()) {
            for (int i = 0; i < statement.getColumnCount(); ++i)
                columns.append(QString::fromStdString(statement.getColumn(i).getString()));
        }
        return {};
    });
    return read ? columns.join(u'|') : read.error().sentence();
}

void TestCatalogueImporter::everyTitleBecomesARow()
{
    const ImportReport report = imported(manyFilms(2500));
    QCOMPARE(report.titles, 2500);
    QCOMPARE(report.faultCount, 0);
    QCOMPARE(row(u"SELECT count(*), min(n), max(n) FROM title"_s), u"2500|1|2500"_s);
    QCOMPARE(row(u"SELECT count(*) FROM detail"_s), u"2500"_s);
    QCOMPARE(row(u"SELECT type, ext_id, sort_title, year, runtime FROM title WHERE place=2"_s), u"movie|1|film 419|1901|1"_s);
    QCOMPARE(row(u"SELECT ext_id, typeof(year), rating FROM title WHERE place=1"_s), u"0|null|0.0"_s);
    QCOMPARE(row(u"SELECT v FROM meta WHERE k='titles'"_s), u"2500"_s);
    QCOMPARE(row(u"SELECT v FROM meta WHERE k='complete'"_s), u"1"_s);
    QCOMPARE(row(u"SELECT v FROM meta WHERE k='size'"_s), QString::number(manyFilms(2500).size()));
    QCOMPARE(report.contentHash, catalogueContentHash(m_folder->path(u"films.jsonl"_s)).value());
    QCOMPARE(row(u"SELECT v FROM meta WHERE k='content_hash'"_s), report.contentHash);
}

void TestCatalogueImporter::titlesAreNumberedInTheirOrder()
{
    // Alike for longer than is compared at once, for longer than is ordered at all, and altogether.
    const QByteArray alike = "The film that has a name of many words, of which the last ";
    const QByteArray endless(1100, 'z');
    QByteArray lines;
    for (const QByteArray &title : {QByteArray("zebra"), alike + "is B", alike + "is A", endless + 'b', endless + 'a', alike,
             QByteArray("\u00c4pfel"), QByteArray("apfel"), alike + "is A", QByteArray("Zebra 2"), QByteArray("\u6620\u753b")})
        lines += "{\"id\":" + QByteArray::number(lines.count('\n') + 1) + ",\"title\":\"" + title + "\"}\n";
    imported(lines);
    QCOMPARE(row(u"SELECT group_concat(ext_id, ' ') FROM (SELECT * FROM title ORDER BY n)"_s), u"7 8 6 3 9 2 1 10 4 5 11"_s);
    QCOMPARE(row(u"SELECT count(*), min(n), max(n) FROM title"_s), u"11|1|11"_s);
    QCOMPARE(row(u"SELECT count(*) FROM title a JOIN title b ON b.n=a.n+1 WHERE a.sort_title>b.sort_title"_s), u"0"_s);
    QCOMPARE(row(u"SELECT max(length(CAST(sort_title AS BLOB))) FROM title"_s), u"1024"_s);
}

void TestCatalogueImporter::theOrderOfTheFileIsKept()
{
    imported("{\"title\":\"Ordet\"}\n{\"title\":\"Anna\"}\n{\"title\":\"Metropolis\"}\n");
    QCOMPARE(row(u"SELECT group_concat(place, ' ') FROM (SELECT * FROM title ORDER BY n)"_s), u"2 3 1"_s);
    QCOMPARE(row(u"SELECT hex(n) FROM file_order"_s), u"030000000100000002000000"_s);
    QCOMPARE(
        row(u"SELECT group_concat(title, ' ') FROM (SELECT * FROM title_text ORDER BY place)"_s), u"Ordet Anna Metropolis"_s);
}

void TestCatalogueImporter::aTitleAndItsPageComeBackAsTheyWere()
{
    imported(R"([{"id":"m","title":"<b>Metropolis</b>","year":1927,"genres":["Drama"],"overview":"A city.",
"directors":["Fritz Lang"],"cast":[{"name":"Brigitte Helm","role":"Maria"}],"archive":"m27"}])",
        u"films.json"_s);
    const auto read = m_index->run([&]() -> Result<void> {
        SQLite::Statement statement(
            m_index->handle(), "SELECT t.lite, t.crc, d.body, d.crc FROM title t JOIN detail d USING(place) WHERE n=1");
        if (!statement.executeStep())
            return fail(ErrorKind::NotFound, u"no row"_s);
        const auto bytes = [&](int i) {
            return QByteArray(static_cast<const char *>(statement.getColumn(i).getBlob()), statement.getColumn(i).getBytes());
        };
        const auto title = unpackTitle(bytes(0), quint32(statement.getColumn(1).getInt64()), {u"s"_s, u"movie"_s, u"m"_s});
        if (!title)
            return tl::unexpected(title.error());
        if (title->title != u"<b>Metropolis</b>"_s || title->year != 1927 || title->genres != QStringList{u"Drama"_s})
            return fail(ErrorKind::Corrupt, u"another title"_s);
        const auto details = unpackDetails(bytes(2), quint32(statement.getColumn(3).getInt64()), *title);
        if (!details)
            return tl::unexpected(details.error());
        if (details->directors != QStringList{u"Fritz Lang"_s}
            || details->cast != std::vector<Credit>{{u"Brigitte Helm"_s, u"Maria"_s}}
            || details->watchUrl != u"https://archive.org/details/m27"_s || !details->watchSearchUrl.isEmpty())
            return fail(ErrorKind::Corrupt, u"another page"_s);
        return {};
    });
    QVERIFY2(read.has_value(), qPrintable(read ? QString() : read.error().sentence()));
}

void TestCatalogueImporter::theIndexIsAnOrdinaryDatabaseOfOurs()
{
    QVERIFY(import(manyFilms(100)));
    QCOMPARE(leftovers(), QStringList{u"films.db"_s}); // before anybody opens it
    imported(manyFilms(100));
    QCOMPARE(row(u"PRAGMA journal_mode"_s), u"wal"_s);
    QCOMPARE(row(u"PRAGMA integrity_check"_s), u"ok"_s);
    m_index.reset();
    const auto writable = sql::Database::open({indexPath(), kCatalogueApplicationId, catalogueMigrations()});
    QVERIFY2(writable.has_value(), qPrintable(writable ? QString() : writable.error().sentence()));
}

void TestCatalogueImporter::genresAndCountriesGetBits()
{
    imported(R"([{"title":"A","genres":["Drama"],"countries":["Germany"],"directors":["P"]},
{"title":"B","genres":["War","Drama"]},{"title":"C","country":"France"}])",
        u"films.json"_s);
    QCOMPARE(
        row(u"SELECT group_concat(name || bit || titles, ' ') FROM (SELECT * FROM term WHERE kind IN (1,2) ORDER BY term_id)"_s),
        u"Drama02 Germany11 War21 France31"_s);
    QCOMPARE(row(u"SELECT typeof(bit), titles FROM term WHERE name='P' AND kind=3"_s), u"null|1"_s);
    QCOMPARE(row(u"SELECT group_concat(facets, ' ') FROM title"_s), u"3 5 8"_s);
    QCOMPARE(row(u"SELECT group_concat(n, ' ') FROM posting JOIN term USING(term_id) WHERE name='Drama'"_s), u"1 2"_s);
}

void TestCatalogueImporter::theSixtyThirdGenreSharesABit()
{
    QByteArray lines;
    for (int i = 0; i < 65; ++i)
        lines += "{\"title\":\"Film " + QByteArray::number(i) + "\",\"genres\":[\"G" + QByteArray::number(i) + "\"]}\n";
    imported(lines);
    QCOMPARE(row(u"SELECT facets FROM title WHERE place=62"_s), QString::number(qint64(1) << 61));
    for (const QString &place : {u"63"_s, u"64"_s, u"65"_s})
        QCOMPARE(row(u"SELECT facets FROM title WHERE place="_s + place), QString::number(kSharedFacetBit));
    QCOMPARE(row(u"SELECT bit FROM term WHERE name='G64'"_s), u"62"_s);
    QCOMPARE(
        row(u"SELECT group_concat(place) FROM posting JOIN term USING(term_id) JOIN title USING(n) WHERE name='G64'"_s), u"65"_s);
}

void TestCatalogueImporter::peopleAreFiledOncePerTitle()
{
    imported(manyFilms(500));
    QCOMPARE(row(u"SELECT count(*), min(titles), max(titles) FROM term WHERE kind=4"_s), u"50|10|10"_s);
    QCOMPARE(row(u"SELECT count(*) FROM posting JOIN term USING(term_id) WHERE kind=4"_s), u"500"_s);
}

void TestCatalogueImporter::milestonesStandAStepApart()
{
    imported(manyFilms(3201));
    const QHash<QString, QString> columns{{u"year"_s, u"year"_s}, {u"runtime"_s, u"runtime"_s}, {u"rating"_s, u"rating"_s}};
    for (auto it = columns.cbegin(); it != columns.cend(); ++it) {
        const int known = row(u"SELECT known FROM field_count WHERE field='%1'"_s.arg(it.key())).toInt();
        QCOMPARE(row(u"SELECT count(*) FROM milestone WHERE field='%1'"_s.arg(it.key())).toInt(),
            (known + kMilestoneStep - 1) / kMilestoneStep);
        for (qint64 k = 0; k * kMilestoneStep < known; ++k) {
            const QString truth
                = row(u"SELECT %1, n FROM title WHERE %1 IS NOT NULL ORDER BY %1, n LIMIT 1 OFFSET %2"_s.arg(it.value())
                          .arg(k * kMilestoneStep));
            QCOMPARE(row(u"SELECT value, n FROM milestone WHERE field='%1' AND k=%2"_s.arg(it.key()).arg(k)), truth);
        }
    }
    QCOMPARE(row(u"SELECT typeof(value) FROM milestone WHERE field='rating'"_s), u"real"_s);
}

void TestCatalogueImporter::fieldsAndDecadesAreCounted()
{
    imported(R"([{"title":"A","year":1919,"rating":1},{"title":"B","year":1920},{"title":"C","year":1929},{"title":"D"}])",
        u"films.json"_s);
    QCOMPARE(row(u"SELECT group_concat(field || known, ' ') FROM field_count"_s), u"rating1 runtime0 title4 year3"_s);
    QCOMPARE(row(u"SELECT group_concat(decade || ':' || titles, ' ') FROM decade_count"_s), u"1910:1 1920:2"_s);
}

void TestCatalogueImporter::wordsAreFound()
{
    imported(
        R"([{"title":"Le Voyage dans la Lune","original_title":"Étoile","directors":["Georges Méliès"],"cast":["Bleuette Bernon"]},
{"title":"Metropolis"}])",
        u"films.json"_s);
    for (const QString &word : {u"lune"_s, u"etoile"_s, u"melies"_s, u"bernon"_s, u"voy*"_s})
        QCOMPARE(row(u"SELECT group_concat(rowid) FROM fts WHERE fts MATCH '%1'"_s.arg(word)), u"1"_s);
    QCOMPARE(row(u"SELECT group_concat(rowid) FROM fts WHERE fts MATCH 'title:melies'"_s), QString());
}

void TestCatalogueImporter::brokenRowsAreCountedAndTheFirstHundredListed()
{
    QByteArray lines = "{\"title\":\"A\"}\n";
    for (int i = 0; i < 150; ++i)
        lines += "{\"year\":1927}\n";
    const ImportReport report = imported(lines);
    QCOMPARE(report.titles, 1);
    QCOMPARE(report.faultCount, 150);
    QCOMPARE(report.faults.size(), std::size_t(100));
    QCOMPARE(report.faults.front().line, 2);
    QCOMPARE(row(u"SELECT v FROM meta WHERE k='faults'"_s), u"150"_s);
    QCOMPARE(row(u"SELECT count(*), min(line), max(line), max(reason) FROM fault"_s), u"100|2|101|no title"_s);
}

void TestCatalogueImporter::anIdThatStandsThereAlreadyIsAFault()
{
    const ImportReport report = imported("{\"id\":603,\"title\":\"First\"}\n{\"id\":\"603\",\"title\":\"Second\"}\n{\"id\":603,"
                                         "\"type\":\"tv\",\"title\":\"Third\"}\n"
                                         "{\"title\":\"Same\",\"year\":1927}\n{\"title\":\"Same\",\"year\":1927}\n");
    QCOMPARE(report.titles, 3);
    QCOMPARE(row(u"SELECT group_concat(line || ' ' || reason, ', ') FROM fault"_s),
        u"2 id 603 stands on line 1 already, 5 id same-1927 stands on line 4 already"_s);
    QCOMPARE(row(u"SELECT sort_title FROM title WHERE type='movie' AND ext_id='603'"_s), u"first"_s);
}

void TestCatalogueImporter::aSearchIsOfferedWhereAskedFor()
{
    const QString path = m_folder->write(u"films.json"_s, R"([{"title":"Häxan & co","year":1922},{"title":"B","archive":"b"}])");
    QVERIFY(CatalogueImporter::run({path, indexPath(), true}).has_value());
    auto index = sql::Database::open({indexPath(), kCatalogueApplicationId, catalogueMigrations(), true});
    QVERIFY(index.has_value());
    m_index = std::move(*index);
    QVERIFY(row(u"SELECT CAST(body AS TEXT) FROM detail WHERE place=1"_s)
                .contains(u"https://archive.org/search?query=H%C3%A4xan%20%26%20co%201922"_s));
    QVERIFY(!row(u"SELECT CAST(body AS TEXT) FROM detail WHERE n=2"_s).contains(u"search"_s));
}

void TestCatalogueImporter::aFailedImportLeavesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("detail");

    QTest::newRow("half-written JSON") << u"f.json"_s << QByteArray("[{\"title\":\"A\"},\n{\"tit") << u":2"_s
                                       << u"ends before its list is closed"_s;
    QTest::newRow("no usable title") << u"f.jsonl"_s << QByteArray("\nhello\nworld\n") << u":2"_s
                                     << u"holds no usable title; the first row: invalid value"_s;
    QTest::newRow("an empty file") << u"f.csv"_s << QByteArray() << u""_s << u"is empty"_s;
}

void TestCatalogueImporter::aFailedImportLeavesNothing()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, place);
    QFETCH(QString, detail);
    const auto report = import(content, name);
    QVERIFY(!report);
    QCOMPARE(report.error(), (Error{ErrorKind::Malformed, detail, m_folder->path(name) + place}));
    QCOMPARE(leftovers(), QStringList());
}

void TestCatalogueImporter::aFailedImportKeepsTheOldIndex()
{
    QVERIFY(import(manyFilms(10)));
    QVERIFY(!import("[{\"title\":\"A\"},", u"broken.json"_s));
    QCOMPARE(leftovers(), QStringList{u"films.db"_s});
    const auto old = sql::Database::open({indexPath(), kCatalogueApplicationId, catalogueMigrations(), true});
    QCOMPARE((*old)->handle().execAndGet("SELECT count(*) FROM title").getInt(), 10);
}

void TestCatalogueImporter::anImportReplacesTheOldIndexAndItsLog()
{
    imported(manyFilms(10));
    m_index.reset();
    // What a killed program leaves: a log that belongs to the old file.
    m_folder->write(u"indexes/films.db-wal"_s, QByteArray(4096, 'x'));
    imported(manyFilms(20));
    QCOMPARE(row(u"SELECT count(*) FROM title"_s), u"20"_s);
}

void TestCatalogueImporter::aCancelledImportLeavesNothing_data()
{
    QTest::addColumn<bool>("whileReading");
    QTest::newRow("while the file is read") << true;
    QTest::newRow("while the indexes are made") << false;
}

void TestCatalogueImporter::aCancelledImportLeavesNothing()
{
    QFETCH(bool, whileReading);
    const QString path = m_folder->write(u"films.jsonl"_s, manyFilms(60'000));
    const auto report = CatalogueImporter::run({path, indexPath(), false},
        [&](const SourceProgress &done) { return whileReading ? done.titles < 100 : done.bytesRead < done.bytesTotal; });
    QVERIFY(!report);
    QCOMPARE(report.error(), (Error{ErrorKind::Cancelled, u"the import was cancelled"_s, path}));
    QCOMPARE(leftovers(), QStringList());
}

void TestCatalogueImporter::progressGrowsToTheWholeFile()
{
    const QString path = m_folder->write(u"films.jsonl"_s, manyFilms(60'000));
    std::vector<SourceProgress> seen;
    QVERIFY(CatalogueImporter::run({path, indexPath(), false}, [&](const SourceProgress &done) {
        seen.push_back(done);
        return true;
    }));
    QVERIFY(seen.size() > 2);
    for (std::size_t i = 1; i < seen.size(); ++i) {
        QVERIFY(seen[i].bytesRead >= seen[i - 1].bytesRead);
        QVERIFY(seen[i].titles >= seen[i - 1].titles);
    }
    QCOMPARE(seen.back().bytesRead, QFileInfo(path).size());
    QCOMPARE(seen.back().bytesTotal, QFileInfo(path).size());
    QCOMPARE(seen.back().titles, 60'000);
}

void TestCatalogueImporter::aFolderThatCannotBeWrittenIsNamed()
{
    const QString path = m_folder->write(u"films.jsonl"_s, manyFilms(10));
    const QString folder = m_folder->path(u"indexes"_s);
    QVERIFY(QDir().mkpath(folder));
    makeReadOnly(m_folder->path({}));
    Result<ImportReport> report;
    {
        const WithoutPrivileges ordinary;
        report = CatalogueImporter::run({path, indexPath(), false});
    }
    makeWritable(m_folder->path({}));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::ReadOnly);
    QVERIFY2(report.error().where.startsWith(indexPath()), qPrintable(report.error().where));
}

void TestCatalogueImporter::partsOfKilledRunsAreRemovedWhenOld()
{
    QVERIFY(QDir().mkpath(m_folder->path(u"indexes"_s)));
    const QString old = m_folder->write(u"indexes/films.db.1-1.part"_s, "x");
    const QString young = m_folder->write(u"indexes/films.db.2-1.part"_s, "x");
    QFile file(old);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2), QFileDevice::FileModificationTime));
    file.close();
    imported(manyFilms(10));
    QVERIFY(!QFile::exists(old));
    QVERIFY(QFile::exists(young));
}

QTEST_GUILESS_MAIN(TestCatalogueImporter)
#include "tst_catalogueimporter.moc"
