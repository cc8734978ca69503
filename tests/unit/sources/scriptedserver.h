// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <chrono>
#include <functional>
#include <vector>

namespace matinee::test {

/// An HTTP server on 127.0.0.1 that answers as it is told, byte by byte. Lives on the test's thread.
class ScriptedServer : public QObject
{
    Q_OBJECT
public:
    struct Request {
        QByteArray method;
        QByteArray target;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
        std::chrono::steady_clock::time_point at;
    };
    struct Answer {
        QByteArray bytes;
        bool isLast = false; ///< the connection is closed afterwards
        bool isHeld = false; ///< not before release()
        int dribbleMs = 0;   ///< a byte each so many ms, after the head
    };
    /// `number` counts the requests from 0.
    using Script = std::function<Answer(const Request &, int number)>;

    explicit ScriptedServer(Script script);
    ~ScriptedServer() override;

    [[nodiscard]] QUrl url(const QString &path, const QString &scheme = QStringLiteral("http")) const;
    [[nodiscard]] const std::vector<Request> &requests() const { return m_requests; }
    [[nodiscard]] std::vector<QByteArray> targets() const;
    [[nodiscard]] int heldCount() const { return int(m_held.size()); }
    /// Connections the client closed while their answer was still owed.
    [[nodiscard]] int desertedCount() const { return m_deserted; }
    /// Sends the oldest held answer.
    void releaseOne();
    void releaseAll();

    /// A whole answer, with its length.
    [[nodiscard]] static Answer whole(int status, const QByteArray &body = {}, const QByteArray &headers = {});

private:
    struct Held {
        QPointer<QTcpSocket> socket;
        Answer answer;
    };
    void onReadyRead(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const Answer &answer);
    void dribble(QTcpSocket *socket, QByteArray rest, int ms);
    [[nodiscard]] static qsizetype take(const QByteArray &buffer, Request &request);

    Script m_script;
    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    std::vector<Request> m_requests;
    std::vector<Held> m_held;
    int m_deserted = 0;
};

} // namespace matinee::test
