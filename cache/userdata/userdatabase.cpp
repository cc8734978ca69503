// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/userdatabase.h"

#include <QFileInfo>
#include <QJsonObject>

#include "cache/core/packedtitle.h"
#include "cache/userdata/userschema.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// store.md 7.2: what the person did is worth waiting for.
constexpr std::chrono::milliseconds kBusyTimeout{2000};
// Lists whose place is remembered. A search leaves one for each text, so there has to be an end; a thousand is
// months of browsing and about 200 KB.
constexpr int kAnchorsKept = 1000;

void bindText(SQLite::Statement &statement, int index, const QString &text)
{
    statement.bind(index, text.toStdString());
}

void bindId(SQLite::Statement &statement, int first, const TitleId &id)
{
    bindText(statement, first, id.source);
    bindText(statement, first + 1, id.type);
    bindText(statement, first + 2, id.extId);
}

void bindBlob(SQLite::Statement &statement, int index, const QByteArray &bytes)
{
    statement.bind(index, static_cast<const void *>(bytes.constData()), static_cast<int>(bytes.size()));
}

QString textAt(const SQLite::Statement &row, int index)
{
    const SQLite::Column column = row.getColumn(index);
    return QString::fromUtf8(column.getText(), column.getBytes());
}

TitleId idAt(const SQLite::Statement &row, int first)
{
    return {textAt(row, first), textAt(row, first + 1), textAt(row, first + 2)};
}

// The snapshot in columns `first` (blob) and `first + 1` (checksum).
Result<Title> snapshotAt(const SQLite::Statement &row, int first, TitleId id)
{
    const SQLite::Column blob = row.getColumn(first);
    const auto *bytes = static_cast<const char *>(blob.getBlob());
    return unpackTitle(
        QByteArrayView(bytes, bytes == nullptr ? 0 : blob.getBytes()), row.getColumn(first + 1).getUInt(), std::move(id));
}

// Without its details a favorite still is one: the id is what was chosen.
Title withoutDetails(const TitleId &id)
{
    Title title;
    title.id = id;
    title.title = id.extId;
    return title;
}

void keepSnapshot(SQLite::Database &db, const Title &title)
{
    SQLite::Statement upsert(db,
        "INSERT INTO title(source,type,ext_id,snap,snap_crc) VALUES(?,?,?,?,?) "
        "ON CONFLICT DO UPDATE SET snap=excluded.snap, snap_crc=excluded.snap_crc");
    const PackedBlob packed = packTitle(title);
    bindId(upsert, 1, title.id);
    bindBlob(upsert, 4, packed.bytes);
    upsert.bind(5, packed.crc);
    upsert.exec();
}

// Nothing else of the person's names the title any more: its copy goes too.
void dropUnusedSnapshot(SQLite::Database &db, const TitleId &id)
{
    SQLite::Statement drop(db,
        "DELETE FROM title WHERE source=?1 AND type=?2 AND ext_id=?3 "
        "AND NOT EXISTS(SELECT 1 FROM mark WHERE source=?1 AND type=?2 AND ext_id=?3) "
        "AND NOT EXISTS(SELECT 1 FROM list_item WHERE source=?1 AND type=?2 AND ext_id=?3) "
        "AND NOT EXISTS(SELECT 1 FROM note WHERE source=?1 AND type=?2 AND ext_id=?3)");
    bindId(drop, 1, id);
    drop.exec();
}

void forgetAnchor(SQLite::Database &db, const FeedKey &feed)
{
    SQLite::Statement forget(db, "DELETE FROM anchor WHERE feed_hash=?");
    bindBlob(forget, 1, feed.hash());
    forget.exec();
}

