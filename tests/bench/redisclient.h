// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace matinee::bench {

/// Asks a Redis server on 127.0.0.1 for one value again and again: the yardstick of store.page. Blocking, one
/// connection, no library between, so that what is measured is Redis and the loopback.
class RedisClient
{
public:
    /// Port 0, or no server there: isConnected() is false.
    RedisClient(quint16 port, const QByteArray &value);
    ~RedisClient();
    RedisClient(const RedisClient &) = delete;
    RedisClient &operator=(const RedisClient &) = delete;

    [[nodiscard]] bool isConnected() const { return m_socket >= 0; }
    void get();

private:
    void ask(const QByteArray &command, qsizetype answerBytes);

    int m_socket = -1;
    qsizetype m_answerBytes = 0;
};

} // namespace matinee::bench
