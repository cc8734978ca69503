// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <utility>

#include "cache/pagestore/pagestoreoptions.h"
#include "cache/pagestore/pagetables.h"
#include "models/catalog/tracesink.h"

namespace matinee {

/// cache.db for writing, with what store.md 7.5 says of its failures: a locked file is tried three times, a full one
/// gets a tenth of its room back and one more try, a damaged one is moved away and made anew. Store thread only.
class PageDisk
{
public:
    /// A chore empties the WAL when nothing else is done. Only one of 32 MB is emptied by the page that passes it,
    /// which waits for the drive some ms.
    static constexpr const char *kRareCheckpoints = "PRAGMA wal_autocheckpoint=4000";

    /// `onReplaced` is called on the store thread when other connections have to be opened again.
    PageDisk(const PageStoreOptions &options, const Clock &clock, TraceSink &trace, std::function<void()> onReplaced);

    /// Opens where it is not open. Null: not now, unavailable() says why. One that failed is tried again every 30 s.
    [[nodiscard]] PageTables *tables();
    /// As tables(), but opens nothing.
    [[nodiscard]] PageTables *opened() const { return m_tables.get(); }
    [[nodiscard]] const std::optional<Error> &unavailable() const { return m_unavailable; }

    /// Runs `work`, again where the error map says so.
    template <typename T>
    [[nodiscard]] Result<T> attempt(const std::function<Result<T>(PageTables &)> &work)
    {
        for (int tries = 1;; ++tries) {
            PageTables *open = tables();
            if (open == nullptr)
                return tl::unexpected(*m_unavailable);
            auto done = work(*open);
            if (done)
                m_wasBusy = false;
            if (done || !mayTryAgain(done.error(), tries))
                return done;
        }
    }

    /// Somebody read damage in the file of this incarnation; nothing happens when it was replaced since.
    void replaceDamaged(const Error &error, int incarnation);
    /// Counts the files this run has had under the path. Any thread.
    [[nodiscard]] int incarnation() const { return m_incarnation; }
    /// From now on nothing is waited for: the program is closing.
    void stopWaiting();
    /// Notes a clean end and empties the WAL into the file; the connection stays until the object goes.
    void finish();

    /// Whether the last run ended without finish(); asked once.
    [[nodiscard]] bool takeCheckDue() { return std::exchange(m_checkDue, false); }
    void wantCheck() { m_checkDue = true; }
    /// SQLite's quick_check; replaces the file where it finds damage. Ends early when stopWaiting() is called by then.
    void check(const std::atomic_bool &closing);

    [[nodiscard]] qint64 budget() const { return m_options.budgetBytes; }
    void setBudget(qint64 bytes);
    void setExempt(const QSet<QByteArray> &feeds);

private:
    [[nodiscard]] Result<std::unique_ptr<PageTables>> open();
    [[nodiscard]] Result<void> begin(PageTables &tables);
    void refuse(const Error &error);
    [[nodiscard]] bool replace(const Error &error);
    [[nodiscard]] bool makeRoom();
    [[nodiscard]] bool mayTryAgain(const Error &error, int tries);
    void trace(const Error &error) const;

    PageStoreOptions m_options;
    const Clock &m_clock;
    TraceSink &m_trace;
    std::function<void()> m_onReplaced;
    std::unique_ptr<PageTables> m_tables;
    std::optional<Error> m_unavailable;
    std::chrono::nanoseconds m_triedAt{};
    QSet<QByteArray> m_exempt;
    std::atomic_int m_incarnation = 0;
    bool m_waits = true;
    bool m_wasBusy = false;
    bool m_checkDue = false;
    bool m_told = false;
};

} // namespace matinee
