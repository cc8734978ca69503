// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/viewportwatch.h"

#include <chrono>
#include <utility>

namespace matinee {

namespace {

using namespace std::chrono_literals;

// Two frames of a slow screen and some: whoever did not scroll for so long has stopped.
constexpr auto kRest = 200ms;
// Weight of the newest measure: wheels tick and fingers stutter, the speed of a scroll does not.
constexpr double kNewest = 0.5;

} // namespace

ViewportWatch::ViewportWatch(std::function<Sight()> look, QObject *parent) : QObject(parent), m_look(std::move(look))
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_turn, &QTimer::timeout, this, &ViewportWatch::report);
    connect(&m_rest, &QTimer::timeout, this, &ViewportWatch::report);
}

void ViewportWatch::poke()
{
    if (!m_turn.isActive())
        m_turn.start();
}

void ViewportWatch::forget()
{
    m_lastRow = -1;
    m_speed = 0;
    m_paintedAt.reset();
    m_rest.stop();
}

bool ViewportWatch::isMovingAt(qint64 offset)
{
    const std::optional<qint64> before = std::exchange(m_paintedAt, offset);
    return m_speed != 0 || (before && before != offset);
}

void ViewportWatch::report()
{
    const Sight sight = m_look();
    if (sight.rows.isEmpty())
        return;
    const qint64 elapsed = m_clock.isValid() ? m_clock.restart() : (m_clock.start(), 0);
    const double travelled = m_lastRow < 0 ? 0 : sight.exactRow - m_lastRow;
    m_lastRow = sight.exactRow;
    if (elapsed <= 0 || elapsed >= std::chrono::milliseconds(kRest).count() || travelled == 0)
        m_speed = 0;
    else
        m_speed = (1 - kNewest) * m_speed + kNewest * travelled * 1000 / static_cast<double>(elapsed);
    if (m_speed != 0)
        m_rest.start();
    Q_EMIT changed(sight.rows.first, sight.rows.last, m_speed);
}

} // namespace matinee
