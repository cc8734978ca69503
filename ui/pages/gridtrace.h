// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/grid/postergrid.h"

namespace matinee {

class FeedModel;
class PosterCache;
class TraceSink;

/// Tells the trace what a grid shows: `view.first_paint` once, `view.settled` where it came to rest. Costs nothing where
/// nobody traces. GUI thread; the grid and what the references name must outlive it.
class GridTrace : public QObject
{
    Q_OBJECT
public:
    GridTrace(PosterGrid &grid, const PosterCache &posters, TraceSink &trace);

    /// Every row of `rows` is loaded and the view rests.
    void settled(const FeedModel &model, const RowRange &rows);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tellFirstPaint();

    PosterGrid &m_grid;
    const PosterCache &m_posters;
    TraceSink &m_trace;
    bool m_isFirstPaintTold = false; // paints asked before it may still be looked at after
};

} // namespace matinee
