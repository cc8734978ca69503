// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/userdatabase.h"

#include <QFileInfo>
#include <QJsonObject>

#include "cache/userdata/userschema.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// store.md 7.2: what the person did is worth waiting for.
constexpr std::chrono::milliseconds kBusyTimeout{2000};

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

Result<void> UserDatabase::readWith(const std::function<Result<void>(SQLite::Database &)> &work)
{
    auto database = readable();
    if (!database)
        return tl::unexpected(database.error());
    return (*database)->run([&] { return work((*database)->handle()); });
}

Result<void> UserDatabase::writeWith(const std::function<Result<void>(SQLite::Database &)> &work)
{
    auto database = writable();
    if (!database)
        return tl::unexpected(database.error());
    return (*database)->transaction([&] { return work((*database)->handle()); });
}

void UserDatabase::traceDamaged(int titles) const
{
    if (titles > 0)
        trace({ErrorKind::Corrupt, u"details missing for %1 titles"_s.arg(titles), m_path});
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
