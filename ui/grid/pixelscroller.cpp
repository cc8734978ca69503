// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/pixelscroller.h"

#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace matinee {

namespace {

// Half of what an int holds: value + page step must not run over.
constexpr qint64 kLargestBarValue = 1'000'000'000;

} // namespace

PixelScroller::PixelScroller(QScrollBar &bar, QObject *parent) : QObject(parent), m_bar(bar)
{
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, [this](const QVariant &progress) {
        if (m_glide.state() == QAbstractAnimation::Running)
            place(m_glideFrom + std::llround(static_cast<double>(m_glideTo - m_glideFrom) * progress.toDouble()));
    });
}

void PixelScroller::setRange(qint64 contentHeight, int viewportHeight, int step)
{
    m_maximum = std::max<qint64>(0, contentHeight - viewportHeight);
    m_unit = m_maximum / kLargestBarValue + 1;
    m_glideTo = std::min(m_glideTo, m_maximum);
    {
        const QScopedValueRollback<bool> guard(m_moving, true);
        m_bar.setRange(0, static_cast<int>(m_maximum / m_unit));
        m_bar.setPageStep(std::max(1, static_cast<int>(viewportHeight / m_unit)));
        m_bar.setSingleStep(std::max(1, static_cast<int>(step / m_unit)));
    }
    place(m_offset);
}

qint64 PixelScroller::target() const
{
    return m_glide.state() == QAbstractAnimation::Running ? m_glideTo : m_offset;
}

void PixelScroller::shift(qint64 distance)
{
    m_glideFrom += distance;
    m_glideTo += distance;
    place(m_offset + distance);
}

void PixelScroller::jumpTo(qint64 offset)
{
    m_glide.stop();
    place(offset);
}

void PixelScroller::glideTo(qint64 offset, int ms)
{
    const qint64 bounded = std::clamp<qint64>(offset, 0, m_maximum);
    m_glide.stop();
    if (ms <= 0) {
        place(bounded);
        return;
    }
    m_glideFrom = m_offset;
    m_glideTo = bounded;
    m_glide.setDuration(ms);
    m_glide.start();
}

void PixelScroller::barMoved(int value)
{
    if (m_moving || value == m_offset / m_unit)
        return;
    m_glide.stop();
    place(value == m_bar.maximum() ? m_maximum : value * m_unit);
}

void PixelScroller::place(qint64 offset)
{
    const qint64 bounded = std::clamp<qint64>(offset, 0, m_maximum);
    const bool changed = bounded != m_offset;
    m_offset = bounded;
    {
        const QScopedValueRollback<bool> guard(m_moving, true);
        m_bar.setValue(static_cast<int>(m_offset / m_unit));
    }
    if (changed)
        Q_EMIT moved();
}

} // namespace matinee
