// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/sql/database.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QUrl>

#include <cerrno>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace matinee::sql {
namespace {

// 8 KiB pages keep posters and detail bodies off overflow chains (store.md 7.3).
constexpr int kPageBytes = 8192;
constexpr const char *kConnectionPragmas
    = "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY";
// Past this a WAL that once grew is cut back after its checkpoint.
constexpr int kJournalLimitBytes = 4 * 1024 * 1024;

QString clauseFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Busy: return u"another program is using the file"_s;
    case ErrorKind::DiskFull: return u"the disk is full"_s;
    case ErrorKind::ReadOnly: return u"the file cannot be written or opened"_s;
    case ErrorKind::Corrupt: return u"the file is damaged or is not a database"_s;
    default: return u"the file could not be read or written"_s;
    }
}

// A full disk or quota reported by a call SQLite does not turn into SQLITE_FULL (it does so for write() only).
bool noSpaceLeft(sqlite3 *db)
{
    const int systemError = db == nullptr ? 0 : sqlite3_system_errno(db);
    return systemError == ENOSPC
#ifdef EDQUOT
        || systemError == EDQUOT
#endif
        ;
}

Error errorFrom(const SQLite::Exception &exception, const QString &path, sqlite3 *db)
{
    const int code = exception.getExtendedErrorCode() > 0 ? exception.getExtendedErrorCode() : exception.getErrorCode();
    ErrorKind kind = errorKindOf(code);
    if ((code & 0xff) == SQLITE_IOERR && noSpaceLeft(db))
        kind = ErrorKind::DiskFull;
    return {kind, u"%1 (SQLite %2: %3)"_s.arg(clauseFor(kind)).arg(code).arg(QString::fromUtf8(exception.what())), path};
}

Result<void> checkPlace(const QFileInfo &file, bool readOnly)
{
    if (file.isDir())
        return fail(ErrorKind::Storage, u"a folder stands where the file should be"_s, file.filePath());
    if (readOnly) {
        if (!file.exists())
            return fail(ErrorKind::NotFound, u"there is no such file"_s, file.filePath());
        return {};
    }
    if (!QDir().mkpath(file.path()))
        return fail(ErrorKind::ReadOnly, u"its folder cannot be made"_s, file.filePath());
    return {};
}

// Immutable: SQLite neither locks nor looks for a WAL, so nothing has to be written beside the file.
std::string immutableName(const QString &path)
{
    return "file:" + QUrl::toPercentEncoding(path, "/").toStdString() + "?immutable=1";
}

} // namespace

ErrorKind errorKindOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) { // the low byte of an extended code is its family
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return ErrorKind::Busy;
    case SQLITE_FULL: return ErrorKind::DiskFull;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return ErrorKind::ReadOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorKind::Corrupt;
    case SQLITE_INTERRUPT: return ErrorKind::Cancelled;
    default: return ErrorKind::Storage;
    }
}

struct Database::Header {
    int applicationId = 0;
    int version = 0;
    int tables = 0;

    // Also what a start that was killed between laying out the file and signing it leaves behind.
    [[nodiscard]] bool isBlank() const { return applicationId == 0 && version == 0 && tables == 0; }
};

Database::Database(const QString &path, const std::string &sqliteName, int flags, std::chrono::milliseconds busyTimeout)
    : m_path(path), m_db(sqliteName, flags, static_cast<int>(busyTimeout.count()))
{
    sqlite3_extended_result_codes(m_db.getHandle(), 1);
}

Result<std::unique_ptr<Database>> Database::open(const OpenOptions &options)
{
    OpenOptions absolute = options;
    // Absolute, because this SQLite reads a name that begins with "file:" as a URI.
    absolute.path = QFileInfo(options.path).absoluteFilePath();
    if (auto place = checkPlace(QFileInfo(absolute.path), options.readOnly); !place)
        return tl::unexpected(place.error());
    const std::string name = absolute.path.toStdString();
    if (!options.readOnly)
        return attemptPatiently(absolute, name);
    auto opened = attempt(absolute, name, SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX);
    // A WAL database wants its -shm file, which a folder without write permission refuses. Where no WAL waits the
    // file alone is whole; where one does, reading without it would show an old state as if it were the last.
    if (!opened && opened.error().kind == ErrorKind::ReadOnly && QFileInfo(absolute.path + u"-wal"_s).size() == 0)
        return attempt(absolute, immutableName(absolute.path), SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX);
    return opened;
}

/// Changing the journal asks for a lock that SQLite does not wait for: who is refused at once, because another process
/// is making the file just now, tries again a little later, for as long as anybody waits for a lock.
Result<std::unique_ptr<Database>> Database::attemptPatiently(const OpenOptions &options, const std::string &sqliteName)
{
    constexpr int kPauseMs = 5;
    const int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX;
    QElapsedTimer elapsed;
    elapsed.start();
    auto opened = attempt(options, sqliteName, flags);
    while (
        !opened && opened.error().kind == ErrorKind::Busy && std::chrono::milliseconds(elapsed.elapsed()) < options.busyTimeout) {
        sqlite3_sleep(kPauseMs);
        opened = attempt(options, sqliteName, flags);
    }
    return opened;
}

Result<std::unique_ptr<Database>> Database::attempt(const OpenOptions &options, const std::string &sqliteName, int flags)
{
    std::unique_ptr<Database> database;
    try {
        database.reset(new Database(options.path, sqliteName, flags, options.busyTimeout));
    } catch (const SQLite::Exception &exception) {
        return tl::unexpected(errorFrom(exception, options.path, nullptr));
    }
    if (auto ready = database->run([&] { return database->prepare(options); }); !ready)
        return tl::unexpected(ready.error());
    return database;
}

