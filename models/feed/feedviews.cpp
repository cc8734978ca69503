// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/feedviews.h"

#include <algorithm>

namespace matinee {

void FeedViews::add(FeedObserver &observer)
{
    Q_ASSERT(!find(&observer));
    m_views.push_back({&observer, false, {}, std::nullopt, ++m_touches});
}

void FeedViews::remove(FeedObserver &observer)
{
    std::erase_if(m_views, [&](const FeedView &view) { return view.observer == &observer; });
}

FeedView *FeedViews::find(const FeedObserver *observer)
{
    const auto found = std::ranges::find(m_views, observer, &FeedView::observer);
    return found == m_views.end() ? nullptr : &*found;
}

bool FeedViews::anyActive() const
{
    return std::ranges::any_of(m_views, &FeedView::active);
}

bool FeedViews::anyScrolled() const
{
    return std::ranges::any_of(m_views, [](const FeedView &view) { return view.active && view.viewport.first > 0; });
}

std::vector<Viewport> FeedViews::viewports() const
{
    std::vector<Viewport> viewports;
    viewports.reserve(m_views.size());
    for (const FeedView &view : m_views)
        viewports.push_back(view.viewport);
    return viewports;
}

std::vector<FeedView> FeedViews::activeNewestFirst() const
{
    std::vector<FeedView> active;
    std::ranges::copy_if(m_views, std::back_inserter(active), &FeedView::active);
    std::ranges::sort(active, std::greater(), &FeedView::touched);
    return active;
}

void FeedViews::setViewport(FeedView &view, const Viewport &viewport)
{
    view.viewport = viewport;
    view.touched = ++m_touches;
}

std::vector<FeedObserver *> FeedViews::observers() const
{
    std::vector<FeedObserver *> observers;
    observers.reserve(m_views.size());
    for (const FeedView &view : m_views)
        observers.push_back(view.observer);
    return observers;
}

void FeedViews::tellThese(const std::vector<FeedObserver *> &observers, const Tell &what)
{
    ++m_telling;
    for (FeedObserver *observer : observers) {
        if (find(observer))
            what(*observer);
    }
    --m_telling;
}

void FeedViews::tell(const Tell &what)
{
    tellThese(observers(), what);
}

void FeedViews::around(const Tell &before, const std::function<void()> &change, const Tell &after)
{
    ++m_telling;
    const std::vector<FeedObserver *> told = observers();
    tellThese(told, before);
    change();
    tellThese(told, after);
    --m_telling;
}

} // namespace matinee
