// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

#include "models/catalog/clock.h"

namespace matinee::test {

/// A clock that stands still until it is told to move. Any thread.
class FakeClock final : public Clock
{
public:
    /// Starts at noon of the day given.
    explicit FakeClock(QDate day = QDate(2026, 3, 1));

    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] std::chrono::nanoseconds steady() const override;

    /// Moves both clocks.
    void advance(std::chrono::milliseconds by);
    /// Sets the wall clock only, as a person or a time server does.
    void setNow(const QDateTime &now);

private:
    std::atomic<qint64> m_wallMs;
    std::atomic<qint64> m_steadyMs = 0;
};

} // namespace matinee::test
