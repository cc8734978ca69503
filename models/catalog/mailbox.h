// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace matinee {

/// Where results from other threads arrive: lives on the main thread, made first and destroyed last, so that
/// a producer may always post to it. post() is callable from any thread; the call runs later on the main thread,
/// in posting order. After close() everything posted is dropped, so nothing calls into objects being torn down.
class Mailbox : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void post(std::function<void()> call);
    /// Main thread only.
    void close() { m_open = false; }

private:
    bool m_open = true; // main thread only
};

} // namespace matinee
