// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include <cstdio>

#include "app/commandline.h"
#include "app/headless/command.h"
#include "app/headless/headlessrun.h"
#include "app/programinfo.h"
#include "app/windowrun.h"

using namespace Qt::StringLiterals;

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    return arguments;
}

int printAndLeave(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    return std::fflush(stdout) == 0 ? matinee::kExitDone : matinee::kExitFailed;
}

} // namespace

int main(int argc, char **argv)
{
    // No organisation: data paths end in .../matinee whatever the application id.
    QCoreApplication::setApplicationName(u"matinee"_s);
    QCoreApplication::setApplicationVersion(matinee::programVersion());

    const auto invocation = matinee::parseCommandLine(argumentsOf(argc, argv));
    if (!invocation) {
        matinee::printError(invocation.error());
        matinee::printNote(u"matinee --help tells what can be asked."_s);
        return matinee::kExitUsage;
    }
    switch (invocation->kind) {
    case matinee::Invocation::Kind::Help: return printAndLeave(matinee::commandLineHelp());
    case matinee::Invocation::Kind::Version: return printAndLeave(u"matinee "_s + matinee::programVersion() + u'\n');
    case matinee::Invocation::Kind::Window: return matinee::runWindow(argc, argv, *invocation);
    default: return matinee::runHeadless(argc, argv, *invocation);
    }
}
