// SPDX-License-Identifier: GPL-3.0-or-later
// store.page and store.write of performance.md for the kept pages of remote lists. Prints one JSON object a line; judges
// nothing. Usage: bench_pages FOLDER [read|write]; what is in FOLDER is written over.
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <cstdio>
#include <cstdlib>

#include "cache/core/packedtitle.h"
#include "cache/pagestore/pagedisk.h"
#include "cache/pagestore/pagereading.h"
#include "cache/pagestore/pageschema.h"
#include "cache/pagestore/pagetables.h"
#include "tests/bench/benchprint.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPages = 1000;
constexpr int kRows = 20;
constexpr int kPairs = 21;         // odd, so that the median is a measure
constexpr int kReadsASample = 400; // long enough for the clock, short enough to interleave
constexpr int kWritesASample = 40;
constexpr const char *kPragmas
    = "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=OFF";

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "bench_pages: %s\n", qPrintable(result.error().sentence()));
        std::exit(1);
    }
    return *std::move(result);
}

Title film(int n)
{
    Title title;
    title.id = {u"tmdb"_s, u"movie"_s, QString::number(100'000 + n)};
    title.title = u"The Film of the Number %1"_s.arg(n);
    title.originalTitle = u"Der Film der Zahl %1"_s.arg(n);
    title.date = u"1999-03-30"_s;
    title.year = 1999;
    title.rating = 7.5 + n % 20 / 10.0;
    title.votes = 1000 + n;
    title.popularity = 12.5 + n;
    title.genres = {u"Drama"_s, u"Science Fiction"_s};
    title.overview = u"A sentence of the kind that overviews are made of, neither short nor long. "_s.repeated(5);
    title.poster = u"/f89U3ADr1oiB1s9GkdPOEpXUk%1.jpg"_s.arg(n);
    title.backdrop = u"/icmmSD4vTTDKOq2vvdulafOGw%1.jpg"_s.arg(n);
    return title;
}

PageWrite pageOf(const FeedKey &feed, Generation generation, int ix)
{
    PageWrite write;
    write.feed = feed;
    write.generation = generation;
    write.ix = ix;
    write.key = PageNo{ix + 1};
    write.language = u"en-US"_s;
    write.page.next = PageNo{ix + 2};
    write.page.total = 100'000;
    write.page.fetchedAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    for (int row = 0; row < kRows; ++row)
        write.page.titles.push_back(film(ix * kRows + row));
    return write;
}

void removeDatabase(const QString &path)
{
    for (const QString &part : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + part);
}

/// The floor of a read: the same bytes as one blob a page.
class BlobPages
{
public:
    BlobPages(const QString &path, int bytes) : m_file(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
    {
        m_file.exec(kPragmas);
        m_file.exec("CREATE TABLE page(k INTEGER PRIMARY KEY, v BLOB)");
        SQLite::Transaction transaction(m_file);
        sql::Query insert(m_file, "INSERT INTO page VALUES(?1,zeroblob(?2))");
        for (int k = 0; k < kPages; ++k) {
            insert.bind(1, k);
            insert.bind(2, bytes);
            insert.run();
        }
        transaction.commit();
        m_read.emplace(m_file, "SELECT v FROM page WHERE k=?1");
    }

    void read(int k)
    {
        m_read->bind(1, k);
        if (m_read->step())
            m_bytes = m_read->bytes(0).toByteArray();
        m_read->reset();
    }

private:
    SQLite::Database m_file;
    std::optional<sql::Query> m_read;
    QByteArray m_bytes;
};

/// The floor of a write: 20 INSERTs of the same bytes with one UNIQUE text key, one transaction.
class PlainRows
{
public:
    explicit PlainRows(const QString &path) : m_file(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
    {
        m_file.exec(kPragmas);
        m_file.exec("CREATE TABLE item(id INTEGER PRIMARY KEY, k TEXT NOT NULL UNIQUE, v BLOB NOT NULL)");
        m_file.exec(PageDisk::kRareCheckpoints); // as ours: they are a chore
        m_insert.emplace(m_file, "INSERT INTO item(k,v) VALUES(?1,?2)");
        m_begin.emplace(m_file, "BEGIN IMMEDIATE");
        m_commit.emplace(m_file, "COMMIT");
    }

    void write(const std::vector<std::pair<QString, QByteArray>> &rows)
    {
        m_begin->run();
        for (const auto &[key, bytes] : rows) {
            m_insert->bindText(1, key);
            m_insert->bindBlob(2, bytes);
            m_insert->run();
        }
        m_commit->run();
    }

private:
    SQLite::Database m_file;
    std::optional<sql::Query> m_insert;
    std::optional<sql::Query> m_begin;
    std::optional<sql::Query> m_commit;
};

PageTables openTables(const QString &path, const Clock &clock)
{
    removeDatabase(path);
    return {
        must(sql::Database::open({.path = path, .applicationId = kPageStoreApplicationId, .migrations = pageStoreMigrations()})),
        clock, 1, 1'000'000'000};
}

void benchRead(const QDir &folder, const FeedKey &feed, const QString &path, Generation generation)
{
    const auto db = must(sql::Database::open(
        {.path = path, .applicationId = kPageStoreApplicationId, .migrations = pageStoreMigrations(), .readOnly = true}));
    db->handle().exec(PageReading::kReadCache);
    PageReader reader(*db);
    const int bytes = static_cast<int>(must(reader.page(feed, generation, 0))->packed.blobs.size());
    const QString blobPath = folder.filePath(u"blobs.db"_s);
    removeDatabase(blobPath);
    BlobPages blobs(blobPath, bytes);
    QRandomGenerator dice(1);
    qsizetype rows = 0;
    const auto ours = [&] {
        for (int i = 0; i < kReadsASample; ++i) {
            std::vector<ItemId> damaged;
            const Page page = unpackStoredPage(*must(reader.page(feed, generation, dice.bounded(kPages))), damaged);
            rows += static_cast<qsizetype>(page.rows.size());
        }
    };
    const auto floor = [&] {
        for (int i = 0; i < kReadsASample; ++i)
            blobs.read(dice.bounded(kPages));
    };
    ours();
    floor();
    auto times = bench::interleaved(kPairs, ours, floor);
    times.ours *= 1000.0 / kReadsASample;
    times.floor *= 1000.0 / kReadsASample;
    bench::print(
        u"store.page.kept"_s, times, 4.0, u"us"_s, u"%1 titles of %2 bytes checked and unpacked"_s.arg(kRows).arg(bytes));
    if (rows % kRows != 0)
        std::exit(1);
}

void benchWrite(const QDir &folder, const FeedKey &feed, const Clock &clock)
{
    PageTables tables = openTables(folder.filePath(u"writes.db"_s), clock);
    tables.db->handle().exec(PageDisk::kRareCheckpoints);
    const Generation generation = must(tables.pages.begin(feed, {}, {}, 1));
    const QString plainPath = folder.filePath(u"plain.db"_s);
    removeDatabase(plainPath);
    PlainRows plain(plainPath);
    int ours = 0;
    int floor = 0;
    std::vector<PageWrite> pages;
    std::vector<std::vector<std::pair<QString, QByteArray>>> rows;
    for (int ix = 0; ix < (kPairs + 1) * kWritesASample; ++ix) {
        pages.push_back(pageOf(feed, generation, ix));
        auto &plainRows = rows.emplace_back();
        for (const Title &title : pages.back().page.titles)
            plainRows.emplace_back(title.id.source + u'/' + title.id.localText(), packTitle(title).bytes);
    }
    const auto writePages = [&] {
        for (int i = 0; i < kWritesASample; ++i)
            must(tables.pages.write(pages[static_cast<std::size_t>(ours++)], 1));
    };
    const auto writeRows = [&] {
        for (int i = 0; i < kWritesASample; ++i)
            plain.write(rows[static_cast<std::size_t>(floor++)]);
    };
    writePages();
    writeRows();
    auto times = bench::interleaved(kPairs, writePages, writeRows);
    times.ours *= 1000.0 / kWritesASample;
    times.floor *= 1000.0 / kWritesASample;
    bench::print(u"store.write"_s, times, 3.5, u"us"_s, u"one page of %1 titles that are new, one transaction"_s.arg(kRows));
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QDir::tempPath());
    folder.mkpath(u"."_s);
    const SystemClock clock;
    const FeedKey feed = must(FeedKey::parse(u"tmdb/popular?region=DE"_s));
    const QString path = folder.filePath(u"pages.db"_s);
    Generation generation;
    {
        PageTables tables = openTables(path, clock);
        generation = must(tables.pages.begin(feed, {}, {}, 1));
        for (int ix = 0; ix < kPages; ++ix)
            must(tables.pages.write(pageOf(feed, generation, ix), 1));
    }
    const QByteArray what = argc > 2 ? argv[2] : "";
    if (what != "write")
        benchRead(folder, feed, path, generation);
    if (what != "read")
        benchWrite(folder, feed, clock);
    return 0;
}
