// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sources/scriptedserver.h"

#include <QHostAddress>
#include <QTimer>

#include <utility>

namespace matinee::test {

ScriptedServer::ScriptedServer(Script script) : m_script(std::move(script))
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_deserted += int(std::erase_if(m_held, [socket](const Held &held) { return held.socket == socket; }));
                m_buffers.remove(socket);
                socket->deleteLater();
            });
        }
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no port to listen on");
}

ScriptedServer::~ScriptedServer()
{
    // The sockets end with m_server, when what they would tell is gone already.
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->disconnect(this);
}

QUrl ScriptedServer::url(const QString &path, const QString &scheme) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(m_server.serverPort()).arg(path));
}

std::vector<QByteArray> ScriptedServer::targets() const
{
    std::vector<QByteArray> all;
    for (const Request &request : m_requests)
        all.push_back(request.target);
    return all;
}

void ScriptedServer::releaseOne()
{
    const Held held = m_held.front();
    m_held.erase(m_held.begin());
    if (held.socket)
        answer(held.socket, held.answer);
}

void ScriptedServer::releaseAll()
{
    while (!m_held.empty())
        releaseOne();
}

ScriptedServer::Answer ScriptedServer::whole(int status, const QByteArray &body, const QByteArray &headers)
{
    const QByteArray length
        = status == 304 || status == 204 ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return {"HTTP/1.1 " + QByteArray::number(status) + " Said\r\n" + length + headers + "\r\n" + body};
}

void ScriptedServer::onReadyRead(QTcpSocket *socket)
{
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    Request request;
    while (const qsizetype used = take(buffer, request)) {
        buffer.remove(0, used);
        request.at = std::chrono::steady_clock::now();
        m_requests.push_back(request);
        const Answer said = m_script(request, int(m_requests.size()) - 1);
        if (said.isHeld)
            m_held.push_back({socket, said});
        else
            answer(socket, said);
    }
}

void ScriptedServer::answer(QTcpSocket *socket, const Answer &answer)
{
    if (answer.dribbleMs > 0) {
        const qsizetype head = answer.bytes.indexOf("\r\n\r\n") + 4;
        socket->write(answer.bytes.left(head));
        return dribble(socket, answer.bytes.mid(head), answer.dribbleMs);
    }
    socket->write(answer.bytes);
    if (answer.isLast)
        socket->disconnectFromHost();
}

void ScriptedServer::dribble(QTcpSocket *socket, QByteArray rest, int ms)
{
    if (rest.isEmpty())
        return;
    socket->write(rest.left(1));
    QTimer::singleShot(ms, socket, [this, socket, rest, ms] { dribble(socket, rest.mid(1), ms); });
}

qsizetype ScriptedServer::take(const QByteArray &buffer, Request &request)
{
    const qsizetype head = buffer.indexOf("\r\n\r\n");
    if (head < 0)
        return 0;
    const QList<QByteArray> lines = buffer.left(head).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    request = {first.value(0), first.value(1), {}, {}, {}};
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (buffer.size() < head + 4 + length)
        return 0;
    request.body = buffer.mid(head + 4, length);
    return head + 4 + length;
}

} // namespace matinee::test
