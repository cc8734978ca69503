// SPDX-License-Identifier: GPL-3.0-or-later
// store.page, paging.* and import of performance.md over a synthetic catalogue. Prints one JSON object a line; judges
// nothing. Usage: bench_store FOLDER TITLES [REDIS_PORT] [PART]; PART: import, store, paging or all of them. The
// catalogue and its index stay in FOLDER for the next run.
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdio>
#include <cstdlib>

#include "cache/cataloguefile/import/catalogueimporter.h"
#include "cache/cataloguefile/index/catalogueindex.h"
#include "tests/bench/benchprint.h"
#include "tests/bench/plaininserts.h"
#include "tests/bench/redisclient.h"
#include "tests/bench/syntheticcatalogue.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPairs = 41;             // odd, so that the median is a measure; many, so that it is a quiet one
constexpr int kPagesASample = 50;      // about a millisecond: shorter than the slices other programs are given
constexpr int kImportTitles = 100'000; // imported once a pair: a million would take minutes
constexpr int kPageRows = 20;
constexpr int kWarmPages = 100; // a megabyte

using bench::die;
using bench::must;

QString catalogueOf(const QDir &folder, int titles)
{
    const QString path = folder.filePath(u"synthetic-%1.jsonl"_s.arg(titles));
    if (!QFileInfo::exists(path) && !bench::writeSyntheticCatalogue(path, titles))
        die(u"cannot write "_s + path);
    return path;
}

void benchImport(const QDir &folder)
{
    const QString catalogue = catalogueOf(folder, kImportTitles);
    const QString index = folder.filePath(u"import.db"_s);
    const auto importIt = [&] { must(CatalogueImporter::run({catalogue, index, false})); };
    importIt();
    const bench::PlainInserts plain(index);
    constexpr int kImportPairs = 5; // some seconds each
    const auto times = bench::interleaved(kImportPairs, importIt, [&] { plain.write(folder.filePath(u"plain.db"_s)); });
    bench::print(u"import"_s, times, 5.0, u"ms"_s,
        u"%1 titles with their parsing, facets, people and search index; %2 plain rows"_s.arg(kImportTitles).arg(plain.rows()));
}

Page pageOf(CatalogueIndex &index, const FeedKey &feed, const PageKey &key)
{
    return unpackPage(must(index.page(feed, key, ListContext())));
}

FeedKey feedOf(const QString &query)
{
    return must(FeedKey::parse(u"bench/all?"_s + query));
}

