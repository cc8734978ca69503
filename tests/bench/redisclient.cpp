// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/redisclient.h"

#ifdef Q_OS_UNIX
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace matinee::bench {
namespace {

constexpr qsizetype kAnswerRoom = 65536; // several pages

} // namespace

#ifdef Q_OS_UNIX
RedisClient::RedisClient(quint16 port) : m_answer(kAnswerRoom, Qt::Uninitialized)
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
}

RedisClient::~RedisClient()
{
    if (m_socket >= 0)
        close(m_socket);
}

void RedisClient::set(int key, const QByteArray &value)
{
    const QByteArray name = QByteArray::number(key);
    send("*3\r\n$3\r\nSET\r\n$" + QByteArray::number(name.size()) + "\r\n" + name + "\r\n$" + QByteArray::number(value.size())
        + "\r\n" + value + "\r\n");
    static_cast<void>(receive(5)); // +OK\r\n
}

QByteArray RedisClient::get(int key)
{
    const QByteArray name = QByteArray::number(key);
    send("*2\r\n$3\r\nGET\r\n$" + QByteArray::number(name.size()) + "\r\n" + name + "\r\n");
    if (!receive(5)) // $LENGTH\r\nVALUE\r\n, and the shortest of it is $0\r\n and more
        return {};
    const qsizetype begin = m_answer.indexOf('\n') + 1;
    const qsizetype size = QByteArrayView(m_answer).sliced(1, begin - 3).toLongLong();
    return receive(begin + size + 2) ? m_answer.sliced(begin, size) : QByteArray();
}

void RedisClient::send(const QByteArray &command)
{
    m_received = 0;
    for (qsizetype sent = 0; sent < command.size();) {
        const ssize_t more = write(m_socket, command.constData() + sent, size_t(command.size() - sent));
        if (more <= 0)
            return;
        sent += more;
    }
}

bool RedisClient::receive(qsizetype bytes)
{
    while (m_received < bytes && m_received < m_answer.size()) {
        const ssize_t got = read(m_socket, m_answer.data() + m_received, size_t(m_answer.size() - m_received));
        if (got <= 0)
            return false;
        m_received += got;
    }
    return m_received >= bytes;
}
#else
RedisClient::RedisClient(quint16 /*port*/) { }
RedisClient::~RedisClient() = default;
void RedisClient::set(int /*key*/, const QByteArray & /*value*/) { }
QByteArray RedisClient::get(int /*key*/)
{
    return {};
}
#endif

} // namespace matinee::bench
