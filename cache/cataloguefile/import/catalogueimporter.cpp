// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/catalogueimporter.h"

#include <QFileInfo>
#include <QUrl>

#include <chrono>
#include <sqlite3.h>

#include "cache/cataloguefile/import/cataloguereader.h"
#include "cache/cataloguefile/import/contenthash.h"
#include "cache/cataloguefile/import/bytesource.h"
#include "cache/cataloguefile/import/fingerprintmap.h"
#include "cache/cataloguefile/import/indexwriter.h"
#include "cache/cataloguefile/import/partfile.h"
#include "cache/cataloguefile/schema.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr std::size_t kFaultsKept = 100; // what SourceDescriptor::faults promises
constexpr std::chrono::milliseconds kProgressInterval{50};
// SQLite's steps between two looks at whether to go on: some milliseconds.
constexpr int kStepsBetweenLooks = 200'000;

/// One import: the state its callbacks share.
class ImportRun
{
public:
    ImportRun(const ImportOptions &options, const std::function<bool(SourceProgress)> &progress)
        : m_options(options), m_progress(progress)
    {
    }
    [[nodiscard]] Result<ImportReport> run();

private:
    [[nodiscard]] Result<void> fill(sql::Database &db, const QString &spoolPath);
    [[nodiscard]] Result<void> readInto(IndexWriter &writer, sql::Database &db);
    [[nodiscard]] Result<void> take(CatalogueEntry &&entry, qint64 line, IndexWriter &writer, sql::Database &db);
    void noteFault(qint64 line, QString reason);
    void writeMeta(SQLite::Database &db) const;
    [[nodiscard]] bool keepGoing(qint64 bytesRead);

    const ImportOptions &m_options;
    const std::function<bool(SourceProgress)> &m_progress;
    ImportReport m_report;
    FingerprintMap m_lines; // the line of each type and id
    QByteArray m_key;
    SourceProgress m_done;
    std::chrono::steady_clock::time_point m_told;
    bool m_cancelled = false;
};

/// Lets `keepGoing` end a long statement; taken off before it dies.
class StatementWatch
{
public:
    StatementWatch(SQLite::Database &db, std::function<bool()> keepGoing) : m_db(db), m_keepGoing(std::move(keepGoing))
    {
        const auto look = [](void *self) { return static_cast<StatementWatch *>(self)->m_keepGoing() ? 0 : 1; };
        sqlite3_progress_handler(m_db.getHandle(), kStepsBetweenLooks, look, this);
    }
    ~StatementWatch() { sqlite3_progress_handler(m_db.getHandle(), 0, nullptr, nullptr); }
    StatementWatch(const StatementWatch &) = delete;
    StatementWatch &operator=(const StatementWatch &) = delete;

private:
    SQLite::Database &m_db;
    std::function<bool()> m_keepGoing;
};

QString archiveSearchFor(const Title &title)
{
    const QString words = title.year ? u"%1 %2"_s.arg(title.title).arg(*title.year) : title.title;
    return u"https://archive.org/search?query="_s + QString::fromLatin1(QUrl::toPercentEncoding(words));
}

/// Nobody sees the file until it is whole and on the disk, so nothing has to be kept for undoing.
Result<void> setFastJournal(sql::Database &db)
{
    return db.run([&]() -> Result<void> {
        db.handle().execAndGet("PRAGMA journal_mode=OFF");
        // 32 MB hold the inner pages of every tree that is filled out of order.
        db.handle().exec("PRAGMA synchronous=OFF; PRAGMA cache_size=-32768");
        return {};
    });
}

Result<void> setLastingJournal(sql::Database &db)
{
    return db.run([&]() -> Result<void> {
        if (db.handle().execAndGet("PRAGMA journal_mode=WAL").getString() != "wal")
            return fail(ErrorKind::Storage, u"the drive cannot hold a write-ahead log"_s, db.path());
        return {};
    });
}

Result<ImportReport> ImportRun::run()
{
    // Asked first, so that a file that cannot be read costs and leaves nothing.
    if (auto readable = openCatalogueFile(m_options.sourcePath); !readable)
        return tl::unexpected(readable.error());
    m_done.bytesTotal = QFileInfo(m_options.sourcePath).size();
    PartFile part(m_options.indexPath);
    {
        auto db = sql::Database::open({part.path(), kCatalogueApplicationId, catalogueMigrations()});
        if (!db)
            return tl::unexpected(db.error());
        auto filled = setFastJournal(**db).and_then([&] { return fill(**db, part.workPath()); }).and_then([&] {
            return setLastingJournal(**db);
        });
        if (m_cancelled)
            return fail(ErrorKind::Cancelled, u"the import was cancelled"_s, m_options.sourcePath);
        if (!filled)
            return tl::unexpected(filled.error());
    }
    if (auto published = part.publish(); !published)
        return tl::unexpected(published.error());
    return std::move(m_report);
}

