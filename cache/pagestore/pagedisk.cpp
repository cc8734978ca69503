// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/pagedisk.h"

#include <QFileInfo>
#include <QJsonObject>

#include "cache/pagestore/pageschema.h"
#include "cache/sql/quarantine.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

constexpr int kMostTries = 3;                          // store.md 7.5; each waits for the lock by itself
constexpr std::chrono::milliseconds kBusyTimeout{250}; // store.md 7.2
// A folder that could not be written is asked for again: space or permission may have come back.
constexpr auto kTryAgainAfter = 30s;
constexpr int kProgressSteps = 10'000; // of SQLite's machine between two looks at `closing`: about a millisecond

int isClosing(void *closing)
{
    return static_cast<std::atomic_bool *>(closing)->load() ? 1 : 0;
}

} // namespace

PageDisk::PageDisk(const PageStoreOptions &options, const Clock &clock, TraceSink &trace, std::function<void()> onReplaced)
    : m_options(options), m_clock(clock), m_trace(trace), m_onReplaced(std::move(onReplaced))
{
    m_options.path = QFileInfo(options.path).absoluteFilePath();
}

PageTables *PageDisk::tables()
{
    // The folder was emptied under us: what is written to a file without a name is lost.
    if (m_tables && !QFileInfo::exists(m_options.path)) {
        m_tables.reset();
        ++m_incarnation;
        m_onReplaced();
    }
    if (m_tables)
        return m_tables.get();
    if (m_unavailable && m_clock.steady() < m_triedAt + kTryAgainAfter)
        return nullptr;
    m_triedAt = m_clock.steady();
    auto made = open();
    if (!made && made.error().kind == ErrorKind::Corrupt && replace(made.error()))
        made = open();
    if (!made) {
        refuse(made.error());
        return nullptr;
    }
    m_unavailable.reset();
    m_tables = *std::move(made);
    m_tables->eviction.setExempt(m_exempt);
    return m_tables.get();
}

Result<std::unique_ptr<PageTables>> PageDisk::open()
{
    auto db = sql::Database::open({.path = m_options.path,
        .applicationId = kPageStoreApplicationId,
        .migrations = pageStoreMigrations(),
        .busyTimeout = m_waits ? kBusyTimeout : 0ms,
        .notOursKind = ErrorKind::Corrupt});
    if (!db)
        return tl::unexpected(db.error());
    // A file made in this run may stand for one whose ids are still on screen: its own are above all of those.
    const qint64 firstItem = m_incarnation > 0 ? m_clock.now().toMSecsSinceEpoch() : 1;
    auto tables = std::make_unique<PageTables>(*std::move(db), m_clock, firstItem, m_options.budgetBytes);
    if (auto begun = tables->db->run([&] { return begin(*tables); }); !begun)
        return tl::unexpected(begun.error());
    return tables;
}

Result<void> PageDisk::begin(PageTables &tables)
{
    SQLite::Database &db = tables.db->handle();
    db.exec(kRareCheckpoints);
    if (m_options.mostFileBytes > 0) {
        const qint64 pageBytes = db.execAndGet("PRAGMA page_size").getInt64();
        db.exec("PRAGMA max_page_count=" + std::to_string(m_options.mostFileBytes / pageBytes));
    }
    if (!m_options.maintains)
        return {};
    m_checkDue = db.execAndGet("SELECT v FROM meta WHERE k='clean_shutdown'").getInt() == 0;
    const auto marked = tables.db->transaction([&]() -> Result<void> {
        db.exec("UPDATE meta SET v=0 WHERE k='clean_shutdown'");
        return {};
    });
    // Only a hint for the next start; a full disk is found out when there is something to lose.
    if (!marked && marked.error().kind == ErrorKind::Corrupt)
        return marked;
    if (m_incarnation > 0)
        return {};
    const auto discarded = tables.pages.discardStaging();
    return !discarded && discarded.error().kind == ErrorKind::Corrupt ? discarded : Result<void>();
}

void PageDisk::refuse(const Error &error)
{
    m_unavailable = error;
    if (!std::exchange(m_told, true))
        trace(error);
}

