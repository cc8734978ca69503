// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace matinee {

/// SIGTERM, SIGINT and SIGUSR1 as Qt signals, through a socket pair: nothing but write() is safe in a handler
/// (Qt documentation, "Calling Qt Functions From Unix Signal Handlers"). Does nothing on Windows. Main thread; one.
class SystemSignals : public QObject
{
    Q_OBJECT
public:
    explicit SystemSignals(QObject *parent = nullptr);

Q_SIGNALS:
    void quitAsked();
    void dumpAsked();

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace matinee
