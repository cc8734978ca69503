// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/faultconnection.h"

namespace matinee::test {

FaultConnection::FaultConnection(
    QTcpSocket *socket, Answerer answerer, std::function<WireAnswer(int status)> refusal, QObject *parent)
    : QObject(parent), m_socket(socket), m_answerer(std::move(answerer)), m_refusal(std::move(refusal))
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // heads and bodies are written apart
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(m_socket, &QTcpSocket::readyRead, this, [this] {
        m_parser.feed(m_socket->readAll());
        pump();
    });
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

void FaultConnection::close()
{
    m_socket->abort();
}

void FaultConnection::pump()
{
    if (m_isAnswering)
        return;
    auto request = m_parser.next();
    if (!request) {
        if (m_parser.broken() != 0) {
            m_answer = {m_refusal(m_parser.broken()), {}, {}, false, {}};
            m_isAnswering = true;
            send();
        }
        return;
    }
    m_isAnswering = true;
    m_answer = m_answerer(*std::move(request));
    if (m_answer.hang)
        return;
    if (m_answer.latency.count() > 0)
        QTimer::singleShot(m_answer.latency, Qt::PreciseTimer, this, &FaultConnection::send);
    else
        send();
}

void FaultConnection::send()
{
    m_socket->write(m_answer.wire.head);
    if (m_answer.dribble.count() > 0 && !m_answer.wire.body.isEmpty()) {
        disconnect(&m_timer, nullptr, this, nullptr);
        connect(&m_timer, &QTimer::timeout, this, &FaultConnection::dribble);
        m_timer.start(m_answer.dribble);
        return;
    }
    m_socket->write(m_answer.wire.body);
    finish();
}

void FaultConnection::dribble()
{
    m_socket->write(m_answer.wire.body.first(1));
    m_answer.wire.body.remove(0, 1);
    if (m_answer.wire.body.isEmpty()) {
        m_timer.stop();
        finish();
    }
}

void FaultConnection::finish()
{
    const TimedAnswer answer = std::exchange(m_answer, {});
    if (answer.onSent)
        answer.onSent();
    if (answer.wire.closes || m_parser.broken() != 0) {
        m_socket->disconnectFromHost(); // after what is still to be written
        return;
    }
    m_isAnswering = false;
    // Not from inside send(): a client with a hundred requests in one packet would go a hundred calls deep.
    QMetaObject::invokeMethod(this, &FaultConnection::pump, Qt::QueuedConnection);
}

} // namespace matinee::test
