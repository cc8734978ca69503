// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/userdatabase.h"

#include <QFileInfo>
#include <QJsonObject>

#include "cache/userdata/userrecovery.h"
#include "cache/userdata/userschema.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// store.md 7.2: what the person did is worth waiting for.
constexpr std::chrono::milliseconds kBusyTimeout{2000};

} // namespace

UserDatabase::UserDatabase(const QString &path, TraceSink &trace, Upkeep upkeep)
    : m_path(QFileInfo(path).absoluteFilePath()), m_trace(trace), m_upkeep(std::move(upkeep))
{
}

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

Result<std::unique_ptr<sql::Database>> UserDatabase::connectOrRecover()
{
    auto opened = connect(false);
    if (!opened && opened.error().kind == ErrorKind::Corrupt && recover())
        return connect(false);
    return opened;
}

/// Once a run: what is damaged again at once is not cured by it.
bool UserDatabase::recover()
{
    if (!m_upkeep.allowed || m_recovered)
        return false;
    m_recovered = true;
    m_database.reset();
    const auto recovered = userrecovery::recover(m_path, m_upkeep.now());
    if (!recovered) {
        trace(recovered.error());
        return false;
    }
    m_trace.event(u"error"_s,
        QJsonObject{{u"kind"_s, u"corrupt"_s}, {u"where"_s, m_path}, {u"detail"_s, u"the file was damaged and was recovered"_s},
            {u"favorites"_s, recovered->kept}, {u"fromBackup"_s, recovered->fromBackup}});
    m_upkeep.recovered(*recovered);
    return true;
}

bool UserDatabase::isDamage(const Error &error)
{
    if (error.kind != ErrorKind::Storage)
        return error.kind == ErrorKind::Corrupt;
    bool isOwn = true;
    const auto looked = m_database->run([&]() -> Result<void> {
        isOwn = userrecovery::hasOwnTables(m_database->handle());
        return {};
    });
    return !isOwn || (!looked && looked.error().kind == ErrorKind::Corrupt);
}

/// Damage may show only when the damaged page is read.
Result<void> UserDatabase::recovering(const std::function<Result<void>()> &attempt)
{
    auto done = attempt();
    if (!done && m_database && isDamage(done.error()) && recover())
        return attempt();
    return done;
}

void UserDatabase::backUp()
{
    if (!m_upkeep.allowed)
        return;
    const auto made = recovering([this]() -> Result<void> {
        auto database = writable();
        if (!database)
            return tl::unexpected(database.error());
        return (*database)->run([&]() -> Result<void> {
            return userrecovery::backUpIfDue((*database)->handle(), m_path, m_upkeep.now()).map([](bool) {});
        });
    });
    if (!made)
        trace(made.error());
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
    auto opened = connectOrRecover();
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
    return recovering([&]() -> Result<void> {
        auto database = readable();
        if (!database)
            return tl::unexpected(database.error());
        return (*database)->run([&] { return work((*database)->handle()); });
    });
}

Result<void> UserDatabase::writeWith(const std::function<Result<void>(SQLite::Database &)> &work)
{
    return recovering([&]() -> Result<void> {
        auto database = writable();
        if (!database)
            return tl::unexpected(database.error());
        auto done = (*database)->transaction([&] { return work((*database)->handle()); });
        // A commit that failed at its last step may stand whole in the journal. A new connection sees what a restart would.
        if (!done && m_database && (done.error().kind == ErrorKind::DiskFull || done.error().kind == ErrorKind::Storage)
            && !isDamage(done.error()))
            m_database.reset();
        return done;
    });
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
