// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordingtrace.h"

#include <QJsonDocument>

namespace matinee::test {

void RecordingTrace::event(const QString &name, QJsonObject fields)
{
    const QMutexLocker lock(&m_mutex);
    m_events.emplace_back(name, std::move(fields));
}

std::vector<QJsonObject> RecordingTrace::events(const QString &name) const
{
    const QMutexLocker lock(&m_mutex);
    std::vector<QJsonObject> found;
    for (const auto &[eventName, fields] : m_events) {
        if (eventName == name)
            found.push_back(fields);
    }
    return found;
}

QByteArray RecordingTrace::text() const
{
    const QMutexLocker lock(&m_mutex);
    QByteArray text;
    for (const auto &[name, fields] : m_events)
        text += name.toUtf8() + ' ' + QJsonDocument(fields).toJson(QJsonDocument::Compact) + '\n';
    return text;
}

} // namespace matinee::test