Result<std::unique_ptr<Database>> Database::openInMemory(std::span<const Migration> migrations)
{
    const QString name = u":memory:"_s;
    std::unique_ptr<Database> database;
    try {
        database.reset(new Database(name, name.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX,
            std::chrono::milliseconds(0)));
    } catch (const SQLite::Exception &exception) {
        return tl::unexpected(errorFrom(exception, name, nullptr));
    }
    auto ready = database->run([&]() -> Result<void> {
        database->m_db.exec(kConnectionPragmas);
        database->layOutNewFile({});
        return database->migrate(migrations);
    });
    if (!ready)
        return tl::unexpected(ready.error());
    return database;
}

Result<void> Database::prepare(const OpenOptions &options)
{
    // SQLite opens a file it may not write for reading instead, without a word.
    if (!options.readOnly && sqlite3_db_readonly(m_db.getHandle(), "main") == 1)
        return fail(ErrorKind::ReadOnly, u"the file cannot be written"_s, m_path);
    m_db.exec(kConnectionPragmas);
    const Header header = readHeader();
    if (header.isBlank() && options.readOnly)
        return fail(ErrorKind::Storage, u"the file is empty"_s, m_path);
    if (header.isBlank())
        layOutNewFile(options);
    else if (auto ours = checkOurs(header, options); !ours)
        return ours;
    if (options.readOnly) {
        m_db.exec("PRAGMA query_only=ON");
        return {};
    }
    if (auto journal = setJournal(options); !journal)
        return journal;
    return migrate(options.migrations);
}

// One transaction: another process may be making the file just now.
Database::Header Database::readHeader()
{
    SQLite::Transaction oneView(m_db, SQLite::TransactionBehavior::DEFERRED);
    return {pragma("application_id"), pragma("user_version"), m_db.execAndGet("SELECT count(*) FROM sqlite_schema").getInt()};
}

Result<void> Database::checkOurs(const Header &header, const OpenOptions &options) const
{
    if (header.applicationId != options.applicationId)
        return fail(options.notOursKind, u"the file belongs to another program"_s, m_path);
    const int known = static_cast<int>(options.migrations.size());
    if (header.version > known && !(options.readOnly && options.allowNewer))
        return fail(options.notOursKind, u"the file was written by a newer version of Matinee"_s, m_path);
    if (header.version < known && options.readOnly)
        return fail(
            ErrorKind::Storage, u"the file was written by an older version and has not been brought up to date"_s, m_path);
    return {};
}

void Database::layOutNewFile(const OpenOptions &options)
{
    // Before WAL: once the journal is WAL neither page_size nor auto_vacuum can be changed.
    m_db.exec("PRAGMA page_size=" + std::to_string(kPageBytes));
    m_db.exec("PRAGMA auto_vacuum=INCREMENTAL");
    m_db.exec("PRAGMA application_id=" + std::to_string(options.applicationId));
}

Result<void> Database::setJournal(const OpenOptions &options)
{
    // A network file system answers with the mode it stayed in, not with an error.
    if (m_db.execAndGet("PRAGMA journal_mode=WAL").getString() != "wal")
        return fail(ErrorKind::Storage, u"the drive cannot hold a write-ahead log (a network drive, perhaps)"_s, m_path);
    m_db.exec(options.fullSync ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    m_db.exec("PRAGMA journal_size_limit=" + std::to_string(kJournalLimitBytes));
    // Debian compiles it on: what is only a cache need not be wiped (store.md 7.2).
    if (!options.fullSync)
        m_db.exec("PRAGMA secure_delete=OFF");
    return {};
}

Result<void> Database::migrate(std::span<const Migration> migrations)
{
    const int known = static_cast<int>(migrations.size());
    for (int step = pragma("user_version"); step < known; ++step) {
        auto done = transaction([&]() -> Result<void> {
            if (pragma("user_version") > step) // another process was first
                return {};
            m_db.exec(migrations[static_cast<std::size_t>(step)].script);
            m_db.exec("PRAGMA user_version=" + std::to_string(step + 1));
            return {};
        });
        if (!done) {
            done.error().detail = u"schema step %1 failed: %2"_s.arg(step + 1).arg(done.error().detail);
            return done;
        }
    }
    return {};
}

int Database::pragma(const char *name)
{
    return m_db.execAndGet(std::string("PRAGMA ") + name).getInt();
}

qint64 Database::usedBytes()
{
    return static_cast<qint64>(pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}

Result<void> Database::run(const std::function<Result<void>()> &work)
{
    try {
        return work();
    } catch (const SQLite::Exception &exception) {
        return tl::unexpected(errorFrom(exception, m_path, m_db.getHandle()));
    } catch (const std::exception &exception) {
        return fail(ErrorKind::Storage, QString::fromUtf8(exception.what()), m_path);
    }
}

Result<void> Database::transaction(const std::function<Result<void>()> &work)
{
    Q_ASSERT(sqlite3_get_autocommit(m_db.getHandle()) != 0);
    auto done = run([&]() -> Result<void> {
        m_db.exec("BEGIN IMMEDIATE");
        if (auto worked = work(); !worked)
            return worked;
        m_db.exec("COMMIT");
        return {};
    });
    // A full disk has rolled back by itself already.
    if (!done && sqlite3_get_autocommit(m_db.getHandle()) == 0)
        m_db.tryExec("ROLLBACK");
    return done;
}

} // namespace matinee::sql
