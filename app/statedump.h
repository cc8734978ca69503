// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>

#include <memory>

#include "models/catalog/error.h"
#include "models/catalog/tracesink.h"

namespace matinee {

/// Writes `--dump-state`: `{"program", "version", "feeds": [...], "requestsSent": n}`, whole or not at all.
/// `feeds` is what FeedEngine::dump() says.
[[nodiscard]] Result<void> writeStateDump(const QString &path, const QJsonArray &feeds);

/// The trace of `--trace FILE`, or one that nobody reads when the path is empty.
[[nodiscard]] Result<std::unique_ptr<TraceSink>> openTrace(const QString &path);
/// `app.started`, once.
void traceStart(TraceSink &trace);

} // namespace matinee
