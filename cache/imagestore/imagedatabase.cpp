// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/imagestore/imagedatabase.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonObject>

#include <algorithm>
#include <utility>

#include "cache/imagestore/imageschema.h"
#include "cache/sql/quarantine.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

constexpr std::chrono::milliseconds kBusyTimeout{250}; // store.md 7.2
constexpr auto kTryAgainAfter = 30s;
constexpr qsizetype kMostBytes = 512 * 1024; // store.md 7.3: larger ones are better off elsewhere
constexpr double kStopAt = 0.85;             // store.md 7.4, as all of these
constexpr double kRoomAt = 0.9;
constexpr int kSliceRows = 200;
constexpr auto kSliceTime = 20ms;
constexpr int kRowsAtOnce = 10; // between two looks at the clock
constexpr auto kUseFlushedEvery = 60s;
constexpr qsizetype kUseFlushedAt = 500;
constexpr qint64 kRecencyMs = std::chrono::milliseconds(1h).count();

constexpr const char *kRead = "SELECT img_id,bytes,crc FROM img WHERE hash=?1 AND path=?2 AND size_code=?3";
constexpr const char *kWrite = "INSERT INTO img(hash,path,size_code,mime,bytes,crc,len,fetched_at,last_used) "
                               "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?8) ON CONFLICT(hash) DO UPDATE SET path=excluded.path,"
                               "size_code=excluded.size_code,mime=excluded.mime,bytes=excluded.bytes,crc=excluded.crc,"
                               "len=excluded.len,fetched_at=excluded.fetched_at,last_used=excluded.last_used";
constexpr const char *kEvict = "DELETE FROM img WHERE img_id IN (SELECT img_id FROM img "
                               "WHERE hash NOT IN (SELECT hash FROM temp.exempt) ORDER BY last_used LIMIT ?1)";
constexpr const char *kExempt = "CREATE TEMP TABLE IF NOT EXISTS exempt(hash BLOB PRIMARY KEY) WITHOUT ROWID; DELETE FROM exempt";

// A NUL stands in none of the three, so no two keys run together.
QByteArray hashOf(const ImageKey &key)
{
    const QByteArray text = key.source.toUtf8() + '\0' + key.path.toUtf8() + '\0' + key.sizeCode.toUtf8();
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).left(16);
}

} // namespace

ImageFormat imageFormatOf(QByteArrayView bytes)
{
    if (bytes.startsWith("\xff\xd8\xff"))
        return ImageFormat::Jpeg;
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return ImageFormat::Png;
    return bytes.startsWith("RIFF") && bytes.sliced(4).size() > 8 && bytes.sliced(8).startsWith("WEBP") ? ImageFormat::Webp
                                                                                                        : ImageFormat::Unknown;
}

ImageDatabase::ImageDatabase(const ImageStoreOptions &options, Clock &clock, TraceSink &trace)
    : m_options(options), m_clock(clock), m_trace(trace), m_useFlushedAt(clock.steady())
{
    m_options.path = QFileInfo(options.path).absoluteFilePath();
}

ImageDatabase::Open *ImageDatabase::open()
{
    if (m_open && !QFileInfo::exists(m_options.path))
        m_open.reset(); // the folder was emptied under us
    if (m_open)
        return m_open.get();
    if (m_unavailable && m_clock.steady() < m_triedAt + kTryAgainAfter)
        return nullptr;
    m_triedAt = m_clock.steady();
    auto made = connect();
    if (!made && made.error().kind == ErrorKind::Corrupt && replace(made.error()))
        made = connect();
    if (!made) {
        m_unavailable = made.error();
        failed(made.error());
        return nullptr;
    }
    m_unavailable.reset();
    m_open = *std::move(made);
    return m_open.get();
}

Result<std::unique_ptr<ImageDatabase::Open>> ImageDatabase::connect()
{
    sql::OpenOptions options{.path = m_options.path,
        .applicationId = kImageStoreApplicationId,
        .migrations = imageStoreMigrations(),
        .busyTimeout = m_waits ? kBusyTimeout : 0ms,
        .notOursKind = ErrorKind::Corrupt};
    auto db = sql::Database::open(options);
    if (!db && db.error().kind == ErrorKind::ReadOnly) {
        options.readOnly = true; // what is in it is shown; writing says why not
        if (auto reading = sql::Database::open(options))
            db = std::move(reading);
    }
    if (!db)
        return tl::unexpected(db.error());
    auto open = std::make_unique<Open>(*std::move(db));
    auto limited = open->db->run([&]() -> Result<void> {
        SQLite::Database &handle = open->db->handle();
        if (m_options.mostFileBytes > 0 && !options.readOnly) {
            const qint64 most = m_options.mostFileBytes / handle.execAndGet("PRAGMA page_size").getInt64();
            handle.exec("PRAGMA max_page_count=" + std::to_string(most));
        }
        return options.readOnly ? Result<void>() : noteExempt(*open);
    });
    if (!limited)
        return tl::unexpected(limited.error());
    return open;
}

