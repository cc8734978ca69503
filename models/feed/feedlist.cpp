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

} // namespace

Result<FeedList> FeedList::from(const FeedOpening &opening)
{
    if (opening.shape != FeedShape::Addressable)
        return fail(ErrorKind::Malformed, u"this list is a chain of pages, which this version cannot show"_s);
    if (opening.total < 0 || opening.pageSize < 1 || opening.pageSize > kMaxRows)
        return fail(ErrorKind::Malformed,
            u"a list of %1 titles in pages of %2 cannot be shown"_s.arg(opening.total).arg(opening.pageSize));
    FeedList list;
    list.generation = opening.generation;
    list.savedAt = opening.savedAt;
    list.end = opening.total > kMaxRows ? EndReason::ClientCap : EndReason::TotalReached;
    list.table = PageTable(static_cast<int>(std::min(opening.total, kMaxRows)), opening.pageSize);
    return list;
}

LoadState FeedList::appendState(bool inFlight) const
{
    if (!failed.empty())
        return LoadState::failed(failed.begin()->second);
    if (inFlight)
        return LoadState::loading();
    if (table.pages() == 0 || table.isKnown(table.pages() - 1))
        return LoadState::complete(end);
    return LoadState::idle();
}

int FeedList::totalAfter(int page, const Page &answer)
{
    qint64 total = answer.total >= 0 ? answer.total : table.total();
    if (total > kMaxRows) {
        total = kMaxRows;
        end = EndReason::ClientCap;
    }
    // A page that calls itself the last one ends the list there, unless a later page has been seen with our own eyes.
    const qint64 upToHere = qint64(page + 1) * table.pageSize();
    if (!answer.next && upToHere < total && !isAnyKnownAfter(table, page)) {
        cutAt = static_cast<int>(upToHere);
        end = answer.rows.empty() ? EndReason::EmptyPage : EndReason::NoNextKey;
    }
    return static_cast<int>(cutAt ? std::min<qint64>(total, *cutAt) : total);
}

} // namespace matinee
