// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/feed/feedlist.h"
#include "models/feed/feedviews.h"

namespace matinee {

/// Carries out what changes the rows of a list, and tells the views in the order item models need: one call a change.
/// Without views the list is one nobody sees yet. The feed's thread.
class RowChanges
{
public:
    RowChanges(FeedList &list, FeedViews *views) : m_list(list), m_views(views) { }

    /// Puts an answered page in place: first the end of the list moves if the page says so, then its titles come,
    /// then spare rows go where that moves nothing anyone sees. A page that is cut off itself changes nothing else.
    PageTable::Filled apply(int page, Page answer);
    /// Adds an answered page at the end of a chain; titles the list has already are left out.
    PageTable::Filled append(Page answer);
    /// Drops the titles of pages far from every view.
    void evictFarPages();

private:
    void resize(int total);
    void dropSpareRows(int page);
    void tellChanged(int first, int last);
    void remove(int first, int last, const std::function<void()> &change);

    FeedList &m_list;
    FeedViews *m_views;
};

} // namespace matinee