bool ImageDatabase::replace(const Error &error)
{
    trace(error);
    m_open.reset();
    if (!m_options.maintains)
        return false;
    const auto moved = sql::quarantine(m_options.path, m_clock.now());
    if (!moved)
        trace(moved.error());
    else
        m_trace.event(u"cache-rebuilt"_s, QJsonObject{{u"where"_s, m_options.path}});
    return moved.has_value();
}

// Pictures are fetched again, so a failure costs time only. Damage means another file.
void ImageDatabase::failed(const Error &error)
{
    if (error.kind == ErrorKind::Corrupt && m_open) {
        if (!replace(error))
            m_triedAt = m_clock.steady();
        return;
    }
    if (error.kind != ErrorKind::Busy && !std::exchange(m_told, true))
        trace(error);
}

std::optional<PackedImage> ImageDatabase::read(const ImageKey &key)
{
    Open *open = this->open();
    if (open == nullptr)
        return {};
    std::optional<PackedImage> found;
    auto done = open->db->run([&]() -> Result<void> {
        const auto row = open->statements.use(kRead);
        const QByteArray hash = hashOf(key);
        row->bindBlob(1, hash);
        row->bindText(2, key.path);
        row->bindText(3, key.sizeCode);
        if (row->step())
            found = PackedImage{row->integer(0), row->bytes(1).toByteArray(), static_cast<quint32>(row->integer(2))};
        return {};
    });
    if (!done)
        failed(done.error());
    else if (found)
        m_used.insert(found->id);
    if (m_used.size() >= kUseFlushedAt)
        flushUse();
    return found;
}

void ImageDatabase::write(const ImageKey &key, const QByteArray &bytes, quint32 crc)
{
    if (bytes.size() > kMostBytes || imageFormatOf(bytes) == ImageFormat::Unknown)
        return;
    Open *open = this->open();
    if (open == nullptr)
        return;
    auto done = insert(*open, key, bytes, crc);
    if (!done && done.error().kind == ErrorKind::DiskFull && makeRoom(*open))
        done = insert(*open, key, bytes, crc);
    if (!done)
        failed(done.error());
}

Result<void> ImageDatabase::insert(Open &open, const ImageKey &key, const QByteArray &bytes, quint32 crc)
{
    const QByteArray hash = hashOf(key);
    return open.db->transaction([&]() -> Result<void> {
        const auto put = open.statements.use(kWrite);
        put->bindBlob(1, hash);
        put->bindText(2, key.path);
        put->bindText(3, key.sizeCode);
        put->bind(4, static_cast<int>(imageFormatOf(bytes)));
        put->bindBlob(5, bytes);
        put->bind(6, crc);
        put->bind(7, bytes.size());
        put->bind(8, now());
        put->run();
        return {};
    });
}

void ImageDatabase::damaged(qint64 id)
{
    ++m_damaged;
    m_trace.event(u"row-damaged"_s, QJsonObject{{u"image"_s, id}});
    Open *open = this->open();
    if (open == nullptr)
        return;
    auto done = open->db->transaction([&]() -> Result<void> {
        const auto drop = open->statements.use("DELETE FROM img WHERE img_id=?1");
        drop->bind(1, id);
        drop->run();
        return {};
    });
    if (!done)
        failed(done.error());
}

void ImageDatabase::flushUse()
{
    m_useFlushedAt = m_clock.steady();
    const auto used = std::exchange(m_used, {});
    if (used.isEmpty() || !m_open)
        return;
    // One that is lost only makes a picture seem older than it is.
    [[maybe_unused]] const auto done = m_open->db->transaction([&]() -> Result<void> {
        const auto touch = m_open->statements.use("UPDATE img SET last_used=?2 WHERE img_id=?1 AND last_used<?3");
        for (const qint64 id : used) {
            touch->bind(1, id);
            touch->bind(2, now());
            touch->bind(3, now() - kRecencyMs);
            touch->run();
        }
        return {};
    });
}

void ImageDatabase::setExempt(const std::vector<ImageKey> &keys)
{
    m_exempt.clear();
    for (const ImageKey &key : keys)
        m_exempt.push_back(hashOf(key));
    if (!m_open)
        return; // told when it opens
    if (const auto noted = noteExempt(*m_open); !noted)
        failed(noted.error());
}

