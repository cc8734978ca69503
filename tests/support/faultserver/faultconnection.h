// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpSocket>
#include <QTimer>

#include <functional>

#include "tests/support/faultserver/requestparser.h"
#include "tests/support/faultserver/wireanswer.h"

namespace matinee::test {

/// An answer and when it goes out.
struct TimedAnswer {
    WireAnswer wire;
    std::chrono::milliseconds latency{};
    std::chrono::milliseconds dribble{};
    bool hang = false;
    std::function<void()> onSent = {}; ///< once the last byte is handed to the system
};

/// One client's connection: reads requests, answers them one after another. Deletes itself when it is closed.
class FaultConnection : public QObject
{
public:
    using Answerer = std::function<TimedAnswer(ServedRequest)>;
    /// Takes the socket. `refusal` makes the answer to a stream that is no HTTP.
    FaultConnection(QTcpSocket *socket, Answerer answerer, std::function<WireAnswer(int status)> refusal, QObject *parent);

    void close();

private:
    void pump();
    void send();
    void dribble();
    void finish();

    QTcpSocket *m_socket;
    Answerer m_answerer;
    std::function<WireAnswer(int)> m_refusal;
    RequestParser m_parser;
    QTimer m_timer;
    TimedAnswer m_answer; // while m_isAnswering
    bool m_isAnswering = false;
};

} // namespace matinee::test
