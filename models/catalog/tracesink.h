// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace matinee {

/// Port: the trace (`--trace FILE`). Any thread. Never given secrets or URLs with queries.
class TraceSink
{
public:
    TraceSink() = default;
    TraceSink(const TraceSink &) = delete;
    TraceSink &operator=(const TraceSink &) = delete;
    virtual ~TraceSink() = default;

    /// Whether anybody reads it: check before building costly fields.
    [[nodiscard]] virtual bool isEnabled() const = 0;
    /// Appends `{"t": ms since process start, "ev": name, ...fields}` as one line.
    virtual void event(const QString &name, QJsonObject fields) = 0;
};

/// The trace nobody asked for.
class NullTrace final : public TraceSink
{
public:
    [[nodiscard]] bool isEnabled() const override { return false; }
    void event(const QString & /*name*/, QJsonObject /*fields*/) override { }
};

} // namespace matinee
