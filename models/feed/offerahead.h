// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "models/catalog/feedstore.h"

namespace matinee {

/// Another list found in the background, which is read some pages deep before it is offered, so that it can be shown at
/// once (paging.md 4.7.3).
struct OfferAhead {
    FeedOpening opening;         ///< grows with what is read
    int pages = 1;               ///< read of it so far
    int mostPages = 1;           ///< to be read of it before it is offered
    std::vector<TitleId> places; ///< where the readers are; the found ones go
    CancelToken token;
    quint64 number = 0; ///< tells one from the next

    /// The key of the page after those that were read; nothing where there is none.
    [[nodiscard]] std::optional<PageKey> next() const
    {
        if (opening.shape == FeedShape::Chained)
            return opening.next;
        const bool isMore = qint64(pages) * opening.pageSize < opening.total;
        return isMore ? std::optional<PageKey>(PageNo{pages + 1}) : std::nullopt;
    }
    void add(const PageKey &key, const Page &page)
    {
        ++pages;
        if (opening.shape != FeedShape::Chained)
            return;
        opening.chain.push_back({key, static_cast<int>(page.rows.size())});
        opening.next = page.next;
        opening.end = page.end;
    }
};

} // namespace matinee
