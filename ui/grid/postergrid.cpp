// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/postergrid.h"

#include <QAccessible>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

#include "models/feedmodel.h"
#include "ui/grid/postercache.h"
#include "ui/grid/posterdelegate.h"
#include "ui/grid/postergridaccessible_p.h"
#include "ui/theme/theme.h"

namespace matinee {

namespace {

// The widest gap of the picture, logical px at 100 %.
constexpr double kTileGap = 20;
// A longer way is jumped: gliding over a thousand posters in 150 ms shows none of them.
constexpr int kScreensToGlide = 3;
// Nobody can see a picture pass at this many lines of tiles a second; only where it will stop is worth loading.
constexpr double kTooFastLines = 8;
// Pictures wanted for what is further away than this are given up.
constexpr int kScreensKept = 2;

} // namespace

PosterGrid::PosterGrid(const Theme &theme, PosterCache &posters, QWidget *parent)
    : QAbstractItemView(parent),
      m_theme(theme),
      m_posters(posters),
      m_delegate(new PosterDelegate(theme, posters, this)),
      m_pulse(theme),
      m_scroller(*verticalScrollBar()),
      m_watch([this] {
          const double lines = static_cast<double>(m_scroller.offset()) / m_layouter.lineHeight();
          return ViewportWatch::Sight{isVisible() ? visibleRows() : RowRange{}, lines * m_layouter.columns()};
      })
{
    installPosterGridAccessibility();
    setItemDelegate(m_delegate);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there: a bar that comes and goes would change the columns, which changes whether it is needed.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setMouseTracking(true);
    m_readyTurn.setSingleShot(true);
    connect(&m_readyTurn, &QTimer::timeout, this, &PosterGrid::updateReady);
    connect(&m_pulse, &SkeletonPulse::tick, viewport(), qOverload<>(&QWidget::update));
    connect(&m_scroller, &PixelScroller::moved, this, &PosterGrid::contentMoved);
    connect(&m_watch, &ViewportWatch::changed, this, &PosterGrid::viewportChanged);
    connect(&m_watch, &ViewportWatch::changed, this, &PosterGrid::lookAround);
    connect(&theme, &Theme::changed, this, &PosterGrid::relayout);
    connect(&posters, &PosterCache::askAgain, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QObject::destroyed, &posters, [&posters](const QObject *gone) { posters.leave(gone); });
    connect(&posters, &PosterCache::ready, this, [this](const TitleId &title) {
        m_ready.insert(title);
        m_readyTurn.start(0);
    });
}

int PosterGrid::rows() const
{
    return model() ? model()->rowCount(rootIndex()) : 0;
}

QModelIndex PosterGrid::at(int row) const
{
    return row >= 0 && row < rows() ? model()->index(row, 0, rootIndex()) : QModelIndex();
}

GridMetrics PosterGrid::metrics() const
{
    const Tokens &tokens = m_theme.tokens();
    GridMetrics metrics;
    metrics.viewportWidth = viewport()->width();
    metrics.desiredTileWidth = m_theme.px(m_tileWidth);
    metrics.columnSpacing = metrics.rowSpacing = m_theme.px(kTileGap);
    metrics.captionHeight = m_delegate->captionHeight();
    metrics.rightToLeft = layoutDirection() == Qt::RightToLeft;
    // The scroll bar stands in the far margin.
    const int far = std::max(m_delegate->ringReach(), tokens.spaceXl - verticalScrollBar()->width());
    metrics.margins = {tokens.spaceXl, tokens.spaceM, far, tokens.spaceXl};
    return metrics;
}

void PosterGrid::relayout()
{
    const std::optional<Place> place = this->place();
    m_layouter = GridLayouter(metrics(), rows());
    m_scroller.setRange(m_layouter.contentHeight() + footerHeight(), viewport()->height(), m_layouter.lineHeight() / 4);
    if (place && place->row < rows())
        m_scroller.shift(m_layouter.top(place->row) - place->y - m_scroller.offset());
    m_place = place;
    placeFooter();
    viewport()->update();
    m_watch.poke();
}

void PosterGrid::updateGeometries()
{
    relayout();
}

std::optional<PosterGrid::Place> PosterGrid::place() const
{
    return m_place ? m_place : foundPlace();
}

std::optional<PosterGrid::Place> PosterGrid::foundPlace() const
{
    const RowRange visible = visibleRows();
    if (visible.isEmpty())
        return std::nullopt;
    const auto placeOf = [this](int row) { return Place{row, m_layouter.rectOf(row, m_scroller.offset()).top()}; };
    const int current = currentIndex().row();
    if (current >= 0 && current < m_layouter.rowCount()) {
        const QRect tile = m_layouter.rectOf(current, m_scroller.offset());
        if (tile.top() >= 0 && tile.bottom() < viewport()->height())
            return placeOf(current);
    }
    const qint64 top = m_scroller.offset();
    const int whole = m_layouter.firstWhollyWithin(top, top + viewport()->height());
    return placeOf(whole >= 0 ? whole : visible.first);
}

void PosterGrid::restorePlace(int row, int y)
{
    m_place = Place{std::max(0, row), y};
    relayout();
}

void PosterGrid::setTileWidth(int width)
{
    if (m_tileWidth == width)
        return;
    m_tileWidth = width;
    relayout();
}

void PosterGrid::setFooter(QWidget *footer)
{
    delete m_footer;
    m_footer = footer;
    if (footer) {
        footer->setParent(viewport());
        footer->installEventFilter(this);
        footer->show();
    }
    relayout();
}

int PosterGrid::footerHeight() const
{
    const QWidget *footer = m_footer.data();
    return footer ? footer->sizeHint().height() : 0;
}

void PosterGrid::placeFooter()
{
    QWidget *footer = m_footer.data();
    if (!footer)
        return;
    const qint64 far = viewport()->height() + 1; // below the viewport is below, however far
    const qint64 top = std::min(m_layouter.contentHeight() - m_scroller.offset(), far);
    footer->setGeometry(0, static_cast<int>(top), viewport()->width(), footerHeight());
}

RowRange PosterGrid::visibleRows() const
{
    return m_layouter.rowsWithin(m_scroller.offset(), m_scroller.offset() + viewport()->height());
}

int PosterGrid::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect PosterGrid::visualRect(const QModelIndex &index) const
{
    const bool known = index.isValid() && index.row() < m_layouter.rowCount();
    return known ? m_layouter.rectOf(index.row(), m_scroller.offset()) : QRect();
}

QModelIndex PosterGrid::indexAt(const QPoint &point) const
{
    return at(m_layouter.rowAt(point.x(), m_scroller.offset() + point.y()));
}

QRect PosterGrid::paintRect(int row) const
{
    const int reach = m_delegate->ringReach() + 1;
    return m_layouter.rectOf(row, m_scroller.offset()).adjusted(-reach, -reach, reach, reach);
}

void PosterGrid::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.row() >= m_layouter.rowCount())
        return;
    const int height = viewport()->height();
    const int gap = m_layouter.metrics().margins.top();
    const qint64 top = m_layouter.top(index.row()) - gap;
    const qint64 bottom = top + m_layouter.tileSize().height() + 2 * gap;
    const qint64 from = m_scroller.target();
    if (hint == PositionAtTop)
        glide(top);
    else if (hint == PositionAtBottom)
        glide(bottom - height);
    else if (hint == PositionAtCenter)
        glide((top + bottom - height) / 2);
    else if (top < from || bottom - top > height)
        glide(top);
    else if (bottom > from + height)
        glide(bottom - height);
}

