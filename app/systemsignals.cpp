// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/systemsignals.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace matinee {

#ifdef Q_OS_UNIX
namespace {

int g_pair[2] = {-1, -1}; // a signal handler can reach nothing but globals

void passOn(int signal)
{
    const char byte = signal == SIGUSR1 ? 'd' : 'q';
    [[maybe_unused]] const ssize_t written = write(g_pair[0], &byte, 1);
}

void handle(int signal)
{
    struct sigaction action {
    };
    action.sa_handler = passOn;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

} // namespace

SystemSignals::SystemSignals(QObject *parent) : QObject(parent)
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, g_pair) != 0)
        return;
    m_notifier = new QSocketNotifier(g_pair[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (read(g_pair[1], &byte, 1) != 1)
            return;
        if (byte == 'd')
            Q_EMIT dumpAsked();
        else
            Q_EMIT quitAsked();
    });
    for (const int signal : {SIGTERM, SIGINT, SIGUSR1})
        handle(signal);
}
#else
SystemSignals::SystemSignals(QObject *parent) : QObject(parent) { }
#endif

} // namespace matinee
