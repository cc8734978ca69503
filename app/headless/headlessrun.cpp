// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/headlessrun.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QTimer>

#include "app/composition.h"
#include "app/headless/exportcommand.h"
#include "app/headless/importcommand.h"
#include "app/headless/listcommand.h"
#include "app/headless/reportcommands.h"
#include "app/headless/cachecommands.h"
#include "app/headless/profilecheckcommand.h"
#include "app/headless/showcommand.h"
#include "app/headless/warmcommand.h"
#include "app/statedump.h"
#include "app/tracefile.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// Whether no window is open over this profile: then a command may do the chores.
bool isAlone(const QString &lockFile)
{
    if (!QFileInfo(lockFile).dir().exists())
        return true;
    QLockFile lock(lockFile);
    lock.setStaleLockTime(0);
    return lock.tryLock(0); // let go at once: a window that starts now is the one
}

RemoteManner manner(const Invocation &invocation, const ProfilePaths &paths)
{
    RemoteManner manner;
    manner.base = invocation.base;
    manner.baseSource = invocation.feed ? invocation.feed->source : invocation.showSource;
    manner.isOffline = invocation.reading == Reading::CacheOnly;
    manner.refreshes = invocation.reading == Reading::Refreshed;
    manner.waits = true;
    manner.fetchesPictures = invocation.art;
    manner.maintains = isAlone(paths.lockFile);
    return manner;
}

/// A source without a server has no address to replace.
Result<void> checkBase(Composition &parts, const Invocation &invocation)
{
    const QString source = invocation.feed ? invocation.feed->source : invocation.showSource;
    if (invocation.base.isEmpty() || source.isEmpty() || parts.sources().isRemote(source))
        return {};
    return fail(ErrorKind::InvalidArgument, u"\"%1\" is not reached over HTTP"_s.arg(source), u"--base"_s);
}

QString recoveryNote(const UserDataRecovery &recovery)
{
    const QString backup = recovery.backupAt.isValid()
        ? u", %1 from the backup of %2"_s.arg(recovery.fromBackup).arg(recovery.backupAt.toString(Qt::ISODate))
        : u", and there was no backup"_s;
    return u"the file of your own was damaged: %1 favorites kept%2. The damaged file is %3"_s.arg(recovery.kept)
        .arg(backup, recovery.quarantined);
}

/// What `search --cached` asks of a server's source: everything that is kept of it. A catalogue is all on this computer.
Invocation withKeptSearch(Composition &parts, const Invocation &invocation)
{
    Invocation kept = invocation;
    const bool isSearch = invocation.kind == Invocation::Kind::Search && invocation.reading == Reading::CacheOnly;
    if (isSearch && parts.sources().isRemote(invocation.feed->source))
        kept.feed->feed = u"found"_s;
    return kept;
}

std::unique_ptr<Command> makeCommand(Composition &parts, const Invocation &invocation)
{
    SourceRouter &sources = parts.sources();
    const HeadlessPorts ports{sources, parts.feeds(), sources, parts.userData(), parts.clock(), parts.trace()};
    switch (invocation.kind) {
    case Invocation::Kind::List:
    case Invocation::Kind::Search: return std::make_unique<ListCommand>(ports, invocation);
    case Invocation::Kind::Show: return std::make_unique<ShowCommand>(ports, invocation);
    case Invocation::Kind::Sources: return std::make_unique<SourcesCommand>(sources, invocation.format);
    case Invocation::Kind::Stats: return std::make_unique<StatsCommand>(parts.library(), parts.userData(), invocation.format);
    case Invocation::Kind::Export: return std::make_unique<ExportCommand>(parts.userData(), invocation);
    case Invocation::Kind::Import: return std::make_unique<ImportCommand>(parts.transfer(), invocation);
    case Invocation::Kind::Warm: return std::make_unique<WarmCommand>(ports, parts.remote().images(), invocation);
    case Invocation::Kind::CacheList: return std::make_unique<CacheListCommand>(parts.remote(), invocation.format);
    case Invocation::Kind::CacheClear: return std::make_unique<CacheClearCommand>(parts.remote(), invocation);
    case Invocation::Kind::ProfileCheck: return std::make_unique<ProfileCheckCommand>(parts, invocation);
    case Invocation::Kind::Window:
    case Invocation::Kind::Help:
    case Invocation::Kind::Version: break;
    }
    Q_UNREACHABLE();
}

} // namespace

int runHeadless(int &argc, char **argv, const Invocation &invocation)
{
    QCoreApplication app(argc, argv);
    auto trace = openTrace(invocation.traceFile);
    if (!trace) {
        printError(trace.error());
        return kExitFailed;
    }
    const ProfilePaths paths = ProfilePaths::in(invocation.profileDir);
    Composition parts(paths, *std::move(trace), manner(invocation, paths));
    for (const QString &problem : parts.remote().profileProblems())
        printNote(u"matinee: "_s + problem);
    traceStart(parts.trace());
    parts.userData().onRecovered([](const UserDataRecovery &recovery) { printNote(u"matinee: "_s + recoveryNote(recovery)); });
    if (const auto checked = checkBase(parts, invocation); !checked) {
        printError(checked.error());
        return exitCodeOf(checked.error());
    }
    const std::unique_ptr<Command> command = makeCommand(parts, withKeptSearch(parts, invocation));
    QObject::connect(
        command.get(), &Command::finished, &app, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    QTimer::singleShot(0, command.get(), [&command] { command->start(); });
    const int code = QCoreApplication::exec();
    parts.close();
    if (!invocation.dumpFile.isEmpty()) {
        if (const auto written = writeStateDump(invocation.dumpFile, QJsonArray()); !written) {
            printError(written.error());
            return kExitFailed;
        }
    }
    return code;
}

} // namespace matinee