void PosterGrid::glide(qint64 offset)
{
    const bool near = std::abs(offset - m_scroller.offset()) <= qint64(kScreensToGlide) * viewport()->height();
    m_scroller.glideTo(offset, isVisible() && near ? m_theme.motionMs() : 0);
}

void PosterGrid::scrollContentsBy(int, int)
{
    m_scroller.barMoved(verticalScrollBar()->value());
}

void PosterGrid::contentMoved()
{
    m_place.reset();
    placeFooter();
    if (viewport()->underMouse())
        setHover(viewport()->mapFromGlobal(QCursor::pos()));
    viewport()->update();
    m_watch.poke();
}

void PosterGrid::showEvent(QShowEvent *event)
{
    QAbstractItemView::showEvent(event);
    relayout();
}

void PosterGrid::changeEvent(QEvent *event)
{
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::StyleChange)
        relayout();
}

bool PosterGrid::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_footer && event->type() == QEvent::LayoutRequest)
        relayout();
    return QAbstractItemView::eventFilter(watched, event);
}

void PosterGrid::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const int reach = m_delegate->ringReach() + 1;
    const qint64 offset = m_scroller.offset();
    const QRect dirty = event->rect();
    const RowRange touched = m_layouter.rowsWithin(offset + dirty.top() - reach, offset + dirty.bottom() + 1 + reach);
    const auto pace = m_watch.isMovingAt(offset) ? PosterCache::Pace::Moving : PosterCache::Pace::Resting;
    m_posters.beginFrame(this, dirty.contains(viewport()->rect()), pace);
    TileOption option;
    initViewItemOption(&option);
    const QStyle::State plain = option.state & ~(QStyle::State_MouseOver | QStyle::State_HasFocus | QStyle::State_Selected);
    const qint64 now = m_pulse.nowMs();
    for (int row = touched.first; row <= touched.last; ++row) {
        if (!event->region().intersects(paintRect(row)))
            continue;
        option.state = plain;
        paintTile(painter, option, row, now);
    }
    if (rows() == 0 && m_awaitingSince)
        paintAwaited(painter, option, now);
    awaitLater(visibleRows());
}

