// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/leanserver.h"

#include <QTcpServer>
#include <QTcpSocket>

#include "tests/bench/benchprint.h"

using namespace Qt::StringLiterals;

namespace matinee::bench {
namespace {

void serve(QTcpSocket *socket, const QByteArray &answer)
{
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, answer, seen = QByteArray()]() mutable {
        seen += socket->readAll();
        for (qsizetype end = seen.indexOf("\r\n\r\n"); end >= 0; end = seen.indexOf("\r\n\r\n")) {
            seen.remove(0, end + 4);
            socket->write(answer);
        }
    });
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
}

} // namespace

LeanServer::LeanServer(const QByteArray &body)
{
    const QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    m_thread.setObjectName(u"lean server"_s);
    m_thread.start();
    auto *server = new QTcpServer; // deleted on its thread, when that ends
    server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    QObject::connect(server, &QTcpServer::newConnection, server, [server, answer] {
        while (QTcpSocket *socket = server->nextPendingConnection())
            serve(socket, answer);
    });
    QMetaObject::invokeMethod(
        server,
        [&] {
            if (!server->listen(QHostAddress::LocalHost))
                die(u"cannot listen: "_s + server->errorString());
            m_port = server->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

LeanServer::~LeanServer()
{
    m_thread.quit();
    m_thread.wait();
}

QUrl LeanServer::url() const
{
    return QUrl(u"http://127.0.0.1:%1/page"_s.arg(m_port));
}

} // namespace matinee::bench
