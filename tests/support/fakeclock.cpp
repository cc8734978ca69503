// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"

namespace matinee::test {

FakeClock::FakeClock(QDate day) : m_wallMs(QDateTime(day, QTime(12, 0), Qt::UTC).toMSecsSinceEpoch()) { }

QDateTime FakeClock::now() const
{
    return QDateTime::fromMSecsSinceEpoch(m_wallMs, Qt::UTC);
}

std::chrono::nanoseconds FakeClock::steady() const
{
    return std::chrono::milliseconds(m_steadyMs);
}

void FakeClock::advance(std::chrono::milliseconds by)
{
    m_wallMs += by.count();
    m_steadyMs += by.count();
}

void FakeClock::setNow(const QDateTime &now)
{
    m_wallMs = now.toMSecsSinceEpoch();
}

} // namespace matinee::test
