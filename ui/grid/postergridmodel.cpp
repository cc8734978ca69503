// SPDX-License-Identifier: GPL-3.0-or-later
// PosterGrid's answers to its model: what changes, and how the place survives it.
#include <QAccessible>

#include <algorithm>

#include "models/feedmodel.h"
#include "ui/grid/postercache.h"
#include "ui/grid/postergrid.h"

namespace matinee {

void PosterGrid::setModel(QAbstractItemModel *model)
{
    if (QAbstractItemModel *old = this->model())
        old->disconnect(&m_modelWatch);
    if (model)
        listenTo(model);
    QAbstractItemView::setModel(model);
}

// What QAbstractItemView has no virtual for. The changes themselves come through rowsInserted() and its like.
void PosterGrid::listenTo(QAbstractItemModel *model)
{
    const auto hold = [this] { holdPlace(); };
    const auto release = [this] { releasePlace(0); };
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, &m_modelWatch, hold);
    connect(model, &QAbstractItemModel::rowsAboutToBeMoved, &m_modelWatch, hold);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, &m_modelWatch, hold);
    connect(model, &QAbstractItemModel::rowsMoved, &m_modelWatch, release);
    connect(model, &QAbstractItemModel::layoutChanged, &m_modelWatch, [this, release] {
        m_awaited.clear(); // counted by row
        release();
    });
    connect(
        model, &QAbstractItemModel::rowsRemoved, &m_modelWatch, [this](const QModelIndex &, int first) { releasePlace(first); });
}

void PosterGrid::holdPlace()
{
    m_place = place();
    m_held.reset();
    if (m_place && m_place->row < rows())
        m_held = at(m_place->row);
}

// Where the held row went; if it was removed, the row that took its place.
void PosterGrid::releasePlace(int firstRemoved)
{
    if (m_place && m_held)
        m_place->row = m_held->isValid() ? m_held->row() : std::max(0, std::min(firstRemoved, rows() - 1));
    m_held.reset();
    m_hoverRow = -1;
    relayout();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::ObjectReorder);
        QAccessible::updateAccessibility(&event);
    }
}

void PosterGrid::reset()
{
    m_posters.leave(this);
    m_place.reset();
    m_held.reset();
    m_awaited.clear();
    m_ready.clear();
    m_typed.clear();
    m_watch.forget();
    m_hoverRow = -1;
    m_pressedRow = -1;
    m_layouter = GridLayouter(m_layouter.metrics(), 0);
    m_scroller.jumpTo(0);
    QAbstractItemView::reset();
    relayout(); // the base would wait for the next turn, and a page restores its place in this one
}

void PosterGrid::rowsInserted(const QModelIndex &, int, int)
{
    releasePlace(0);
}

void PosterGrid::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    holdPlace();
    // The base picks another current row where the current one goes; that is no reason to scroll.
    const bool scrolls = hasAutoScroll();
    const std::optional<Place> kept = m_place;
    setAutoScroll(false);
    QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
    setAutoScroll(scrolls);
    m_place = kept;
}

void PosterGrid::dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles)
{
    const RowRange visible = visibleRows();
    for (int row = std::max(from.row(), visible.first); row <= std::min(to.row(), visible.last); ++row)
        updateRow(row);
    const int current = currentIndex().row();
    if (!QAccessible::isActive() || current < from.row() || current > to.row())
        return;
    if (roles.isEmpty() || roles.contains(int(FeedModel::FavoriteRole)) || roles.contains(int(Qt::AccessibleTextRole))) {
        QAccessibleEvent event(this, QAccessible::NameChanged);
        event.setChild(current);
        QAccessible::updateAccessibility(&event);
    }
}

void PosterGrid::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    m_place.reset();
    updateRow(previous.row());
    updateRow(current.row());
    if (!current.isValid())
        return;
    if (isVisible() && hasAutoScroll())
        scrollTo(current);
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(current.row());
        QAccessible::updateAccessibility(&event);
    }
}

void PosterGrid::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    // One title at most can be selected: the one under the rectangle's start.
    const QModelIndex index = indexAt(rect.topLeft());
    selectionModel()->select(index.isValid() ? QItemSelection(index, index) : QItemSelection(), flags);
}

QRegion PosterGrid::visualRegionForSelection(const QItemSelection &selection) const
{
    const RowRange visible = visibleRows();
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        for (int row = std::max(range.top(), visible.first); row <= std::min(range.bottom(), visible.last); ++row)
            region += paintRect(row);
    }
    return region;
}

} // namespace matinee
