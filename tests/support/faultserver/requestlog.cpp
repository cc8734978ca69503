// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/requestlog.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace matinee::test {

Result<void> RequestLog::writeTo(const QString &path)
{
    const QMutexLocker lock(&m_mutex);
    m_file = std::make_unique<QFile>(path);
    const bool isOpen = path == "-"_L1 ? m_file->open(stderr, QIODevice::WriteOnly) : m_file->open(QIODevice::WriteOnly);
    if (isOpen)
        return {};
    const QString reason = m_file->errorString();
    m_file.reset();
    return fail(ErrorKind::Storage, reason, path);
}

void RequestLog::arrived(ServedRequest &request)
{
    const QMutexLocker lock(&m_mutex);
    request.number = ++m_last;
    request.at = QDateTime::currentDateTimeUtc();
    m_requests.push_back(request);
}

void RequestLog::answered(qint64 number, int status, const QString &fault, qint64 bytes)
{
    const QMutexLocker lock(&m_mutex);
    const auto at = std::find_if(
        m_requests.rbegin(), m_requests.rend(), [&](const ServedRequest &request) { return request.number == number; });
    if (at == m_requests.rend())
        return;
    at->status = status;
    at->fault = fault;
    if (m_file)
        writeLine(*at, bytes);
}

std::vector<ServedRequest> RequestLog::requests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

void RequestLog::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_requests.clear();
}

void RequestLog::writeLine(const ServedRequest &request, qint64 bytes)
{
    QJsonObject query;
    for (const auto &[name, value] : request.query)
        query.insert(name, value);
    QJsonObject headers;
    for (const auto &[name, value] : request.headers)
        headers.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    const QJsonObject line{{u"n"_s, request.number}, {u"time"_s, request.at.toString(Qt::ISODateWithMs)},
        {u"method"_s, QString::fromLatin1(request.method)}, {u"path"_s, request.path}, {u"query"_s, query},
        {u"headers"_s, headers}, {u"body"_s, QString::fromUtf8(request.body)}, {u"status"_s, request.status},
        {u"fault"_s, request.fault}, {u"bytes"_s, bytes}, {u"ms"_s, request.at.msecsTo(QDateTime::currentDateTimeUtc())}};
    m_file->write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    m_file->flush();
}

} // namespace matinee::test
