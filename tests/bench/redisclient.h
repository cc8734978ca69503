// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace matinee::bench {

/// Pages in a Redis server on 127.0.0.1: the yardstick of store.page. Blocking, one connection, no library between, so
/// that what is measured is Redis and the loopback.
class RedisClient
{
public:
    /// Port 0, or no server there: isConnected() is false.
    explicit RedisClient(quint16 port);
    ~RedisClient();
    RedisClient(const RedisClient &) = delete;
    RedisClient &operator=(const RedisClient &) = delete;

    [[nodiscard]] bool isConnected() const { return m_socket >= 0; }
    void set(int key, const QByteArray &value);
    /// Empty where something went wrong.
    [[nodiscard]] QByteArray get(int key);

private:
    void send(const QByteArray &command);
    /// Reads on until the answer is of that size; false where the server has gone.
    [[nodiscard]] bool receive(qsizetype bytes);

    int m_socket = -1;
    QByteArray m_answer;
    qsizetype m_received = 0;
};

} // namespace matinee::bench
