// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/feedlist.h"

#include <algorithm>

#include "models/feed/feedlimits.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

bool isAnyKnownAfter(const PageTable &table, int page)
{
    for (int later = page + 1; later < table.pages(); ++later) {
        if (table.isKnown(later))
            return true;
    }
    return false;
}

Result<FeedList> chainFrom(const FeedOpening &opening)
{
    FeedList list;
    list.generation = opening.generation;
    list.savedAt = opening.savedAt;
    list.total = opening.total;
    list.next = opening.next;
    list.end = opening.end.value_or(EndReason::NoNextKey);
    std::vector<int> rows;
    qint64 all = 0;
    for (const ChainLink &link : opening.chain) {
        if (link.rows < 0 || (all += link.rows) > kMaxChainRows)
            return fail(ErrorKind::Malformed, u"a chain with a page of %1 titles cannot be shown"_s.arg(link.rows));
        rows.push_back(link.rows);
        list.keys.push_back(link.key);
    }
    list.table = PageTable::chain(rows, std::max(1, opening.pageSize));
    return list;
}

} // namespace

Result<FeedList> FeedList::from(const FeedOpening &opening)
{
    if (opening.shape == FeedShape::Chained)
        return chainFrom(opening);
    if (opening.total < 0 || opening.pageSize < 1 || opening.pageSize > kMaxRows)
        return fail(ErrorKind::Malformed,
            u"a list of %1 titles in pages of %2 cannot be shown"_s.arg(opening.total).arg(opening.pageSize));
    FeedList list;
    list.generation = opening.generation;
    list.savedAt = opening.savedAt;
    list.end = opening.total > kMaxRows ? EndReason::ClientCap : opening.end.value_or(EndReason::TotalReached);
    list.total = opening.total;
    list.table = PageTable(static_cast<int>(std::min(opening.total, kMaxRows)), opening.pageSize);
    return list;
}

LoadState FeedList::appendState(bool inFlight) const
{
    if (!failed.empty())
        return LoadState::failed(failed.begin()->second);
    if (inFlight)
        return LoadState::loading();
    if (table.isChain())
        return next ? LoadState::idle() : LoadState::complete(end);
    if (table.pages() == 0 || table.isKnown(table.pages() - 1))
        return LoadState::complete(end);
    return LoadState::idle();
}

int FeedList::totalAfter(int page, const Page &answer)
{
    qint64 size = answer.total >= 0 ? answer.total : table.total();
    if (size > kMaxRows) {
        size = kMaxRows;
        end = EndReason::ClientCap;
    }
    // A page that calls itself the last one ends the list there, unless a later page has been seen with our own eyes.
    const qint64 upToHere = qint64(page + 1) * table.pageSize();
    if (!answer.next && upToHere < size && !isAnyKnownAfter(table, page)) {
        cutAt = static_cast<int>(upToHere);
        end = answer.end.value_or(answer.rows.empty() ? EndReason::EmptyPage : EndReason::NoNextKey);
    }
    return static_cast<int>(cutAt ? std::min<qint64>(size, *cutAt) : size);
}

PageKey FeedList::keyOf(int page) const
{
    if (!table.isChain())
        return PageNo{page + 1};
    const auto at = static_cast<std::size_t>(page);
    return at < keys.size() ? keys[at] : next.value_or(FirstPage{});
}

void FeedList::grow(const Page &answer, int rows)
{
    keys.push_back(next.value_or(answer.key));
    next = answer.next;
    if (answer.total >= 0)
        total = answer.total;
    if (!next)
        end = answer.end.value_or(EndReason::NoNextKey);
    table.appendPage(rows);
    if (table.rows() >= kMaxChainRows) {
        next.reset();
        end = EndReason::ClientCap;
    }
}

} // namespace matinee
