// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace matinee {

/// One window per profile (store.md 7.8). The first holds a lock file for life and listens; a later start hands it
/// what it was asked to open and leaves. Main thread.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    enum class Role {
        First,  ///< this is the window
        Handed, ///< the window that is open took over: exit 0
        Alone,  ///< a lock is held but its holder did not answer, or the folder takes no lock: start without being the one
    };

    explicit SingleInstance(const QString &lockFile, QObject *parent = nullptr);

    /// Takes the lock, or hands `message` (a link, a file path or nothing) to its holder, waiting at most 2 s.
    [[nodiscard]] Role start(const QString &message);
    /// Where the first one listens: a name told by the lock file's path.
    [[nodiscard]] const QString &serverName() const { return m_serverName; }

Q_SIGNALS:
    /// Another start handed this over; `activationToken` lets the window come to the front on Wayland.
    void handedOver(const QString &message, const QString &activationToken);

private:
    void listen();
    void readFrom(QLocalSocket *socket);

    QLockFile m_lock;
    QString m_serverName;
    QLocalServer m_server;
};

} // namespace matinee
