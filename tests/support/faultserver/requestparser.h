// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "tests/support/faultserver/httpmessage.h"

namespace matinee::test {

/// Cuts a stream of bytes into HTTP/1.1 requests, pipelined ones too. A body comes with Content-Length or chunked.
class RequestParser
{
public:
    void feed(const QByteArray &bytes) { m_buffer += bytes; }
    /// The next whole request; nothing while it is not there yet, or once the stream is broken.
    [[nodiscard]] std::optional<ServedRequest> next();
    /// The status to refuse the stream with, 0 while it is sound. Nothing more is read from a broken stream.
    [[nodiscard]] int broken() const { return m_broken; }

private:
    [[nodiscard]] std::optional<ServedRequest> readHead(const QByteArray &head);
    [[nodiscard]] bool readBody(ServedRequest &request, qsizetype from);
    [[nodiscard]] bool readChunks(ServedRequest &request, qsizetype from);

    QByteArray m_buffer;
    int m_broken = 0;
};

/// `a=1&b=x%20y` decoded; a plus is a blank.
[[nodiscard]] std::vector<std::pair<QString, QString>> decodedQuery(QByteArrayView text);

} // namespace matinee::test
