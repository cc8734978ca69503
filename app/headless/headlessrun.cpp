// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/headlessrun.h"

#include <QCoreApplication>
#include <QTimer>

#include "app/composition.h"
#include "app/headless/exportcommand.h"
#include "app/headless/listcommand.h"
#include "app/headless/reportcommands.h"
#include "app/headless/showcommand.h"
#include "app/statedump.h"
#include "app/tracefile.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

std::unique_ptr<Command> makeCommand(Composition &parts, const Invocation &invocation)
{
    CatalogueLibrary &library = parts.library();
    const HeadlessPorts ports{library, library, library, parts.userData(), parts.clock(), parts.trace()};
    switch (invocation.kind) {
    case Invocation::Kind::List:
    case Invocation::Kind::Search: return std::make_unique<ListCommand>(ports, invocation);
    case Invocation::Kind::Show: return std::make_unique<ShowCommand>(ports, invocation);
    case Invocation::Kind::Sources: return std::make_unique<SourcesCommand>(library, invocation.format);
    case Invocation::Kind::Stats: return std::make_unique<StatsCommand>(library, parts.userData(), invocation.format);
    case Invocation::Kind::Export: return std::make_unique<ExportCommand>(parts.userData(), invocation);
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
    Composition parts(ProfilePaths::in(invocation.profileDir), *std::move(trace));
    traceStart(parts.trace());
    const std::unique_ptr<Command> command = makeCommand(parts, invocation);
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