void PosterGrid::setAwaiting(bool awaiting)
{
    if (awaiting == m_awaitingSince.has_value())
        return;
    m_awaitingSince = awaiting ? std::optional(m_pulse.nowMs()) : std::nullopt;
    viewport()->update();
}

void PosterGrid::paintAwaited(QPainter &painter, TileOption &option, qint64 now)
{
    const qint64 patience = AwaitedRows::kPatienceMs - (now - *m_awaitingSince);
    if (patience <= 0) {
        const int lines = viewport()->height() / std::max(1, m_layouter.lineHeight()) + 1;
        const GridLayouter full(m_layouter.metrics(), lines * m_layouter.columns());
        option.skeleton = true;
        option.pulse = m_pulse.at(now);
        for (int tile = 0; tile < full.rowCount(); ++tile) {
            option.rect = full.rectOf(tile, 0);
            m_delegate->paint(&painter, option, QModelIndex());
        }
    }
    m_pulse.goOn(patience);
}

void PosterGrid::paintTile(QPainter &painter, TileOption &option, int row, qint64 now)
{
    const QModelIndex index = at(row);
    option.rect = m_layouter.rectOf(row, m_scroller.offset());
    option.state.setFlag(QStyle::State_MouseOver, row == m_hoverRow);
    if (row == currentIndex().row()) {
        option.state.setFlag(QStyle::State_HasFocus, hasFocus());
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    }
    option.heartHovered = row == m_hoverRow && m_hoverHeart;
    option.skeleton = false;
    if (index.data(FeedModel::LoadedRole).toBool()) {
        m_awaited.arrived(row);
    } else {
        option.skeleton = m_awaited.waitedMs(row, now) >= AwaitedRows::kPatienceMs;
        option.pulse = m_pulse.at(now);
    }
    m_delegate->paint(&painter, option, index);
}

void PosterGrid::awaitLater(const RowRange &visible)
{
    m_awaited.retain(visible);
    if (!m_awaited.isEmpty())
        m_pulse.goOn(m_awaited.patienceLeftMs(m_pulse.nowMs()));
}

void PosterGrid::updateRow(int row)
{
    if (visibleRows().contains(row))
        viewport()->update(paintRect(row));
}

void PosterGrid::updateReady()
{
    const RowRange visible = visibleRows();
    for (int row = visible.first; row <= visible.last; ++row) {
        const auto *title = at(row).data(FeedModel::TitlePointerRole).value<const Title *>();
        if (title && m_ready.contains(title->id))
            updateRow(row);
    }
    m_ready.clear();
}

void PosterGrid::lookAround(int first, int last, double rowsPerSecond)
{
    const int screen = last - first + 1;
    const qint64 target = m_scroller.target();
    const auto reach
        = [screen](int row, int screens) { return static_cast<int>(std::max<qint64>(0, row - qint64(screens) * screen)); };
    PictureQueue::Sight sight;
    sight.visible = {first, last};
    sight.tooFast = std::abs(rowsPerSecond) > kTooFastLines * m_layouter.columns();
    if (target != m_scroller.offset())
        sight.landing = m_layouter.rowsWithin(target, target + viewport()->height());
    const RowRange ends = sight.landing.isEmpty() ? sight.visible : sight.landing;
    sight.kept = {reach(std::min(first, ends.first), kScreensKept), std::max(last, ends.last) + kScreensKept * screen};
    m_posters.look(this, sight);
    const PosterShape shape = m_delegate->posterShape(m_layouter.posterSize(), viewport()->devicePixelRatioF());
    const auto wish = [&](const RowRange &wanted) {
        for (int row = wanted.first; row <= std::min(wanted.last, rows() - 1); ++row) {
            if (const auto *title = at(row).data(FeedModel::TitlePointerRole).value<const Title *>())
                m_posters.wish(this, *title, shape, row);
        }
    };
    wish(rowsPerSecond < 0 ? RowRange{reach(first, 1), first - 1} : RowRange{last + 1, last + screen});
    wish(sight.landing);
}

} // namespace matinee
