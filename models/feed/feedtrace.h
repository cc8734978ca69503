// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

#include "models/catalog/loadstate.h"
#include "models/catalog/tracesink.h"
#include "models/feed/pagetable.h"

namespace matinee {

/// What one feed writes to the trace. Costs nothing when nobody reads it.
class FeedTrace
{
public:
    FeedTrace(TraceSink &sink, QString feed) : m_sink(sink), m_feed(std::move(feed)) { }

    /// `from` is "cache" for a page read from the store, "memory" for one that was here already.
    void page(int page, const QString &from, int items, const PageTable::Filled &filled, std::chrono::nanoseconds took) const;
    /// `slot` is "refresh" or "append". A complete state also writes why the list ends.
    void state(const QString &slot, const LoadState &state) const;
    void error(const QString &slot, const Error &error) const;

private:
    TraceSink &m_sink;
    QString m_feed;
};

} // namespace matinee
