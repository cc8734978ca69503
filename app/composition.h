// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/commandline.h"
#include "app/countedfeedstore.h"
#include "app/profilepaths.h"
#include "app/programstorage.h"
#include "app/remoteparts.h"
#include "app/sourcerouter.h"
#include "app/usecounter.h"
#include "cache/cataloguefile/cataloguelibrary.h"
#include "cache/transfer/filetransfer.h"
#include "cache/userdata/userdatastore.h"
#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/tracesink.h"
#include "models/feed/filtered/filteredfeedstore.h"

namespace matinee {

/// The one place where ports meet the classes behind them. Main thread; made after the application object and
/// closed before it goes. The window and every command are built over what this hands out.
class Composition
{
public:
    /// Starts the threads; nothing is opened until something is asked.
    Composition(const ProfilePaths &paths, std::unique_ptr<TraceSink> trace, const RemoteManner &manner);
    ~Composition();
    Composition(const Composition &) = delete;
    Composition &operator=(const Composition &) = delete;

    [[nodiscard]] const ProfilePaths &paths() const { return m_paths; }
    [[nodiscard]] Clock &clock() { return m_clock; }
    [[nodiscard]] Mailbox &mailbox() { return m_mailbox; }
    [[nodiscard]] TraceSink &trace() { return *m_trace; }
    [[nodiscard]] UserDataStore &userData() { return *m_userData; }
    [[nodiscard]] CatalogueLibrary &library() { return *m_library; }
    [[nodiscard]] RemoteParts &remote() { return *m_remote; }
    /// Every source, whatever stands behind it.
    [[nodiscard]] SourceRouter &sources() { return *m_router; }
    /// The lists of every source, counted for the statistics, and those filtered from them.
    [[nodiscard]] FilteredFeedStore &feeds() { return m_filtered; }
    /// The person's own data from and to files.
    [[nodiscard]] Transfer &transfer() { return m_transfer; }
    /// What is kept on this computer.
    [[nodiscard]] Storage &storage() { return m_storage; }

    /// Of everybody who is signed in somewhere now (UserAccount::key()).
    [[nodiscard]] QStringList accountKeys();
    /// Whether the source's server can be told of such marks.
    [[nodiscard]] bool canSend(const QString &source, MarkKind kind);

    /// Drops answers on their way, stops the threads (under 2 s whatever runs) and closes the files. Idempotent.
    void close();

private:
    ProfilePaths m_paths;
    SystemClock m_clock;
    std::unique_ptr<TraceSink> m_trace;
    Mailbox m_mailbox; // outlives every producer below
    std::unique_ptr<UserDataStore> m_userData;
    UseCounter m_counter;
    std::unique_ptr<CatalogueLibrary> m_library;
    std::unique_ptr<RemoteParts> m_remote;
    std::unique_ptr<SourceRouter> m_router;
    CountedFeedStore m_counted;
    FilteredFeedStore m_filtered;
    ProgramStorage m_storage;
    FileTransfer m_transfer;
};

/// The source the program opens with.
inline constexpr QLatin1StringView kDefaultSource{"public-domain"};

} // namespace matinee