void keepAnchor(SQLite::Database &db, const FeedKey &feed, const Anchor &anchor, qint64 nowMs)
{
    SQLite::Statement keep(
        db, "INSERT OR REPLACE INTO anchor(feed_hash,key_text,source,type,ext_id,y,pos,at) VALUES(?,?,?,?,?,?,?,?)");
    bindBlob(keep, 1, feed.hash());
    bindText(keep, 2, feed.text());
    bindId(keep, 3, anchor.title);
    keep.bind(6, anchor.y);
    keep.bind(7, static_cast<std::int64_t>(anchor.row));
    keep.bind(8, static_cast<std::int64_t>(nowMs));
    keep.exec();
    SQLite::Statement trim(
        db, "DELETE FROM anchor WHERE feed_hash IN (SELECT feed_hash FROM anchor ORDER BY at DESC LIMIT -1 OFFSET ?)");
    trim.bind(1, kAnchorsKept);
    trim.exec();
}

} // namespace

UserDatabase::UserDatabase(const QString &path, TraceSink &trace) : m_path(QFileInfo(path).absoluteFilePath()), m_trace(trace) { }

void UserDatabase::warmUp()
{
    if (auto opened = readable(); !opened)
        trace(opened.error());
    else if (m_onlyReadable)
        trace(*m_onlyReadable);
}

void UserDatabase::close()
{
    if (!m_database)
        return;
    // Another process reading keeps part of the WAL: it is read at the next start, nothing is lost.
    if (!m_onlyReadable)
        m_database->handle().tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    m_database.reset();
}

Result<std::unique_ptr<sql::Database>> UserDatabase::connect(bool readOnly) const
{
    return sql::Database::open({.path = m_path,
        .applicationId = kUserApplicationId,
        .migrations = userMigrations(),
        .readOnly = readOnly,
        .allowNewer = readOnly,
        .fullSync = true,
        .busyTimeout = m_waits ? kBusyTimeout : std::chrono::milliseconds(0)});
}

sql::Database *UserDatabase::patient(sql::Database &database) const
{
    if (!m_waits)
        database.handle().setBusyTimeout(0);
    return &database;
}

Result<sql::Database *> UserDatabase::readable()
{
    if (m_database)
        return patient(*m_database);
    auto opened = connect(false);
    if (opened) {
        m_onlyReadable.reset();
    } else {
        // Locked or damaged: another connection would fare no better.
        if (opened.error().kind == ErrorKind::Busy || opened.error().kind == ErrorKind::Corrupt)
            return tl::unexpected(opened.error());
        auto reading = connect(true);
        if (!reading)
            return tl::unexpected(opened.error());
        m_onlyReadable = opened.error();
        opened = std::move(reading);
    }
    m_database = std::move(*opened);
    return m_database.get();
}

Result<sql::Database *> UserDatabase::writable()
{
    if (m_onlyReadable)
        m_database.reset(); // space or permission may have come back since
    auto opened = readable();
    if (opened && m_onlyReadable) {
        Error error = *m_onlyReadable;
        if (error.kind != ErrorKind::DiskFull)
            error.kind = ErrorKind::ReadOnly; // a newer version's file is one to the person, too
        return tl::unexpected(std::move(error));
    }
    return opened;
}

Result<void> UserDatabase::setFavorite(const Title &snapshot, bool wanted, qint64 nowMs)
{
    if (!snapshot.id.isValid())
        return fail(ErrorKind::InvalidArgument, u"the title has no id"_s, u"title"_s);
    auto database = writable();
    if (!database)
        return tl::unexpected(database.error());
    return (*database)->transaction([&]() -> Result<void> {
        SQLite::Database &db = (*database)->handle();
        if (wanted)
            addFavorite(db, snapshot, nowMs);
        else
            removeFavorite(db, snapshot.id);
        return {};
    });
}

void UserDatabase::addFavorite(SQLite::Database &db, const Title &snapshot, qint64 nowMs) const
{
    keepSnapshot(db, snapshot);
    SQLite::Statement mark(db,
        "INSERT INTO mark(account,source,type,ext_id,kind,desired,base,base_known,changed_at,seq) "
        "VALUES('',?1,?2,?3,'favorite',1,NULL,0,?4,(SELECT coalesce(max(seq),0)+1 FROM mark)) "
        "ON CONFLICT DO UPDATE SET desired=1, changed_at=excluded.changed_at, seq=excluded.seq WHERE desired IS NOT 1");
    bindId(mark, 1, snapshot.id);
    mark.bind(4, static_cast<std::int64_t>(nowMs));
    mark.exec();
}

