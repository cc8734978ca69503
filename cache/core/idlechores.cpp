// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/core/idlechores.h"

#include <QTimer>

using namespace std::chrono_literals;

namespace matinee {
namespace {

constexpr auto kWaitAtMost = 2s;

} // namespace

IdleChores::IdleChores(Worker &worker, std::chrono::milliseconds idleAfter, std::function<bool()> chore)
    : m_worker(worker), m_idleAfter(idleAfter), m_chore(std::move(chore))
{
}

void IdleChores::worked()
{
    m_workedAt = std::chrono::steady_clock::now();
    want();
}

void IdleChores::want()
{
    Q_ASSERT(m_worker.isCurrent());
    if (m_isDue || m_stopped)
        return;
    m_isDue = true;
    m_wantedSince = std::chrono::steady_clock::now();
    QTimer::singleShot(m_idleAfter, [this] { run(); });
}

void IdleChores::run()
{
    if (m_stopped)
        return;
    const auto now = std::chrono::steady_clock::now();
    const auto quietAt = m_workedAt + m_idleAfter;
    if (now < quietAt && now < m_wantedSince + kWaitAtMost) {
        QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(quietAt - now), [this] { run(); });
        return;
    }
    m_wantedSince = now;
    if (m_chore())
        m_worker.post([this] { run(); });
    else
        m_isDue = false;
}

} // namespace matinee
