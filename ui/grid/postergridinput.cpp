// SPDX-License-Identifier: GPL-3.0-or-later
// PosterGrid's keys, wheel and mouse.
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QWheelEvent>

#include <algorithm>

#include "ui/grid/postercache.h"
#include "ui/grid/posterdelegate.h"
#include "ui/grid/postergrid.h"
#include "ui/theme/theme.h"

namespace matinee {

namespace {

// One notch of a mouse wheel, in eighths of a degree (QWheelEvent).
constexpr int kNotch = 120;
// What one line of "scroll so many lines a notch" means here, logical px: three of them, the usual setting,
// move the picture by a third of a poster's line.
constexpr int kWheelLine = 40;
// Of the viewport: what a page leaves standing, so that the eye finds its place.
constexpr double kPageShare = 0.9;

} // namespace

void PosterGrid::keyPressEvent(QKeyEvent *event)
{
    if (letterKey(*event) || scrollKey(*event) || commandKey(*event) || cursorKey(*event))
        event->accept();
    else
        event->ignore(); // shortcuts of the window and keys of the page
}

// First: within a text being typed a blank and an F are letters.
bool PosterGrid::letterKey(const QKeyEvent &event)
{
    const QString text = event.text();
    const bool held = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (!m_jumpEnabled || held || text.isEmpty() || !text.at(0).isPrint())
        return false;
    const bool command = event.key() == Qt::Key_Space || event.key() == Qt::Key_F;
    if (command && !m_typed.isRunning())
        return false;
    Q_EMIT jumpRequested(m_typed.add(text));
    return true;
}

bool PosterGrid::scrollKey(const QKeyEvent &event)
{
    const bool control = event.modifiers() & Qt::ControlModifier;
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const auto page = static_cast<qint64>(viewport()->height() * kPageShare);
    qint64 distance = 0;
    if (event.key() == Qt::Key_Space && !control)
        distance = shift ? -page : page;
    else if (control && event.key() == Qt::Key_PageDown)
        distance = page;
    else if (control && event.key() == Qt::Key_PageUp)
        distance = -page;
    else if (control && event.key() == Qt::Key_Down)
        distance = m_layouter.lineHeight();
    else if (control && event.key() == Qt::Key_Up)
        distance = -m_layouter.lineHeight();
    else
        return false;
    glide(m_scroller.target() + distance);
    return true;
}

bool PosterGrid::commandKey(const QKeyEvent &event)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return false;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        Q_EMIT activated(current);
        return true;
    }
    if (event.key() == Qt::Key_F && event.modifiers() == Qt::NoModifier) {
        Q_EMIT favoriteToggleRequested(current);
        return true;
    }
    return false;
}

bool PosterGrid::cursorKey(const QKeyEvent &event)
{
    CursorAction action{};
    switch (event.key()) {
    case Qt::Key_Left: action = MoveLeft; break;
    case Qt::Key_Right: action = MoveRight; break;
    case Qt::Key_Up: action = MoveUp; break;
    case Qt::Key_Down: action = MoveDown; break;
    case Qt::Key_Home: action = MoveHome; break;
    case Qt::Key_End: action = MoveEnd; break;
    case Qt::Key_PageUp: action = MovePageUp; break;
    case Qt::Key_PageDown: action = MovePageDown; break;
    default: return false;
    }
    if (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier))
        return false; // Alt+Left is Back
    const QModelIndex next = moveCursor(action, event.modifiers());
    if (!next.isValid())
        return false;
    if (next == currentIndex())
        scrollTo(next);
    selectionModel()->setCurrentIndex(next, QItemSelectionModel::ClearAndSelect);
    return true;
}