/// The floor of store.page: the same titles' bytes as one blob a page, in a database opened as an index is.
class BlobPages
{
public:
    BlobPages(const QString &path, const QString &indexPath)
    {
        for (const QLatin1StringView ending : {""_L1, "-wal"_L1, "-shm"_L1})
            QFile::remove(path + ending);
        write(path, indexPath);
        m_file.emplace(path.toStdString(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX);
        m_file->exec("PRAGMA cache_size=-8192; BEGIN"); // as IndexConnection
        m_read.emplace(*m_file, "SELECT v FROM page WHERE k=?");
    }

    [[nodiscard]] int pages() const { return m_pages; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

    const QByteArray &read(int k)
    {
        m_read->bind(1, k);
        if (m_read->executeStep())
            m_last = QByteArray(static_cast<const char *>(m_read->getColumn(0).getBlob()), m_read->getColumn(0).getBytes());
        m_read->reset();
        return m_last;
    }

private:
    void write(const QString &path, const QString &indexPath)
    {
        SQLite::Database from(indexPath.toStdString(), SQLite::OPEN_READONLY);
        SQLite::Database to(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        to.exec("PRAGMA page_size=8192; CREATE TABLE page(k INTEGER PRIMARY KEY, v BLOB)");
        SQLite::Transaction transaction(to);
        SQLite::Statement titles(from, "SELECT lite FROM title ORDER BY sort_title, n");
        SQLite::Statement insert(to, "INSERT INTO page VALUES(?,?)");
        std::string page;
        for (int row = 1; titles.executeStep(); ++row) {
            page += titles.getColumn(0).getString();
            if (row % kPageRows != 0)
                continue;
            insert.bind(1, m_pages++);
            insert.bindNoCopy(2, page.data(), int(page.size()));
            insert.exec();
            insert.reset();
            m_bytes += qint64(page.size());
            page.clear();
        }
        transaction.commit();
    }

    std::optional<SQLite::Database> m_file;
    std::optional<SQLite::Statement> m_read;
    int m_pages = 0;
    qint64 m_bytes = 0;
    QByteArray m_last;
};

bench::Pair perPage(bench::Pair times)
{
    return {times.ours * 1000 / kPagesASample, times.floor * 1000 / kPagesASample};
}

void benchRedis(const std::function<void()> &ours, BlobPages &blobs, quint16 port)
{
    bench::RedisClient redis(port);
    if (!redis.isConnected()) {
        std::printf("{\"name\":\"store.page.redis\",\"note\":\"not installed\"}\n");
        return;
    }
    for (int k = 0; k < blobs.pages(); ++k)
        redis.set(k, blobs.read(k));
    QRandomGenerator random(1);
    const auto get = [&] {
        for (int i = 0; i < kPagesASample; ++i)
            Q_UNUSED(redis.get(random.bounded(blobs.pages())));
    };
    if (const int k = blobs.pages() / 2; redis.get(k) != blobs.read(k))
        die(u"Redis answers something else"_s);
    bench::print(u"store.page.redis"_s, perPage(bench::interleaved(kPairs, ours, get)), 1.0, u"us"_s,
        u"against GET of the same pages on loopback"_s);
}

void benchStorePage(CatalogueIndex &index, const QDir &folder, quint16 redisPort)
{
    const FeedKey feed = feedOf(u"sort=title"_s);
    BlobPages blobs(folder.filePath(u"blobs.db"_s), index.path());
    QRandomGenerator mine(1);
    QRandomGenerator theirs(1);
    const auto oursOf = [&](int pages) {
        return [&, pages] {
            for (int i = 0; i < kPagesASample; ++i)
                pageOf(index, feed, PageNo{1 + mine.bounded(pages)});
        };
    };
    const auto blobsOf = [&](int pages) {
        return [&, pages] {
            for (int i = 0; i < kPagesASample; ++i)
                Q_UNUSED(blobs.read(theirs.bounded(pages)));
        };
    };
    for (int i = 0; i < kPairs; ++i) { // the list and the statements are made once, the upper pages of both files read
        oursOf(blobs.pages())();
        blobsOf(blobs.pages())();
    }
    const QString size = u"%1 bytes, "_s.arg(blobs.bytes() / blobs.pages());
    bench::print(u"store.page"_s, perPage(bench::interleaved(kPairs, oursOf(blobs.pages()), blobsOf(blobs.pages()))), 4.0,
        u"us"_s, size + u"one of %1 pages at random"_s.arg(blobs.pages()));
    oursOf(kWarmPages)();
    blobsOf(kWarmPages)();
    bench::print(u"store.page.warm"_s, perPage(bench::interleaved(kPairs, oursOf(kWarmPages), blobsOf(kWarmPages))), std::nullopt,
        u"us"_s, size + u"one of %1 pages, all in SQLite's cache"_s.arg(kWarmPages));
    benchRedis(oursOf(blobs.pages()), blobs, redisPort);
}

void benchPaging(CatalogueIndex &index, int titles)
{
    const FeedKey cursors = feedOf(u"sort=year&strategy=cursor"_s);
    const FeedKey offsets = feedOf(u"sort=year&strategy=page"_s);
    const FeedKey filtered = feedOf(u"sort=year&strategy=cursor&genre=Genre%203&decade=1980"_s);
    const auto nextOf = [&](const FeedKey &feed, const PageKey &key) { return *pageOf(index, feed, key).next; };
    const auto cursorAt = [&](qint64 page) { return nextOf(cursors, PageNo{page - 1}); };
    const qint64 lastFull = titles / 20 - 1;
    const PageKey first = cursorAt(2); // a cursor too, so that both pay for reading one
    const PageKey deep = cursorAt(lastFull);
    const PageKey middle = cursorAt(lastFull / 2);
    const PageKey filteredKey = nextOf(filtered, FirstPage{});
    const auto walk = [&](const FeedKey &feed, const PageKey &key) {
        return [&index, feed, key] {
            for (int i = 0; i < kPagesASample; ++i)
                pageOf(index, feed, key);
        };
    };
    const auto show = [](const QString &name, bench::Pair times, std::optional<double> target, const QString &note) {
        bench::print(name, perPage(times), target, u"us"_s, note);
    };
    show(u"paging.depth"_s, bench::interleaved(kPairs, walk(cursors, deep), walk(cursors, first)), 1.3,
        u"keyset page at row %1 against page 2"_s.arg(lastFull * 20));
    show(u"paging.filtered"_s, bench::interleaved(kPairs, walk(filtered, filteredKey), walk(cursors, middle)), 3.0,
        u"genre and decade against none"_s);
    const double offset = bench::timed([&] { pageOf(index, offsets, PageNo{lastFull}); }) * 1000;
    const double page1 = bench::timed([&] { pageOf(index, offsets, PageNo{1}); }) * 1000;
    bench::print(u"paging.offset"_s, {offset, page1}, std::nullopt, u"us"_s, u"the same depth by OFFSET, for comparison"_s);
}

/// The index of that many titles; made when it is not there, and then its import is a row of the table.
std::unique_ptr<CatalogueIndex> indexOf(const QDir &folder, int titles)
{
    const QString indexPath = folder.filePath(u"index-%1.db"_s.arg(titles));
    auto opened = CatalogueIndex::open(indexPath, u"bench"_s);
    if (!opened) {
        const QString catalogue = catalogueOf(folder, titles);
        const double ms = bench::timed([&] { must(CatalogueImporter::run({catalogue, indexPath, false})); });
        bench::print(u"import.%1"_s.arg(titles), {ms, 60'000}, 1.0, u"ms"_s, u"once, against the minute a million may take"_s);
        opened = CatalogueIndex::open(indexPath, u"bench"_s);
    }
    return must(std::move(opened));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 3)
        die(u"usage: bench_store FOLDER TITLES [REDIS_PORT] [PART]"_s);
    const QDir folder(words[1]);
    const int titles = words[2].toInt();
    const QString part = words.value(4);
    const auto wants = [&part](QLatin1StringView name) { return part.isEmpty() || part == name; };
    if (wants("import"_L1))
        benchImport(folder);
    if (wants("store"_L1))
        benchStorePage(*indexOf(folder, titles), folder, words.value(3).toUShort());
    if (wants("paging"_L1))
        benchPaging(*indexOf(folder, titles), titles);
    return 0;
}
