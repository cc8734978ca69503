// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "models/catalog/pagestore.h"

namespace matinee {

/// One generation of a remote list while the program runs: what is kept of it, and what is on its way. Main thread.
struct RemoteList {
    /// A page being fetched and everybody who waits for it.
    struct Flight {
        struct Waiter {
            CancelToken cancel;
            Priority priority;
            Reply<Page> reply;
        };
        PageKey key;
        std::vector<Waiter> waiters;
    };

    FeedKey key;
    FeedKey keptAs; ///< its key in the store: an account's list is kept for that account alone
    FeedTraits traits;
    StoredFeed kept;
    QDateTime openedAt;            ///< what was validated since is fresh enough for lists that are asked for at every opening
    bool isActive = false;         ///< what open() answers with; else it is staged beside that one
    int lookedFurtherAt = -1;      ///< the last page when the reader asked to go on though nothing new came
    int unchangedStreak = 0;       ///< times in a row the server said the list is what it was
    std::map<int, Flight> flights; ///< by the page's place
    std::vector<int> beingChecked; ///< stale pages asked about in the background

    [[nodiscard]] Freshness freshnessAt(const StoredPage &page, const QDateTime &now) const;
    /// Of the first page: whether the list as a whole is to be asked for anew.
    [[nodiscard]] Freshness freshness(const QDateTime &now) const;
    [[nodiscard]] FeedOpening opening(const QDateTime &now) const;
    /// The key of the page after a kept one; nothing where the last pages brought nothing new.
    [[nodiscard]] std::optional<PageKey> nextAfter(const StoredPage &page) const;
    /// The list seems to yield nothing new any more: the kept page at this place and those just before it brought no title.
    [[nodiscard]] bool isExhausted(int ix) const;
    /// Why the list ends after a kept page, where it does.
    [[nodiscard]] std::optional<EndReason> endAfter(const StoredPage &page) const;
    /// Notes a page as kept, in its place.
    void note(StoredPage page);
};

/// RemoteList::keptAs of a list: its own key, with the account whose list it is.
[[nodiscard]] FeedKey keptAs(const FeedKey &feed, const FeedTraits &traits);

} // namespace matinee
