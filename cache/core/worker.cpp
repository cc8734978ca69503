// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/core/worker.h"

namespace matinee {

Worker::Worker(const QString &name)
{
    m_thread.setObjectName(name);
    m_context.moveToThread(&m_thread);
    m_thread.start();
}

Worker::~Worker()
{
    stop();
}

void Worker::post(std::function<void()> call)
{
    // QThread::quit() lets the loop deliver what is already queued, so each call looks for itself.
    QMetaObject::invokeMethod(
        &m_context,
        [this, call = std::move(call)] {
            if (!m_stopping)
                call();
        },
        Qt::QueuedConnection);
}

void Worker::stop()
{
    Q_ASSERT(!isCurrent());
    m_stopping = true;
    m_thread.requestInterruption();
    m_thread.quit();
    m_thread.wait();
}

void Worker::finish()
{
    Q_ASSERT(!isCurrent());
    post([this] {
        m_stopping = true;
        m_thread.quit();
    });
    m_thread.wait();
}

} // namespace matinee
