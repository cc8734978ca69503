// SPDX-License-Identifier: GPL-3.0-or-later
// How rows are taken out of a damaged file follows what Firefox's places do: in rowid order until it breaks, then from the
// other end.
#include "cache/userdata/userrecovery.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <memory>
#include <sqlite3.h>

#include "cache/sql/database.h"
#include "cache/userdata/userschema.h"

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace matinee::userrecovery {
namespace {

const QStringList kParts{QString(), u"-wal"_s, u"-shm"_s};

tl::unexpected<Error> cannot(const QString &what, const QString &path)
{
    return fail(ErrorKind::Storage, what, path);
}

void removeTrio(const QString &path)
{
    for (const QString &part : kParts)
        QFile::remove(path + part);
}

Result<void> copyTrio(const QString &from, const QString &to)
{
    for (const QString &part : kParts) {
        if (QFile::exists(from + part) && !QFile::copy(from + part, to + part)) {
            removeTrio(to);
            return cannot(u"the damaged file cannot be copied aside"_s, from);
        }
    }
    return {};
}

bool syncToDisk(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return false;
#ifdef Q_OS_WIN
    return ::_commit(file.handle()) == 0;
#else
    return ::fsync(file.handle()) == 0;
#endif
}

/// In the place of what is there, in one step.
bool replaceFile(const QString &from, const QString &to)
{
#ifdef Q_OS_WIN
    QFile::remove(to);
    return QFile::rename(from, to);
#else
    return ::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
#endif
}

QString freeName(const QString &path, const QDateTime &now)
{
    const QString name = path + u".damaged-"_s + now.toUTC().toString(u"yyyyMMdd-HHmmss"_s);
    QString free = name;
    for (int i = 2; QFile::exists(free); ++i)
        free = name + u'-' + QString::number(i);
    return free;
}

/// Rows of one table from an attached file into the same table of ours. False where not all could be read.
class TableClone
{
public:
    TableClone(SQLite::Database &db, const std::string &table) : m_db(db), m_table(table) { }

    bool run()
    {
        try {
            readColumns();
        } catch (const SQLite::Exception &) {
            return false;
        }
        if (m_columns.empty())
            return false;
        return copy("ASC") || copy("DESC");
    }

private:
    void readColumns()
    {
        SQLite::Statement row(m_db,
            "SELECT o.name FROM pragma_table_info(?1,'main') o JOIN pragma_table_info(?1,'old') b USING(name) ORDER BY o.cid");
        row.bind(1, m_table);
        while (row.executeStep()) {
            m_columns += (m_columns.empty() ? "" : ",") + row.getColumn(0).getString();
            m_marks += m_marks.empty() ? "?" : ",?";
        }
    }

    bool copy(const char *order)
    {
        const Prepared rows = prepared("SELECT " + m_columns + " FROM old." + m_table + " NOT INDEXED ORDER BY rowid " + order);
        const Prepared insert = prepared("INSERT OR IGNORE INTO main." + m_table + "(" + m_columns + ") VALUES(" + m_marks + ")");
        if (!rows || !insert)
            return false;
        int step = sqlite3_step(rows.get());
        for (; step == SQLITE_ROW; step = sqlite3_step(rows.get())) {
            for (int i = 0; i < sqlite3_column_count(rows.get()); ++i)
                sqlite3_bind_value(insert.get(), i + 1, sqlite3_column_value(rows.get(), i));
            sqlite3_step(insert.get()); // a row that breaks the schema's rules is damaged: it is left out
            sqlite3_reset(insert.get());
        }
        return step == SQLITE_DONE;
    }

    // By SQLite's own handle: values go over as they are, and what breaks is told, not thrown.
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };
    using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;
    [[nodiscard]] Prepared prepared(const std::string &sql)
    {
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(m_db.getHandle(), sql.c_str(), -1, &statement, nullptr);
        return Prepared(statement);
    }

    SQLite::Database &m_db;
    const std::string m_table;
    std::string m_columns;
    std::string m_marks;
};

std::vector<std::string> tablesOf(SQLite::Database &db)
{
    std::vector<std::string> tables;
    SQLite::Statement row(
        db, "SELECT name FROM main.sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    while (row.executeStep())
        tables.push_back(row.getColumn(0).getString());
    return tables;
}

bool takeFrom(SQLite::Database &db, const QString &file, bool isBackup)
{
    if (!QFile::exists(file))
        return false;
    SQLite::Statement attach(db, "ATTACH ? AS old");
    attach.bind(1, file.toStdString());
    if (attach.tryExecuteStep() != SQLITE_DONE)
        return false;
    bool whole = true;
    for (const std::string &table : tablesOf(db)) {
        // What a backup still wanted to send may have been sent, or taken back, since.
        if (!isBackup || table != "outbox")
            whole = TableClone(db, table).run() && whole;
    }
    attach.reset();
    db.tryExec("DETACH old");
    return whole;
}

int favoritesIn(SQLite::Database &db)
{
    return db.execAndGet("SELECT count(*) FROM mark WHERE kind='favorite' AND desired<>0").getInt();
}

/// Fills the new file. Its connection is closed when this returns.
Result<void> rebuild(const QString &fresh, const QString &damaged, const QString &path, UserDataRecovery &report)
{
    auto opened = sql::Database::open(
        {.path = fresh, .applicationId = kUserApplicationId, .migrations = userMigrations(), .fullSync = true});
    if (!opened)
        return tl::unexpected(opened.error());
    sql::Database &made = **opened;
    return made.run([&]() -> Result<void> {
        SQLite::Database &db = made.handle();
        db.exec("PRAGMA foreign_keys=OFF");   // tables come in any order
        db.exec("PRAGMA writable_schema=ON"); // else a file that was cut short is not read at all
        takeFrom(db, damaged, false);
        report.kept = favoritesIn(db);
        for (int age = 0; age < 2 && !report.backupAt.isValid(); ++age) {
            const QFileInfo backup(backupPath(path, age));
            if (backup.exists() && takeFrom(db, backup.filePath(), true))
                report.backupAt = backup.lastModified().toUTC();
        }
        report.fromBackup = favoritesIn(db) - report.kept;
        db.exec("DELETE FROM list_item WHERE list_id NOT IN (SELECT list_id FROM list)");
        db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        return {};
    });
}

} // namespace

QString backupPath(const QString &path, int age)
{
    return path + (age == 0 ? u".bak"_s : u".bak.%1"_s.arg(age));
}

Result<void> backUp(SQLite::Database &db, const QString &path, const QDateTime &now)
{
    const QString copy = path + u".bak.tmp"_s;
    QFile::remove(copy);
    try {
        SQLite::Statement into(db, "VACUUM INTO ?");
        into.bind(1, copy.toStdString());
        into.exec();
    } catch (const SQLite::Exception &) {
        QFile::remove(copy);
        throw;
    }
    if (QFile stamped(copy); stamped.open(QIODevice::ReadWrite))
        stamped.setFileTime(now, QFileDevice::FileModificationTime); // by our clock, which says when the next is due
    const QString newest = backupPath(path, 0);
    if (!syncToDisk(copy) || (QFile::exists(newest) && !replaceFile(newest, backupPath(path, 1))) || !replaceFile(copy, newest)) {
        QFile::remove(copy);
        return cannot(u"no copy of it can be kept"_s, path);
    }
    return {};
}

Result<bool> backUpIfDue(SQLite::Database &db, const QString &path, const QDateTime &now)
{
    const QFileInfo newest(backupPath(path, 0));
    const qint64 age = newest.exists() ? newest.lastModified().secsTo(now) : 0;
    constexpr qint64 kDay = 24 * 60 * 60;
    if (newest.exists() && age < kDay && age > -kDay) // a clock that was set back does not stop them
        return false;
    return backUp(db, path, now).map([] { return true; });
}

bool hasOwnTables(SQLite::Database &db)
{
    const auto textsOf = [](SQLite::Database &of) {
        std::vector<std::string> texts;
        SQLite::Statement row(of, "SELECT name||' '||coalesce(sql,'') FROM sqlite_schema WHERE name<>'sqlite_stat1' ORDER BY 1");
        while (row.executeStep())
            texts.push_back(row.getColumn(0).getString());
        return texts;
    };
    const auto made = sql::Database::openInMemory(userMigrations());
    return !made || textsOf(db) == textsOf((*made)->handle());
}

Result<UserDataRecovery> recover(const QString &path, const QDateTime &now)
{
    UserDataRecovery report;
    report.quarantined = freeName(path, now);
    if (auto copied = copyTrio(path, report.quarantined); !copied)
        return tl::unexpected(copied.error());
    // Reading a file with a journal writes to it: what is kept aside stays as it was.
    const QString rescue = path + u".rescue"_s, fresh = path + u".new"_s;
    removeTrio(rescue);
    removeTrio(fresh);
    auto built = copyTrio(path, rescue).and_then([&] { return rebuild(fresh, rescue, path, report); });
    removeTrio(rescue);
    if (built && !syncToDisk(fresh))
        built = cannot(u"the new file cannot be written"_s, path);
    if (built) {
        for (const QString &journal : {kParts[1], kParts[2]})
            QFile::remove(path + journal);
        if (!replaceFile(fresh, path))
            built = cannot(u"the new file cannot be put in its place"_s, path);
    }
    removeTrio(fresh);
    return built ? Result<UserDataRecovery>(report) : tl::unexpected(built.error());
}

} // namespace matinee::userrecovery