QModelIndex PosterGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = m_layouter.rowCount() - 1;
    if (last < 0)
        return {};
    const int current = currentIndex().row();
    if (action == MoveHome)
        return at(0);
    if (action == MoveEnd)
        return at(last);
    if (current < 0) { // the first key only shows where the keys go
        const std::optional<Place> first = foundPlace();
        return at(first ? first->row : 0);
    }
    const int columns = m_layouter.columns();
    const int page = columns * std::max(1, viewport()->height() / m_layouter.lineHeight());
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    qint64 next = current;
    switch (action) {
    case MoveLeft: next -= forward; break;
    case MoveRight: next += forward; break;
    case MovePrevious: next -= 1; break;
    case MoveNext: next += 1; break;
    case MoveUp: next -= columns; break;
    case MoveDown: next += columns; break;
    case MovePageUp: next -= page; break;
    case MovePageDown: next += page; break;
    case MoveHome:
    case MoveEnd: break;
    }
    if (next < 0)
        return at(action == MovePageUp ? current % columns : current);
    if (next > last) {
        // From the line above a short last line, down still means the last line.
        const bool lower = current / columns < last / columns;
        return at((action == MoveDown && lower) || action == MovePageDown ? last : current);
    }
    return at(static_cast<int>(next));
}

void PosterGrid::wheelEvent(QWheelEvent *event)
{
    const int angle = event->angleDelta().y();
    if ((event->modifiers() & Qt::ControlModifier) || (angle == 0 && event->pixelDelta().y() == 0)) {
        event->ignore(); // zoom and sideways scrolling are the page's
        return;
    }
    event->accept();
    if (const int pixels = event->pixelDelta().y()) {
        m_scroller.jumpTo(m_scroller.offset() - pixels);
        return;
    }
    const int step = kWheelLine * QApplication::wheelScrollLines();
    m_wheelRest += angle * step;
    const int pixels = m_wheelRest / kNotch;
    m_wheelRest %= kNotch;
    // A notch is a leap and glides; finer wheels and touchpads are smooth by themselves.
    if (angle % kNotch == 0)
        m_scroller.glideTo(m_scroller.target() - pixels, m_theme.motionMs());
    else
        m_scroller.jumpTo(m_scroller.offset() - pixels);
}

bool PosterGrid::isHeart(int row, const QPoint &position) const
{
    return row >= 0 && m_delegate->heartRect(m_layouter.rectOf(row, m_scroller.offset()), layoutDirection()).contains(position);
}

void PosterGrid::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    m_pressedRow = -1;
    if (event->button() != Qt::LeftButton && event->button() != Qt::RightButton) {
        event->ignore(); // the mouse's Back and Forward are the window's
        return;
    }
    if (!index.isValid() || (event->modifiers() & Qt::ControlModifier))
        return;
    const bool scrolls = hasAutoScroll();
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    setAutoScroll(scrolls);
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedRow = index.row();
    m_pressedHeart = isHeart(m_pressedRow, event->position().toPoint());
}

void PosterGrid::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
}

void PosterGrid::mouseReleaseEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    const int pressed = m_pressedRow;
    m_pressedRow = -1;
    const QModelIndex index = indexAt(position);
    if (event->button() != Qt::LeftButton || pressed < 0 || index.row() != pressed)
        return;
    const bool heart = isHeart(pressed, position);
    if (heart && m_pressedHeart)
        Q_EMIT favoriteToggleRequested(index);
    else if (!heart && !m_pressedHeart)
        Q_EMIT activated(index);
}

void PosterGrid::mouseMoveEvent(QMouseEvent *event)
{
    setHover(event->position().toPoint());
}

void PosterGrid::setHover(const QPoint &position)
{
    const int row = indexAt(position).row();
    const bool heart = isHeart(row, position);
    if (row == m_hoverRow && heart == m_hoverHeart)
        return;
    updateRow(m_hoverRow);
    m_hoverRow = row;
    m_hoverHeart = heart;
    updateRow(row);
}

bool PosterGrid::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHover({-1, -1});
    if (event->type() == QEvent::Hide)
        m_posters.leave(this);
    return QAbstractItemView::viewportEvent(event);
}

void PosterGrid::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    const QPoint position = byKey ? visualRect(index).center() : event->pos();
    Q_EMIT menuRequested(index, viewport()->mapToGlobal(position));
    event->accept();
}

} // namespace matinee