Result<void> ImportRun::fill(sql::Database &db, const QString &spoolPath)
{
    return db.run([&]() -> Result<void> {
        const StatementWatch watch(db.handle(), [this] { return keepGoing(m_done.bytesRead); });
        db.handle().exec("BEGIN EXCLUSIVE");
        IndexWriter writer(db.handle(), spoolPath);
        if (auto read = readInto(writer, db); !read)
            return read;
        if (m_report.titles == 0 && m_report.faultCount > 0) {
            const RowFault &first = m_report.faults.front();
            return fail(ErrorKind::Malformed, u"holds no usable title; the first row: "_s + first.reason,
                placeInFile(m_options.sourcePath, first.line));
        }
        m_lines = {}; // what follows needs the memory
        if (auto finished = writer.finish([this] { return keepGoing(m_done.bytesRead); }); !finished)
            return finished;
        writeMeta(db.handle());
        db.handle().exec("COMMIT");
        return {};
    });
}

Result<void> ImportRun::readInto(IndexWriter &writer, sql::Database &db)
{
    CatalogueSink sink;
    sink.entry = [&](CatalogueEntry &&entry, qint64 line) { return take(std::move(entry), line, writer, db); };
    sink.fault = [this](qint64 line, QString reason) { noteFault(line, std::move(reason)); };
    sink.keepGoing = [this](qint64 bytesRead) { return keepGoing(bytesRead); };
    const auto reading = readCatalogue(m_options.sourcePath, sink);
    if (!reading)
        return tl::unexpected(reading.error());
    m_done.bytesRead = m_done.bytesTotal = reading->bytes;
    m_report.titles = writer.titles();
    m_report.contentHash = catalogueContentHash(reading->bytesHash, m_options.offerArchiveSearch);
    return {};
}

Result<void> ImportRun::take(CatalogueEntry &&entry, qint64 line, IndexWriter &writer, sql::Database &db)
{
    Title &title = entry.details.title;
    m_key = title.id.localText().toUtf8();
    const FingerprintMap::Place place = m_lines.at(m_key);
    if (!place.isNew) {
        noteFault(line, u"id %1 stands on line %2 already"_s.arg(title.id.extId).arg(*place.value));
        return {};
    }
    *place.value = quint32(line);
    if (m_options.offerArchiveSearch && entry.details.watchUrl.isEmpty())
        entry.details.watchSearchUrl = archiveSearchFor(title);
    m_done.titles = writer.titles() + 1;
    // Caught here: no exception may pass through the parsers' frames.
    auto added = db.run([&] { return writer.add(entry); });
    if (!added && added.error().where.isEmpty())
        added.error().where = placeInFile(m_options.sourcePath, line);
    return added;
}

void ImportRun::noteFault(qint64 line, QString reason)
{
    ++m_report.faultCount;
    if (m_report.faults.size() < kFaultsKept)
        m_report.faults.push_back({line, std::move(reason)});
}

void ImportRun::writeMeta(SQLite::Database &db) const
{
    SQLite::Statement fault(db, "INSERT INTO fault(line, reason) VALUES(?1, ?2)");
    for (const RowFault &row : m_report.faults) {
        fault.bind(1, std::int64_t(row.line));
        fault.bind(2, row.reason.toStdString());
        fault.exec();
        fault.reset();
    }
    SQLite::Statement meta(db,
        "INSERT INTO meta(k, v) VALUES ('titles', ?1), ('faults', ?2), ('size', ?3), "
        "('content_hash', ?4), ('complete', 1)");
    meta.bind(1, std::int64_t(m_report.titles));
    meta.bind(2, std::int64_t(m_report.faultCount));
    meta.bind(3, std::int64_t(m_done.bytesTotal));
    meta.bind(4, m_report.contentHash.toStdString());
    meta.exec();
}

bool ImportRun::keepGoing(qint64 bytesRead)
{
    m_done.bytesRead = bytesRead;
    const auto now = std::chrono::steady_clock::now();
    if (m_cancelled || !m_progress || now - m_told < kProgressInterval)
        return !m_cancelled;
    m_told = now;
    m_cancelled = !m_progress(m_done);
    return !m_cancelled;
}

} // namespace

Result<ImportReport> CatalogueImporter::run(const ImportOptions &options, const std::function<bool(SourceProgress)> &progress)
{
    return ImportRun(options, progress).run();
}

} // namespace matinee
