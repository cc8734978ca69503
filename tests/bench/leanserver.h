// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QThread>
#include <QUrl>

namespace matinee::bench {

/// Answers every request on 127.0.0.1 with one body and keeps connections, on a thread of its own: as little work as a
/// server can have, so that it hides no cost of the clients that are measured against it.
class LeanServer
{
public:
    explicit LeanServer(const QByteArray &body);
    ~LeanServer();
    LeanServer(const LeanServer &) = delete;
    LeanServer &operator=(const LeanServer &) = delete;

    [[nodiscard]] QUrl url() const;

private:
    QThread m_thread;
    quint16 m_port = 0;
};

} // namespace matinee::bench
