// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>

namespace matinee {

/// A thread with an event loop that runs posted calls one after another. The store thread, the catalogue
/// thread and the import thread are each one of these. Whoever owns it stops it before the objects the calls use.
class Worker
{
public:
    explicit Worker(const QString &name);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// Any thread. Calls run in posting order; after stop() they are dropped. A call must not throw.
    void post(std::function<void()> call);
    /// Owner's thread. Finishes the call that is running, drops the rest, joins. A long call may end early by
    /// polling QThread::isInterruptionRequested(). Idempotent.
    void stop();
    /// Owner's thread. Runs everything posted before it, then joins as stop() does. Blocks as long as that takes:
    /// only for work that must not be lost (the person's own data).
    void finish();
    /// For assertions: whether this is called on the worker's thread.
    [[nodiscard]] bool isCurrent() const { return QThread::currentThread() == &m_thread; }

private:
    QThread m_thread;
    QObject m_context; // lives on m_thread; outlives its event loop, so that a late post() is harmless
    std::atomic_bool m_stopping = false;
};

} // namespace matinee
