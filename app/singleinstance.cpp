// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr int kAnswerMs = 2000;           // store.md 7.8
constexpr qint64 kLongestMessage = 16384; // longer than any path or link; a stranger's flood is cut

QString serverNameFor(const QString &lockFile)
{
    // Socket names are short (108 bytes on Linux) and per user; a profile's is told by its lock file's path.
    const QByteArray hash = QCryptographicHash::hash(lockFile.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return u"matinee-"_s + QString::fromLatin1(hash);
}

} // namespace

SingleInstance::SingleInstance(const QString &lockFile, QObject *parent)
    : QObject(parent), m_lock(lockFile), m_serverName(serverNameFor(lockFile))
{
    QDir().mkpath(QFileInfo(lockFile).absolutePath());
    m_lock.setStaleLockTime(0); // held for life: age never makes it stale, only a dead holder
}

SingleInstance::Role SingleInstance::start(const QString &message)
{
    if (m_lock.tryLock(0)) {
        listen();
        return Role::First;
    }
    if (m_lock.error() != QLockFile::LockFailedError)
        return Role::Alone; // a read-only folder: nobody else holds it either
    QLocalSocket socket;
    socket.connectToServer(m_serverName);
    if (!socket.waitForConnected(kAnswerMs))
        return Role::Alone;
    const QJsonObject json{{u"open"_s, message}, {u"token"_s, qEnvironmentVariable("XDG_ACTIVATION_TOKEN")}};
    socket.write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
    if (!socket.waitForBytesWritten(kAnswerMs) || !socket.waitForReadyRead(kAnswerMs))
        return Role::Alone;
    return Role::Handed;
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_serverName); // the lock is ours, so a socket left there is a dead program's
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { readFrom(socket); });
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    m_server.listen(m_serverName);
}

void SingleInstance::readFrom(QLocalSocket *socket)
{
    if (socket->bytesAvailable() > kLongestMessage)
        return socket->abort();
    if (!socket->canReadLine())
        return;
    const QJsonObject json = QJsonDocument::fromJson(socket->readLine()).object();
    if (!json.value(u"open"_s).isString())
        return socket->abort();
    socket->write("ok\n");
    socket->flush();
    Q_EMIT handedOver(json.value(u"open"_s).toString(), json.value(u"token"_s).toString());
}

} // namespace matinee
