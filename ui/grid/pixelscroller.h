// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariantAnimation>

class QScrollBar;

namespace matinee {

/// Where a long content is scrolled to, in 64-bit pixels, kept in step with a scroll bar whose values are ints:
/// past about a billion pixels one step of the bar stands for several of ours. GUI thread.
class PixelScroller : public QObject
{
    Q_OBJECT
public:
    /// `bar` outlives this; its own valueChanged must be reported through barMoved().
    explicit PixelScroller(QScrollBar &bar, QObject *parent = nullptr);

    /// Clamps the offset; says moved() when that changed it.
    void setRange(qint64 contentHeight, int viewportHeight, int step);

    [[nodiscard]] qint64 offset() const { return m_offset; }
    [[nodiscard]] qint64 maximum() const { return m_maximum; }
    /// Where a running glide will end, else offset().
    [[nodiscard]] qint64 target() const;

    /// The content moved by so much under a viewport that should not: offset and a running glide move along.
    void shift(qint64 distance);
    /// Ends a glide.
    void jumpTo(qint64 offset);
    /// Ease-out within `ms`; 0 jumps. A new glide starts from where the old one is.
    void glideTo(qint64 offset, int ms);
    void barMoved(int value);

Q_SIGNALS:
    void moved();

private:
    void place(qint64 offset);

    QScrollBar &m_bar;
    QVariantAnimation m_glide; // progress 0..1
    qint64 m_glideFrom = 0;
    qint64 m_glideTo = 0;
    qint64 m_offset = 0;
    qint64 m_maximum = 0;
    qint64 m_unit = 1; // our pixels in one of the bar's
    bool m_moving = false;
};

} // namespace matinee
