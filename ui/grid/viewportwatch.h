// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

#include "ui/grid/gridlayouter.h"

namespace matinee {

/// Tells what is visible, once an event-loop turn however often it changed in between, and how fast it moves;
/// once more with speed 0 when it came to rest. No timer runs while nothing happens. GUI thread.
class ViewportWatch : public QObject
{
    Q_OBJECT
public:
    struct Sight {
        RowRange rows;
        double exactRow = 0; ///< row at the viewport's top edge, with its fraction
    };

    /// `look` answers what is visible now; an empty range is not reported.
    explicit ViewportWatch(std::function<Sight()> look, QObject *parent = nullptr);

    /// Something may have changed.
    void poke();
    /// The rows are others now: what moved before says nothing about speed.
    void forget();
    /// Whether it moves, asked once by every paint at this offset (px): as last reported, and also where the first step of a
    /// scroll is painted before anybody could report it. The first paint of other rows is at rest.
    [[nodiscard]] bool isMovingAt(qint64 offset);

Q_SIGNALS:
    void changed(int first, int last, double rowsPerSecond);

private:
    void report();

    std::function<Sight()> m_look;
    QTimer m_turn;
    QTimer m_rest;
    QElapsedTimer m_clock;
    double m_lastRow = -1;
    double m_speed = 0;
    std::optional<qint64> m_paintedAt;
};

} // namespace matinee
