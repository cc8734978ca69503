// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/skeletonpulse.h"

#include <cmath>

#include "ui/theme/theme.h"

namespace matinee {
namespace {

// Smooth enough for a slow change of grey, and a tenth of a frame's cost.
constexpr int kStepMs = 60;
constexpr double kBreathMs = 1600;

} // namespace

SkeletonPulse::SkeletonPulse(const Theme &theme, QObject *parent) : QObject(parent), m_theme(theme)
{
    m_clock.start();
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &SkeletonPulse::tick);
}

double SkeletonPulse::at(qint64 nowMs) const
{
    const double phase = m_theme.reducedMotion() ? 0 : std::fmod(static_cast<double>(nowMs), kBreathMs) / kBreathMs;
    return 1 - std::abs(2 * phase - 1);
}

void SkeletonPulse::goOn(qint64 patienceMs)
{
    if (m_turn.isActive())
        return;
    if (patienceMs > 0)
        m_turn.start(static_cast<int>(patienceMs));
    else if (!m_theme.reducedMotion())
        m_turn.start(kStepMs);
}

} // namespace matinee
