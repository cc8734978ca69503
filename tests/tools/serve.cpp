// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include <csignal>
#include <cstdio>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <array>
#include <sys/socket.h>
#include <unistd.h>
#endif

#include "tests/support/faultserver/faultserver.h"
#include "tests/tools/serveoptions.h"

using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

volatile std::sig_atomic_t isTold = 0; // to end

#ifdef Q_OS_UNIX
std::array<int, 2> signalPipe{-1, -1};

void tell(int)
{
    isTold = 1;
    const char byte = 1;
    [[maybe_unused]] const auto written = write(signalPipe[0], &byte, 1);
}

// An orderly end, so that the index of a served file does not stay behind in the temporary folder.
void quitOnSignals(QCoreApplication &app)
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe.data()) != 0)
        return;
    auto *notifier = new QSocketNotifier(signalPipe[1], QSocketNotifier::Read, &app);
    QObject::connect(notifier, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    std::signal(SIGTERM, tell);
    std::signal(SIGINT, tell);
}
#else
void quitOnSignals(QCoreApplication &) { }
#endif

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.contains(u"--help"_s)) {
        std::fputs(qPrintable(serveHelp()), stdout);
        return 0;
    }
    auto settings = readServeOptions(arguments);
    if (!settings) {
        std::fprintf(stderr, "serve: %s\n", qPrintable(settings.error().sentence()));
        return 2;
    }
    quitOnSignals(app);
    settings->goesOn = [] { return isTold == 0; };
    FaultServer server(*settings, FaultServer::Where::CallersThread);
    if (const auto started = server.start(); !started) {
        std::fprintf(stderr, "serve: %s\n", qPrintable(started.error().sentence()));
        return 1;
    }
    std::printf("listening on http://127.0.0.1:%d\n", server.port());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
