// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QMutex>

#include <memory>

#include "models/catalog/error.h"
#include "models/catalog/tracesink.h"

namespace matinee {

/// The trace as a file of JSON lines, appended and flushed a line at a time so that a killed program leaves whole
/// lines. Any thread. Times count from the start of the process where the system tells it, else from construction.
class TraceFile final : public TraceSink
{
public:
    /// Storage with `where` = the path when it cannot be written.
    [[nodiscard]] static Result<std::unique_ptr<TraceFile>> open(const QString &path);

    [[nodiscard]] bool isEnabled() const override { return true; }
    void event(const QString &name, QJsonObject fields) override;

private:
    explicit TraceFile(const QString &path);

    QMutex m_mutex; // guards the file: events come from every thread
    QFile m_file;
    QElapsedTimer m_elapsed;
    double m_startOffsetMs = 0; // process age when the timer started
};

/// Milliseconds this process has been running, 0 where the system does not tell.
[[nodiscard]] double processAgeMs();

} // namespace matinee
