// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "models/feed/feedobserver.h"
#include "models/feed/loadplan.h"

namespace matinee {

/// The row a view holds on to when rows move, and its y in logical px from the top of the viewport.
struct AnchorPoint {
    int row = 0;
    int y = 0;
};

/// One view of a feed: where it is and whether anybody sees it.
struct FeedView {
    FeedObserver *observer = nullptr;
    bool active = false;
    Viewport viewport;
    std::optional<AnchorPoint> anchor; ///< as the view told it; absent: the first visible row at y 0
    quint64 touched = 0;               ///< grows with each viewport: the newest view is served first
};

/// The views of one feed, and how they are told of changes. The feed's thread.
class FeedViews
{
public:
    void add(FeedObserver &observer);
    void remove(FeedObserver &observer);
    /// Null for one that left. Valid until a view is added or removed.
    [[nodiscard]] FeedView *find(const FeedObserver *observer);
    [[nodiscard]] bool isEmpty() const { return m_views.empty(); }
    [[nodiscard]] bool anyActive() const;
    /// Whether somebody sees another place than the top.
    [[nodiscard]] bool anyScrolled() const;
    [[nodiscard]] const std::vector<FeedView> &all() const { return m_views; }
    /// Of every view, shown or hidden.
    [[nodiscard]] std::vector<Viewport> viewports() const;
    /// The views somebody sees, the one scrolled last first.
    [[nodiscard]] std::vector<FeedView> activeNewestFirst() const;
    void setViewport(FeedView &view, const Viewport &viewport);

    using Tell = std::function<void(FeedObserver &)>;
    /// Tells every view; one that leaves meanwhile is skipped.
    void tell(const Tell &what);
    void tellOne(FeedObserver *observer, const Tell &what) { tellThese({observer}, what); }
    /// `before` to every view, then the change, then `after` to those that were told `before`.
    void around(const Tell &before, const std::function<void()> &change, const Tell &after);
    /// While views are being told, nothing that changes rows may begin.
    [[nodiscard]] bool isTelling() const { return m_telling > 0; }

private:
    void tellThese(const std::vector<FeedObserver *> &observers, const Tell &what);
    [[nodiscard]] std::vector<FeedObserver *> observers() const;

    std::vector<FeedView> m_views;
    quint64 m_touches = 0;
    int m_telling = 0;
};

} // namespace matinee
