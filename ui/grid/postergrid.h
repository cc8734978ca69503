// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <optional>

#include "models/catalog/titleid.h"
#include "ui/grid/awaitedrows.h"
#include "ui/grid/gridlayouter.h"
#include "ui/grid/pixelscroller.h"
#include "ui/grid/skeletonpulse.h"
#include "ui/grid/typeahead.h"
#include "ui/grid/viewportwatch.h"

namespace matinee {

class PosterCache;
class PosterDelegate;
class Theme;
struct TileOption;

/// The poster grid over a FeedModel (or any list model with its roles). Geometry is arithmetic: layout, insert and
/// paint cost the same for ten rows and ten million. Every structural change keeps the place: a row and its distance
/// from the viewport's top. A click or Enter opens (activated()), F and the heart toggle the favorite. GUI thread.
class PosterGrid : public QAbstractItemView
{
    Q_OBJECT
public:
    PosterGrid(const Theme &theme, PosterCache &posters, QWidget *parent = nullptr);

    /// Which row stands where: `y` logical px from the viewport's top to the tile's top, negative above it.
    struct Place {
        int row = 0;
        int y = 0;
        bool operator==(const Place &) const = default;
    };
    /// The current row if it is wholly visible, else the topmost wholly visible one; nothing without rows.
    [[nodiscard]] std::optional<Place> place() const;
    /// Also before the view is shown or the row exists: then as soon as it can be. Scrolling by a person ends it.
    void restorePlace(int row, int y);

    void setTileWidth(int width); ///< wished, logical px at 100 % font (110..320); columns stretch from there
    [[nodiscard]] int tileWidth() const { return m_tileWidth; }
    /// Below the last row, scrolled with it, as high as its sizeHint; the view owns it. Null removes it.
    void setFooter(QWidget *footer);
    void setAwaiting(bool awaiting); ///< titles are on their way without rows yet: skeletons stand in, after a moment
    void setJumpEnabled(bool enabled) { m_jumpEnabled = enabled; } ///< letters ask only where the list can answer

    [[nodiscard]] const GridLayouter &layouter() const { return m_layouter; }
    [[nodiscard]] RowRange visibleRows() const;
    [[nodiscard]] const PixelScroller &scroller() const { return m_scroller; }

    void setModel(QAbstractItemModel *model) override;
    void reset() override;
    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    /// Glides unless motion is reduced or the way is longer than three screens.
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    /// Visible rows, inclusive, at most once an event-loop turn; signed speed. Nothing while hidden or empty.
    void viewportChanged(int first, int last, double rowsPerSecond);
    void jumpRequested(const QString &text);
    void favoriteToggleRequested(const QModelIndex &index);
    /// Right click or the menu key. `index` may be invalid: the empty part of the view.
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);

protected:
    [[nodiscard]] QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void listenTo(QAbstractItemModel *model);
    void holdPlace();
    void releasePlace(int firstRemoved);
    void relayout();
    [[nodiscard]] GridMetrics metrics() const;
    [[nodiscard]] std::optional<Place> foundPlace() const;
    [[nodiscard]] int footerHeight() const;
    void placeFooter();
    void contentMoved();
    void glide(qint64 offset);
    [[nodiscard]] int rows() const;
    [[nodiscard]] QRect paintRect(int row) const;
    void paintTile(QPainter &painter, TileOption &option, int row, qint64 now);
    void awaitLater(const RowRange &visible);
    void paintAwaited(QPainter &painter, TileOption &option, qint64 now);
    void updateRow(int row);
    void updateReady();
    void lookAround(int first, int last, double rowsPerSecond);
    bool scrollKey(const QKeyEvent &event);
    bool commandKey(const QKeyEvent &event);
    bool cursorKey(const QKeyEvent &event);
    bool letterKey(const QKeyEvent &event);
    void setHover(const QPoint &position);
    [[nodiscard]] bool isHeart(int row, const QPoint &position) const;
    [[nodiscard]] QModelIndex at(int row) const;

    const Theme &m_theme;
    PosterCache &m_posters;
    PosterDelegate *m_delegate;
    GridLayouter m_layouter;
    SkeletonPulse m_pulse;
    PixelScroller m_scroller;
    ViewportWatch m_watch;
    AwaitedRows m_awaited;
    TypeAhead m_typed;
    QPointer<QWidget> m_footer;
    std::optional<Place> m_place;                // holds until a person scrolls, so that resizing back and forth drifts nowhere
    std::optional<QPersistentModelIndex> m_held; // m_place's row while the model changes
    QObject m_modelWatch;                        // context of the connections to the model
    QSet<TitleId> m_ready;
    QTimer m_readyTurn;
    int m_tileWidth = 160;
    int m_hoverRow = -1;
    bool m_hoverHeart = false;
    int m_pressedRow = -1;
    bool m_pressedHeart = false;
    int m_wheelRest = 0; // of a notch, eighths of a degree
    bool m_jumpEnabled = false;
    std::optional<qint64> m_awaitingSince; // of m_pulse
};

} // namespace matinee