// The local account has no server to tell, so an unset mark has nothing left to say: the row goes. (A mark with a
// known base or an operation in the outbox would have to stay with desired=0.)
void UserDatabase::removeFavorite(SQLite::Database &db, const TitleId &id) const
{
    SQLite::Statement mark(db, "DELETE FROM mark WHERE account='' AND source=? AND type=? AND ext_id=? AND kind='favorite'");
    bindId(mark, 1, id);
    mark.exec();
    dropUnusedSnapshot(db, id);
}

Result<std::vector<Favorite>> UserDatabase::favorites(const QString &sourceId)
{
    auto database = readable();
    if (!database)
        return tl::unexpected(database.error());
    std::vector<Favorite> found;
    qint64 damaged = 0;
    auto done = (*database)->run([&]() -> Result<void> {
        SQLite::Statement row((*database)->handle(),
            "SELECT m.source,m.type,m.ext_id,m.changed_at,t.snap,t.snap_crc FROM mark m "
            "LEFT JOIN title t ON t.source=m.source AND t.type=m.type AND t.ext_id=m.ext_id "
            "WHERE m.account='' AND m.kind='favorite' AND m.desired=1 AND (?1='' OR m.source=?1) "
            "ORDER BY m.changed_at DESC, m.seq DESC");
        bindText(row, 1, sourceId);
        while (row.executeStep()) {
            const TitleId id = idAt(row, 0);
            auto title = snapshotAt(row, 4, id);
            if (!title)
                ++damaged;
            found.push_back({title ? std::move(*title) : withoutDetails(id),
                QDateTime::fromMSecsSinceEpoch(row.getColumn(3).getInt64(), Qt::UTC)});
        }
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    if (damaged > 0)
        trace({ErrorKind::Corrupt, u"details missing for %1 favorites"_s.arg(damaged), m_path});
    return found;
}

Result<void> UserDatabase::saveAnchor(const FeedKey &feed, const Anchor &anchor, qint64 nowMs)
{
    auto database = writable();
    if (!database)
        return tl::unexpected(database.error());
    return (*database)->transaction([&]() -> Result<void> {
        SQLite::Database &db = (*database)->handle();
        if (anchor.title.isValid())
            keepAnchor(db, feed, anchor, nowMs);
        else
            forgetAnchor(db, feed);
        return {};
    });
}

Result<std::optional<Anchor>> UserDatabase::anchor(const FeedKey &feed)
{
    auto database = readable();
    if (!database)
        return tl::unexpected(database.error());
    std::optional<Anchor> found;
    auto done = (*database)->run([&]() -> Result<void> {
        SQLite::Statement row(
            (*database)->handle(), "SELECT source,type,ext_id,y,pos FROM anchor WHERE feed_hash=? AND key_text=?");
        bindBlob(row, 1, feed.hash());
        bindText(row, 2, feed.text());
        if (row.executeStep())
            found = Anchor{idAt(row, 0), row.getColumn(3).getInt(), row.getColumn(4).getInt64()};
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return found;
}

Result<UserDataReport> UserDatabase::report()
{
    auto database = readable();
    if (!database)
        return tl::unexpected(database.error());
    UserDataReport report{.path = m_path, .readOnly = m_onlyReadable};
    auto done = (*database)->run([&]() -> Result<void> {
        report.favorites = (*database)
                               ->handle()
                               .execAndGet("SELECT count(*) FROM mark WHERE account='' AND kind='favorite' AND desired=1")
                               .getInt64();
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    report.bytes = QFileInfo(m_path).size() + QFileInfo(m_path + u"-wal"_s).size();
    return report;
}

void UserDatabase::trace(const Error &error) const
{
    m_trace.event(
        u"error"_s, QJsonObject{{u"kind"_s, errorKindName(error.kind)}, {u"where"_s, error.where}, {u"detail"_s, error.detail}});
}

} // namespace matinee
