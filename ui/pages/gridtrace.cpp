// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/gridtrace.h"

#include <QEvent>
#include <QJsonObject>

#include "models/catalog/tracesink.h"
#include "models/feedmodel.h"
#include "ui/grid/postercache.h"

using namespace Qt::StringLiterals;

namespace matinee {

GridTrace::GridTrace(PosterGrid &grid, const PosterCache &posters, TraceSink &trace)
    : QObject(&grid), m_grid(grid), m_posters(posters), m_trace(trace)
{
    if (m_trace.isEnabled())
        m_grid.viewport()->installEventFilter(this);
}

void GridTrace::settled(const FeedModel &model, const RowRange &rows)
{
    if (!m_trace.isEnabled())
        return;
    const auto name = [&model](int row) {
        const Title *title = model.titleAt(row);
        return title ? title->id.localText() : QString();
    };
    m_trace.event(u"view.settled"_s,
        {{u"feed"_s, model.key().text()}, {u"first"_s, name(rows.first)}, {u"last"_s, name(rows.last)}, {u"row"_s, rows.first},
            {u"y"_s, m_grid.visualRect(model.index(rows.first)).top()}, {u"rows"_s, model.rowCount()}});
}

bool GridTrace::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) // the painting itself comes after this; look when it is done
        QMetaObject::invokeMethod(this, &GridTrace::tellFirstPaint, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void GridTrace::tellFirstPaint()
{
    constexpr int kEnough = 12; // performance.md: start.cold ends with the paint that has 12 posters
    const auto *model = qobject_cast<const FeedModel *>(m_grid.model());
    const RowRange rows = m_grid.visibleRows();
    int posters = 0;
    for (int row = rows.first; row <= rows.last; ++row) {
        const Title *title = model ? model->titleAt(row) : nullptr;
        posters += title && m_posters.holds(title->id) ? 1 : 0;
    }
    if (rows.isEmpty() || posters < std::min(kEnough, rows.count()) || m_isFirstPaintTold)
        return;
    m_grid.viewport()->removeEventFilter(this);
    m_isFirstPaintTold = true;
    m_trace.event(u"view.first_paint"_s, {{u"feed"_s, model->key().text()}, {u"posters"_s, posters}});
}

} // namespace matinee
