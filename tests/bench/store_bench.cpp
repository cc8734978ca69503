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

constexpr int kPairs = 7;              // at least 5 (performance.md); odd, so that the median is a measure
constexpr int kPagesASample = 200;     // long enough for the clock, short enough to interleave
constexpr int kImportTitles = 100'000; // imported once a pair: a million would take minutes
constexpr int kStoreTitles = 20'000;   // a thousand pages of 12 KB

[[noreturn]] void die(const QString &text)
{
    std::fprintf(stderr, "bench_store: %s\n", qPrintable(text));
    std::exit(1);
}

template <typename T>
T must(Result<T> result)
{
    if (!result)
        die(result.error().sentence());
    return *std::move(result);
}

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

/// 20 titles as one blob a page, in a database opened the same way.
class BlobPages
{
public:
    BlobPages(const QString &path, int pages, int bytes)
        : m_file(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE), m_pages(pages)
    {
        m_file.exec(
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS page(k INTEGER PRIMARY KEY, v BLOB)");
        SQLite::Transaction transaction(m_file);
        SQLite::Statement insert(m_file, "INSERT OR REPLACE INTO page VALUES(?,zeroblob(?))");
        for (int k = 0; k < pages; ++k) {
            insert.bind(1, k);
            insert.bind(2, bytes);
            insert.exec();
            insert.reset();
        }
        transaction.commit();
        m_read.emplace(m_file, "SELECT v FROM page WHERE k=?");
    }

    void read(int k)
    {
        m_read->bind(1, k % m_pages);
        if (m_read->executeStep())
            m_bytes = QByteArray(static_cast<const char *>(m_read->getColumn(0).getBlob()), m_read->getColumn(0).getBytes());
        m_read->reset();
    }

private:
    SQLite::Database m_file;
    std::optional<SQLite::Statement> m_read;
    int m_pages;
    QByteArray m_bytes;
};

void benchStorePage(CatalogueIndex &index, const QDir &folder, int titles, quint16 redisPort)
{
    const FeedKey feed = feedOf(u"sort=title"_s);
    const RawPage sample = must(index.page(feed, PageNo{7}, ListContext()));
    qsizetype bytes = 0;
    for (const RawTitle &title : sample.titles)
        bytes += title.lite.size();
    const int pages = titles / 20;
    QFile::remove(folder.filePath(u"blobs.db"_s));
    BlobPages blobs(folder.filePath(u"blobs.db"_s), std::min(pages, 20'000), int(bytes));
    QRandomGenerator mine(1);
    QRandomGenerator theirs(1);
    const auto ours = [&] {
        for (int i = 0; i < kPagesASample; ++i)
            pageOf(index, feed, PageNo{1 + mine.bounded(pages)});
    };
    const auto blob = [&] {
        for (int i = 0; i < kPagesASample; ++i)
            blobs.read(theirs.bounded(pages));
    };
    ours(); // the list and the statements are made once
    const auto perPage = [](bench::Pair times) {
        return bench::Pair{times.ours * 1000 / kPagesASample, times.floor * 1000 / kPagesASample};
    };
    const QString note = u"%1 bytes, one of %2 pages at random"_s.arg(bytes).arg(pages);
    bench::print(u"store.page"_s, perPage(bench::interleaved(kPairs, ours, blob)), 4.0, u"us"_s, note);
    bench::RedisClient redis(redisPort, QByteArray(bytes, 'x'));
    if (!redis.isConnected()) {
        std::printf("{\"name\":\"store.page.redis\",\"note\":\"not installed\"}\n");
        return;
    }
    const auto get = [&] {
        for (int i = 0; i < kPagesASample; ++i)
            redis.get();
    };
    bench::print(
        u"store.page.redis"_s, perPage(bench::interleaved(kPairs, ours, get)), 1.0, u"us"_s, u"against GET on loopback"_s);
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
        bench::print(name, {times.ours * 1000 / kPagesASample, times.floor * 1000 / kPagesASample}, target, u"us"_s, note);
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
        benchStorePage(*indexOf(folder, kStoreTitles), folder, kStoreTitles, words.value(3).toUShort());
    if (wants("paging"_L1))
        benchPaging(*indexOf(folder, titles), titles);
    return 0;
}
