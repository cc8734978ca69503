// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace matinee {

/// What a view of a Feed is told, on the feed's thread. Every ...AboutToBe... is followed by its partner in the same
/// turn with the change between them, so an item model may begin and end its own change there. A call may call back
/// into the feed: nothing that changes rows happens before it returns.
class FeedObserver
{
public:
    FeedObserver() = default;
    FeedObserver(const FeedObserver &) = delete;
    FeedObserver &operator=(const FeedObserver &) = delete;
    virtual ~FeedObserver() = default;

    virtual void rowsAboutToBeInserted(int first, int last) = 0;
    virtual void rowsInserted() = 0;
    virtual void rowsAboutToBeRemoved(int first, int last) = 0;
    virtual void rowsRemoved() = 0;
    virtual void aboutToReset() = 0;
    virtual void reset() = 0;
    /// The same number of rows in another order, some with other titles.
    virtual void rowsAboutToMove() = 0;
    /// `newRow` tells where the title of a row stands now, -1 where it is gone. Valid during the call.
    virtual void rowsMoved(const std::function<int(int row)> &newRow) = 0;
    /// Titles of these rows came or went; the rows stand where they stood.
    virtual void rowsChanged(int first, int last) = 0;
    virtual void statusChanged() = 0;
    /// Only to the view that asked, or whose rows were exchanged underneath: `row` is to stand `y` logical px from
    /// the top of its viewport.
    virtual void placeFound(int row, int y) = 0;
};

} // namespace matinee
