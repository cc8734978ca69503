// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMutex>

#include <utility>
#include <vector>

#include "models/catalog/tracesink.h"

namespace matinee::test {

/// Keeps every trace event for the test to look at. Any thread.
class RecordingTrace final : public TraceSink
{
public:
    [[nodiscard]] bool isEnabled() const override { return true; }
    void event(const QString &name, QJsonObject fields) override;

    /// The fields of every event of that name, in order.
    [[nodiscard]] std::vector<QJsonObject> events(const QString &name) const;
    /// Everything, as a trace file would have it.
    [[nodiscard]] QByteArray text() const;

private:
    mutable QMutex m_mutex;
    std::vector<std::pair<QString, QJsonObject>> m_events; // under m_mutex
};

} // namespace matinee::test