/// In a table of the connection's own: what is kept offline is known to user.db, and this file may be lost.
Result<void> ImageDatabase::noteExempt(Open &open) const
{
    return open.db->run([&]() -> Result<void> {
        open.db->handle().exec(kExempt);
        const auto put = open.statements.use("INSERT OR IGNORE INTO temp.exempt VALUES(?1)");
        for (const QByteArray &hash : m_exempt) {
            put->bindBlob(1, hash);
            put->run();
        }
        return {};
    });
}

bool ImageDatabase::chore()
{
    if (!m_open || !m_options.maintains)
        return false;
    if (m_clock.steady() >= m_useFlushedAt + kUseFlushedEvery)
        flushUse();
    auto more = evictSlice(*m_open);
    if (more && !*more)
        more = giveBack(*m_open);
    if (!more)
        failed(more.error());
    return more.value_or(false);
}

Result<bool> ImageDatabase::evictSlice(Open &open)
{
    bool isOver = false;
    auto looked = open.db->run([&]() -> Result<void> {
        if (m_evictTo == 0 && open.db->usedBytes() > m_options.budgetBytes)
            m_evictTo = std::max<qint64>(1, static_cast<qint64>(static_cast<double>(m_options.budgetBytes) * kStopAt));
        return {};
    });
    if (!looked)
        return tl::unexpected(looked.error());
    if (m_evictTo == 0)
        return false;
    auto done = open.db->transaction([&]() -> Result<void> {
        const auto end = m_clock.steady() + kSliceTime;
        const auto evict = open.statements.use(kEvict);
        for (int rows = 0; rows < kSliceRows && (rows == 0 || m_clock.steady() < end) && !isOver; rows += kRowsAtOnce) {
            evict->bind(1, kRowsAtOnce);
            isOver = evict->run() == 0 || open.db->usedBytes() <= m_evictTo;
        }
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    if (isOver) {
        m_evictTo = 0;
        m_shrinks = true;
    }
    return !isOver;
}

Result<bool> ImageDatabase::giveBack(Open &open)
{
    if (!m_shrinks)
        return false;
    auto done = open.db->run([&]() -> Result<void> {
        // exec() runs the pragma to its end; one step would give back one page.
        open.db->handle().exec("PRAGMA incremental_vacuum(200)");
        m_shrinks = open.db->freePages() > 0;
        if (!m_shrinks)
            open.db->handle().exec("PRAGMA wal_checkpoint(PASSIVE)");
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return m_shrinks;
}

bool ImageDatabase::makeRoom(Open &open)
{
    if (!m_options.maintains)
        return false;
    auto begun = open.db->run([&]() -> Result<void> {
        m_evictTo = std::max<qint64>(1, static_cast<qint64>(static_cast<double>(open.db->usedBytes()) * kRoomAt));
        return {};
    });
    Result<bool> more = begun.has_value();
    while (more && *more)
        more = evictSlice(open);
    m_evictTo = 0;
    return more.has_value();
}

Result<ImageStoreReport> ImageDatabase::report()
{
    ImageStoreReport report;
    report.path = m_options.path;
    report.budgetBytes = m_options.budgetBytes;
    report.damaged = m_damaged;
    Open *open = this->open();
    report.unavailable = m_unavailable;
    if (open == nullptr)
        return report;
    auto done = open->db->run([&]() -> Result<void> {
        report.images = open->db->handle().execAndGet("SELECT count(*) FROM img").getInt64();
        report.usedBytes = open->db->usedBytes();
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    report.bytes = QFileInfo(report.path).size() + QFileInfo(report.path + u"-wal"_s).size();
    return report;
}

Result<void> ImageDatabase::clear()
{
    Open *open = this->open();
    if (open == nullptr)
        return tl::unexpected(*m_unavailable);
    m_used.clear();
    auto done = open->db->transaction([&]() -> Result<void> {
        open->db->handle().exec("DELETE FROM img");
        return {};
    });
    m_shrinks = true;
    for (Result<bool> more = done.has_value(); done && more && *more;) {
        more = giveBack(*open);
        if (!more)
            return tl::unexpected(more.error());
    }
    return done;
}

void ImageDatabase::stopWaiting()
{
    m_waits = false;
    if (m_open)
        m_open->db->handle().setBusyTimeout(0);
}

void ImageDatabase::close()
{
    flushUse();
    if (m_open)
        m_open->db->handle().tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    m_open.reset();
}

void ImageDatabase::trace(const Error &error) const
{
    m_trace.event(
        u"error"_s, QJsonObject{{u"kind"_s, errorKindName(error.kind)}, {u"where"_s, error.where}, {u"detail"_s, error.detail}});
}

} // namespace matinee
