// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/usecounter.h"
#include "models/catalog/tracesink.h"

namespace matinee {

/// The trace of what is asked over HTTP, whose requests are counted on their way to the trace somebody asked for. Any thread.
class CountedTrace final : public TraceSink
{
public:
    /// Both outlive it.
    CountedTrace(TraceSink &trace, UseCounter &counter) : m_trace(trace), m_counter(counter) { }

    [[nodiscard]] bool isEnabled() const override { return true; }
    void event(const QString &name, QJsonObject fields) override;

private:
    TraceSink &m_trace;
    UseCounter &m_counter;
};

} // namespace matinee
