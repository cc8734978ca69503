// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/remote/remotelist.h"

#include <algorithm>

#include "models/feed/remote/pagerules.h"

using namespace Qt::StringLiterals;

namespace matinee {

Freshness RemoteList::freshnessAt(const StoredPage &page, const QDateTime &now) const
{
    FreshnessRule rule = FreshnessRule::of(traits.freshness);
    if (traits.freshFor)
        rule.freshFor = *traits.freshFor;
    rule = rule.with(page.validators.cacheControl, kept.adapt);
    // What is asked for at every opening, by its kind or because the server says so, is asked for once an opening.
    if (rule.freshFor <= std::chrono::seconds::zero() && page.validatedAt >= openedAt && page.validatedAt <= now)
        return Freshness::Fresh;
    return rule.at(page.validatedAt, now);
}

Freshness RemoteList::freshness(const QDateTime &now) const
{
    const StoredPage *first = pageAt(kept, 0);
    return first ? freshnessAt(*first, now) : Freshness::Gone;
}

FeedOpening RemoteList::opening(const QDateTime &now) const
{
    FeedOpening out;
    out.generation = kept.generation;
    out.shape = kept.shape;
    out.pageSize = kept.pageSize;
    out.total = reachableTotal(traits, kept.pageSize, kept.total);
    out.freshness = freshness(now);
    out.replacesAtOnce = traits.freshness == FreshnessClass::AlwaysAsk;
    if (const StoredPage *first = pageAt(kept, 0))
        out.savedAt = first->validatedAt;
    out.end = kept.end;
    for (const StoredPage &page : kept.pages) {
        if (page.ix == std::ssize(out.chain))
            out.chain.push_back({page.key, page.rows});
    }
    if (kept.shape == FeedShape::Addressable) {
        if (out.total < kept.total)
            out.end = EndReason::ServerCap;
        return out;
    }
    out.next = kept.pages.empty() ? std::optional<PageKey>(FirstPage{}) : nextAfter(kept.pages.back());
    if (!kept.pages.empty())
        out.end = endAfter(kept.pages.back());
    return out;
}

std::optional<PageKey> RemoteList::nextAfter(const StoredPage &page) const
{
    const bool isLast = !kept.pages.empty() && kept.pages.back().ix == page.ix;
    return isLast && isExhausted(page.ix) ? std::nullopt : page.next;
}

bool RemoteList::isExhausted(int ix) const
{
    return ix - lookedFurtherAt >= kMostEmptyPages && bringsNothing(kept, ix);
}

std::optional<EndReason> RemoteList::endAfter(const StoredPage &page) const
{
    if (nextAfter(page))
        return std::nullopt;
    return page.next ? EndReason::NothingNew : kept.end;
}

void RemoteList::note(StoredPage page)
{
    const auto at = std::ranges::lower_bound(kept.pages, page.ix, {}, &StoredPage::ix);
    if (at != kept.pages.end() && at->ix == page.ix)
        *at = std::move(page);
    else
        kept.pages.insert(at, std::move(page));
}

FeedKey keptAs(const FeedKey &feed, const FeedTraits &traits)
{
    return feed.with(u"account.id"_s, traits.account); // no parameter of a source has a dot in its name
}

} // namespace matinee
