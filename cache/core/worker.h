// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

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

    /// Any thread. Calls run in posting order; after stop() they are dropped.
    void post(std::function<void()> call);
    /// Owner's thread. Finishes the call that is running, drops the rest, joins. Idempotent.
    void stop();
    /// For assertions: whether this is called on the worker's thread.
    [[nodiscard]] bool isCurrent() const { return QThread::currentThread() == &m_thread; }

private:
    QThread m_thread;
    QObject *m_context = nullptr; // lives on m_thread
};

} // namespace matinee
