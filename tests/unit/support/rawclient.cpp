// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/support/rawclient.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/await.h"
#include "tests/support/faultserver/gzip.h"

namespace matinee::test {

QJsonObject RawReply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QJsonArray RawReply::list() const
{
    return QJsonDocument::fromJson(body).array();
}

RawClient::RawClient(quint16 port)
{
    m_socket.connectToHost(QHostAddress::LocalHost, port);
    if (!m_socket.waitForConnected(kAwaitMs))
        qWarning("not connected: %s", qPrintable(m_socket.errorString()));
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

void RawClient::get(const QByteArray &target, const QByteArray &lines)
{
    send("GET " + target + " HTTP/1.1\r\nHost: test\r\n" + lines + "\r\n");
}

void RawClient::request(const QByteArray &method, const QByteArray &target, const QByteArray &body, const QByteArray &lines)
{
    send(method + ' ' + target + " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n" + lines
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

bool RawClient::more()
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(kAwaitMs))
        return false;
    m_buffer += m_socket.readAll();
    return true;
}

RawReply RawClient::reply(bool toHead)
{
    RawReply reply;
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
        if (!more()) {
            reply.closed = m_socket.state() == QAbstractSocket::UnconnectedState;
            return reply;
        }
    }
    const QList<QByteArray> lines = m_buffer.first(end).split('\n');
    m_buffer.remove(0, end + 4);
    reply.status = lines.constFirst().split(' ').value(1).toInt();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        reply.headers.emplace_back(lines[i].first(colon), lines[i].mid(colon + 1).trimmed());
    }
    if (toHead || reply.status == 304 || reply.status == 204)
        reply.isWhole = true;
    else
        readBody(reply);
    if (reply.header("Connection") == "close")
        reply.closed = m_socket.state() == QAbstractSocket::UnconnectedState || m_socket.waitForDisconnected(kAwaitMs);
    return reply;
}

void RawClient::readBody(RawReply &reply)
{
    if (reply.header("Transfer-Encoding") == "chunked") {
        readChunks(reply);
    } else {
        const bool hasLength = !reply.header("Content-Length").isEmpty();
        const qint64 length = reply.header("Content-Length").toLongLong();
        while ((!hasLength || m_buffer.size() < length) && more()) { }
        reply.isWhole = hasLength && m_buffer.size() >= length;
        reply.raw = hasLength ? m_buffer.first(std::min<qint64>(length, m_buffer.size())) : m_buffer;
        m_buffer.remove(0, reply.raw.size());
        reply.body = reply.raw;
    }
    reply.closed = m_socket.state() == QAbstractSocket::UnconnectedState;
    if (reply.header("Content-Encoding") == "gzip")
        reply.body = gunzipped(reply.body);
}

void RawClient::readChunks(RawReply &reply)
{
    for (;;) {
        qsizetype end = -1;
        while ((end = m_buffer.indexOf("\r\n")) < 0) {
            if (!more())
                return;
        }
        const qint64 bytes = m_buffer.first(end).toLongLong(nullptr, 16);
        while (m_buffer.size() < end + 2 + bytes + 2) {
            if (!more())
                return;
        }
        reply.raw += m_buffer.first(end + 2 + bytes + 2);
        reply.body += m_buffer.mid(end + 2, bytes);
        m_buffer.remove(0, end + 2 + bytes + 2);
        if (bytes == 0) {
            reply.isWhole = true;
            return;
        }
    }
}

RawReply RawClient::fetch(quint16 port, const QByteArray &target, const QByteArray &lines)
{
    RawClient client(port);
    client.get(target, lines);
    return client.reply();
}

} // namespace matinee::test