bool PageDisk::replace(const Error &error)
{
    trace(error);
    m_tables.reset();
    if (!m_options.maintains)
        return false;
    ++m_incarnation;
    m_onReplaced();
    const auto moved = sql::quarantine(m_options.path, m_clock.now());
    if (!moved) {
        trace(moved.error());
        return false;
    }
    m_trace.event(u"cache-rebuilt"_s,
        QJsonObject{{u"where"_s, m_options.path}, {u"copy"_s, *moved == sql::Quarantine::Kept ? u"kept"_s : u"removed"_s}});
    return true;
}

void PageDisk::replaceDamaged(const Error &error, int incarnation)
{
    if (incarnation != m_incarnation)
        return;
    m_tables.reset();
    if (replace(error))
        m_unavailable.reset();
    else
        refuse(error);
}

bool PageDisk::makeRoom()
{
    auto made = m_tables->eviction.makeRoom();
    // Taking a title out of the search index makes the index grow first. Without it there is nothing to take out of.
    if (!made && made.error().kind == ErrorKind::DiskFull && m_tables->index.startAnew())
        made = m_tables->eviction.makeRoom();
    return made.has_value();
}

bool PageDisk::mayTryAgain(const Error &error, int tries)
{
    if (error.kind == ErrorKind::Busy) {
        // One that stays locked costs a try a page, not three.
        const bool again = m_waits && !m_wasBusy && tries < kMostTries;
        m_wasBusy = m_wasBusy || !again;
        return again;
    }
    m_wasBusy = false;
    if (error.kind == ErrorKind::DiskFull)
        return tries == 1 && m_options.maintains && m_tables && makeRoom();
    if (error.kind == ErrorKind::Corrupt) {
        replaceDamaged(error, m_incarnation);
    } else if (error.kind == ErrorKind::ReadOnly) {
        m_tables.reset();
        m_triedAt = m_clock.steady();
        refuse(error);
    }
    return false;
}

void PageDisk::stopWaiting()
{
    m_waits = false;
    if (m_tables)
        m_tables->db->handle().setBusyTimeout(0);
}

void PageDisk::check(const std::atomic_bool &closing)
{
    if (!m_tables)
        return;
    QString answer;
    sqlite3 *handle = m_tables->db->handle().getHandle();
    sqlite3_progress_handler(handle, kProgressSteps, isClosing, const_cast<std::atomic_bool *>(&closing));
    auto done = m_tables->db->run([&]() -> Result<void> {
        answer = QString::fromStdString(m_tables->db->handle().execAndGet("PRAGMA quick_check(1)").getString());
        return m_tables->index.check();
    });
    sqlite3_progress_handler(handle, 0, nullptr, nullptr);
    if (done && answer != u"ok")
        done = fail(ErrorKind::Corrupt, answer, m_options.path);
    if (!done && done.error().kind == ErrorKind::Corrupt)
        replaceDamaged(done.error(), m_incarnation);
    else if (!done)
        m_checkDue = true; // not seen to its end
}

void PageDisk::finish()
{
    if (!m_tables)
        return;
    if (m_options.maintains && !m_checkDue) {
        // Best effort: otherwise the next start looks the file over.
        [[maybe_unused]] const auto noted = m_tables->db->transaction([&]() -> Result<void> {
            m_tables->db->handle().exec("UPDATE meta SET v=1 WHERE k='clean_shutdown'");
            return {};
        });
    }
    m_tables->db->handle().tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
}

void PageDisk::setBudget(qint64 bytes)
{
    m_options.budgetBytes = bytes;
    if (m_tables)
        m_tables->eviction.setBudget(bytes);
}

void PageDisk::setExempt(const QSet<QByteArray> &feeds)
{
    m_exempt = feeds;
    if (m_tables)
        m_tables->eviction.setExempt(feeds);
}

void PageDisk::trace(const Error &error) const
{
    m_trace.event(
        u"error"_s, QJsonObject{{u"kind"_s, errorKindName(error.kind)}, {u"where"_s, error.where}, {u"detail"_s, error.detail}});
}

} // namespace matinee
