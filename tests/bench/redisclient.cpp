// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/redisclient.h"

#ifdef Q_OS_UNIX
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

#include <array>

namespace matinee::bench {

#ifdef Q_OS_UNIX
RedisClient::RedisClient(quint16 port, const QByteArray &value)
{
    if (port == 0)
        return;
    m_socket = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr base{};
    static_assert(sizeof base == sizeof address);
    memcpy(&base, &address, sizeof base);
    if (connect(m_socket, &base, sizeof base) != 0) {
        close(m_socket);
        m_socket = -1;
        return;
    }
    const QByteArray length = QByteArray::number(value.size());
    ask("*3\r\n$3\r\nSET\r\n$4\r\npage\r\n$" + length + "\r\n" + value + "\r\n", 5); // +OK\r\n
    m_answerBytes = 1 + length.size() + 2 + value.size() + 2;                        // $LENGTH\r\nVALUE\r\n
}

RedisClient::~RedisClient()
{
    if (m_socket >= 0)
        close(m_socket);
}

void RedisClient::get()
{
    ask("*2\r\n$3\r\nGET\r\n$4\r\npage\r\n", m_answerBytes);
}

void RedisClient::ask(const QByteArray &command, qsizetype answerBytes)
{
    if (write(m_socket, command.constData(), size_t(command.size())) != command.size())
        return;
    std::array<char, 65536> buffer{};
    while (answerBytes > 0) {
        const ssize_t got = read(m_socket, buffer.data(), buffer.size());
        if (got <= 0)
            return;
        answerBytes -= got;
    }
}
#else
RedisClient::RedisClient(quint16 /*port*/, const QByteArray & /*value*/) { }
RedisClient::~RedisClient() = default;
void RedisClient::get() { }
void RedisClient::ask(const QByteArray & /*command*/, qsizetype /*answerBytes*/) { }
#endif

} // namespace matinee::bench
