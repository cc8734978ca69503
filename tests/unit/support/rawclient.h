// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpSocket>

#include "tests/support/faultserver/httpmessage.h"

namespace matinee::test {

/// An answer as it stood on the wire.
struct RawReply {
    int status = 0;
    Headers headers;
    QByteArray raw;       ///< the body's bytes as they came, chunks and all
    QByteArray body;      ///< without its chunks, unpacked where it was gzip and whole
    bool isWhole = false; ///< framed to its end: by length, or by a last chunk
    bool closed = false;  ///< the server closed the connection

    [[nodiscard]] QByteArray header(QByteArrayView name) const { return headerOf(headers, name); }
    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QJsonArray list() const;
};

/// A client that sees every byte. Blocks; for servers on a thread of their own.
class RawClient
{
public:
    explicit RawClient(quint16 port);

    void send(const QByteArray &bytes);
    /// `GET target` and further header lines, each ended by \r\n.
    void get(const QByteArray &target, const QByteArray &lines = {});
    void request(const QByteArray &method, const QByteArray &target, const QByteArray &body = {}, const QByteArray &lines = {});
    /// Reads until the answer is whole by its framing, or the connection closes. An answer to HEAD has no body.
    [[nodiscard]] RawReply reply(bool toHead = false);
    /// One GET on a connection of its own.
    [[nodiscard]] static RawReply fetch(quint16 port, const QByteArray &target, const QByteArray &lines = {});

    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

private:
    [[nodiscard]] bool more();
    void readBody(RawReply &reply);
    void readChunks(RawReply &reply);

    QTcpSocket m_socket;
    QByteArray m_buffer;
};

} // namespace matinee::test
