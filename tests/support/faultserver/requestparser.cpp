// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/requestparser.h"

#include <QUrl>

namespace matinee::test {
namespace {

// Far more than any client of ours sends; a runaway one is told, not waited for.
constexpr qsizetype kMostHeadBytes = 64 * 1024;
constexpr qint64 kMostBodyBytes = 16 * 1024 * 1024;

QString decoded(QByteArray part)
{
    return QUrl::fromPercentEncoding(part.replace('+', ' '));
}

} // namespace

std::vector<std::pair<QString, QString>> decodedQuery(QByteArrayView text)
{
    std::vector<std::pair<QString, QString>> out;
    for (const QByteArray &item : text.toByteArray().split('&')) {
        if (item.isEmpty())
            continue;
        const qsizetype equals = item.indexOf('=');
        out.emplace_back(decoded(equals < 0 ? item : item.first(equals)), equals < 0 ? QString() : decoded(item.mid(equals + 1)));
    }
    return out;
}

std::optional<ServedRequest> RequestParser::next()
{
    if (m_broken != 0)
        return std::nullopt;
    while (m_buffer.startsWith("\r\n"))
        m_buffer.remove(0, 2); // RFC 9112 2.2: empty lines before a request are passed over
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_buffer.size() > kMostHeadBytes)
            m_broken = 431;
        return std::nullopt;
    }
    auto request = readHead(m_buffer.first(end));
    if (!request || !readBody(*request, end + 4))
        return std::nullopt;
    return request;
}

std::optional<ServedRequest> RequestParser::readHead(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.constFirst().trimmed().split(' ');
    if (first.size() != 3 || !first[2].startsWith("HTTP/1.") || !first[1].startsWith('/')) {
        m_broken = 400;
        return std::nullopt;
    }
    ServedRequest request;
    request.method = first[0];
    const qsizetype question = first[1].indexOf('?');
    request.path = QUrl::fromPercentEncoding(question < 0 ? first[1] : first[1].first(question));
    if (question >= 0)
        request.query = decodedQuery(QByteArrayView(first[1]).sliced(question + 1));
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = lines[i].trimmed();
        const qsizetype colon = line.indexOf(':');
        if (colon < 1) {
            m_broken = 400;
            return std::nullopt;
        }
        request.headers.emplace_back(line.first(colon), line.mid(colon + 1).trimmed());
    }
    return request;
}

bool RequestParser::readBody(ServedRequest &request, qsizetype from)
{
    if (request.header("Transfer-Encoding").toLower() == "chunked")
        return readChunks(request, from);
    const QByteArray length = request.header("Content-Length");
    bool ok = true;
    const qint64 bytes = length.isEmpty() ? 0 : length.toLongLong(&ok);
    if (!ok || bytes < 0 || bytes > kMostBodyBytes) {
        m_broken = ok && bytes > 0 ? 413 : 400;
        return false;
    }
    if (m_buffer.size() < from + bytes)
        return false;
    request.body = m_buffer.mid(from, bytes);
    m_buffer.remove(0, from + bytes);
    return true;
}

bool RequestParser::readChunks(ServedRequest &request, qsizetype from)
{
    QByteArray body;
    for (;;) {
        const qsizetype end = m_buffer.indexOf("\r\n", from);
        if (end < 0)
            return false;
        bool ok = false;
        const qint64 bytes = m_buffer.mid(from, end - from).split(';').constFirst().trimmed().toLongLong(&ok, 16);
        if (!ok || bytes < 0 || body.size() + bytes > kMostBodyBytes) {
            m_broken = ok && bytes > 0 ? 413 : 400;
            return false;
        }
        if (m_buffer.size() < end + 2 + bytes + 2)
            return false;
        body += m_buffer.mid(end + 2, bytes);
        from = end + 2 + bytes + 2;
        if (bytes == 0)
            break; // trailers are not sent by any client of ours
    }
    request.body = body;
    m_buffer.remove(0, from);
    return true;
}

} // namespace matinee::test
