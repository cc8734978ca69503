// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordingtrace.h"

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

} // namespace matinee::test
