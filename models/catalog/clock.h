// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace matinee {

/// Port: time, so that everything that depends on it can be tested without waiting. Any thread.
class Clock
{
public:
    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock() = default;

    /// Wall clock in UTC.
    [[nodiscard]] virtual QDateTime now() const = 0;
    /// Only grows; for measuring durations.
    [[nodiscard]] virtual std::chrono::nanoseconds steady() const = 0;
};

/// The clock of the machine.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] std::chrono::nanoseconds steady() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
};

} // namespace matinee
