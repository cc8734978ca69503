// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/remote/pagerules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// The first page is asked for without a key, and some servers name it by number when they come round to it again.
bool isFirst(const PageKey &key)
{
    return std::holds_alternative<FirstPage>(key) || key == PageKey(PageNo{1}) || key == PageKey(PageOffset{0});
}

bool wasUsed(const StoredFeed &list, int ix, const PageKey &asked, const PageKey &key)
{
    if (key == asked || isFirst(key))
        return true;
    return std::ranges::any_of(list.pages, [&](const StoredPage &page) { return page.ix < ix && page.key == key; });
}

qint64 received(const FetchedPage &page)
{
    return std::ssize(page.titles) + page.badCount;
}

/// The page after one whose place is known, as an addressable list names it: a short page in the middle has holes, the
/// pages after it stand where they stood.
std::optional<PageKey> placedAfter(int ix, const PageKey &next)
{
    const auto *number = std::get_if<PageNo>(&next);
    const qint64 following = number ? number->number : ix + 2;
    return following > ix + 1 ? std::optional<PageKey>(PageNo{following}) : std::nullopt;
}

/// Where the server gives smaller pages than were asked for, its page numbers count those: the total is reached later
/// than the source, which knows one page at a time, could tell.
std::optional<PageKey> beyondSupposedEnd(const StoredFeed &list, int ix, const PageKey &key, const FetchedPage &page)
{
    const StoredPage *first = pageAt(list, 0);
    const auto *number = std::get_if<PageNo>(&key);
    const bool isCounted = list.shape == FeedShape::Chained && number && page.end == EndReason::TotalReached;
    if (!isCounted || !first || first->rows >= list.pageSize || received(page) == 0)
        return std::nullopt;
    const bool isReached = qint64(ix) * first->rows + received(page) >= page.total;
    return isReached ? std::nullopt : std::optional<PageKey>(PageNo{number->number + 1});
}

bool isOtherPage(const PageKey &asked, const std::optional<PageKey> &echo)
{
    if (!echo)
        return false;
    const PageKey first = std::holds_alternative<PageOffset>(*echo) ? PageKey(PageOffset{0}) : PageKey(PageNo{1});
    const PageKey &meant = std::holds_alternative<FirstPage>(asked) ? first : asked;
    return meant.index() == echo->index() && meant != *echo;
}

} // namespace

const StoredPage *pageAt(const StoredFeed &list, int ix)
{
    const auto at = std::ranges::lower_bound(list.pages, ix, {}, &StoredPage::ix);
    return at != list.pages.end() && at->ix == ix ? &*at : nullptr;
}

Result<int> pageIndexOf(const StoredFeed &list, const PageKey &key)
{
    if (std::holds_alternative<FirstPage>(key))
        return 0;
    if (list.shape == FeedShape::Addressable) {
        const auto *page = std::get_if<PageNo>(&key);
        if (!page || page->number < 1 || page->number > std::numeric_limits<int>::max())
            return fail(ErrorKind::InvalidArgument, u"this list has no such page"_s, u"page"_s);
        return static_cast<int>(page->number) - 1;
    }
    const auto at = std::ranges::find(list.pages, key, &StoredPage::key);
    if (at != list.pages.end())
        return at->ix;
    if (!list.pages.empty() && list.pages.back().next == key)
        return list.pages.back().ix + 1;
    return fail(ErrorKind::InvalidArgument, u"this list has no page by that key"_s, u"page"_s);
}

PageOutcome judgePage(const StoredFeed &list, const FeedTraits &traits, int ix, const PageKey &key, const FetchedPage &page)
{
    const qint64 known = list.total;
    PageOutcome out{page.next, page.end, known >= 0 && page.total >= 0 && page.total != known};
    const auto endWith = [&out](EndReason reason) {
        out.next.reset();
        out.end = reason;
    };
    const bool capped = traits.maxPages > 0 && ix + 1 >= traits.maxPages;
    if (const auto next = beyondSupposedEnd(list, ix, key, page)) {
        out.next = next;
        out.end.reset();
    }
    if (isOtherPage(key, page.echo))
        endWith(EndReason::Clamped);
    else if (out.next && wasUsed(list, ix, key, *out.next))
        endWith(EndReason::KeyLoop);
    else if (out.next && page.titles.empty() && page.badCount == 0 && page.nextIsComputed)
        endWith(EndReason::EmptyPage);
    else if (out.next && capped)
        endWith(EndReason::ServerCap);
    if (out.next && list.shape == FeedShape::Addressable) {
        out.next = placedAfter(ix, *out.next);
        out.end = out.next ? std::nullopt : std::optional(EndReason::KeyLoop);
    }
    if (!out.next && !out.end)
        out.end = EndReason::NoNextKey;
    return out;
}

bool isClamped(const FeedTraits &traits, const FetchedPage &first)
{
    return !traits.shortPagesAreHoles && first.next && received(first) < traits.pageSize;
}

bool bringsNothing(const StoredFeed &list, int ix)
{
    for (int back = 0; back < kMostEmptyPages; ++back) {
        const StoredPage *page = pageAt(list, ix - back);
        if (!page || page->rows > 0)
            return false;
    }
    return true;
}

qint64 reachableTotal(const FeedTraits &traits, int pageSize, qint64 total)
{
    return total >= 0 && traits.maxPages > 0 ? std::min(total, traits.maxPages * pageSize) : total;
}

std::vector<TitleId> idsOf(const Page &page)
{
    std::vector<TitleId> ids;
    std::ranges::transform(page.rows, std::back_inserter(ids), [](const Row &row) { return row.title.id; });
    return ids;
}

bool bringsTheSame(const std::vector<TitleId> &kept, int keptRows, const FetchedPage &answer)
{
    if (static_cast<int>(kept.size()) != keptRows) // rows that could not be read: the page is to be kept anew
        return false;
    auto at = kept.begin();
    qsizetype others = 0;
    for (const Title &title : answer.titles) {
        if (at != kept.end() && *at == title.id)
            ++at;
        else
            ++others;
    }
    return at == kept.end() && (others == 0 || std::ssize(answer.titles) - others == std::ssize(kept));
}

int countNew(const FetchedPage &page, const std::vector<TitleId> &before)
{
    return static_cast<int>(std::ranges::count_if(
        page.titles, [&](const Title &title) { return std::ranges::find(before, title.id) == before.end(); }));
}

} // namespace matinee
