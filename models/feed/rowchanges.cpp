// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/rowchanges.h"

#include <QSet>

#include <algorithm>

#include "models/feed/loadplan.h"

namespace matinee {

PageTable::Filled RowChanges::apply(int page, Page answer)
{
    PageTable &table = m_list.table;
    if (!table.isChain()) {
        const int total = m_list.totalAfter(page, answer);
        // A title that is seen stays until the list is opened anew.
        resize(m_views ? std::max(total, shownTotal(table, m_views->viewports())) : total);
    }
    if (page >= table.pages())
        return {};
    const PageTable::Filled filled = table.fill(page, std::move(answer.rows));
    m_list.failed.erase(page);
    tellChanged(table.firstRow(page), table.firstRow(page) + table.rowsIn(page) - 1);
    dropSpareRows(page);
    return filled;
}

PageTable::Filled RowChanges::append(Page answer)
{
    PageTable &table = m_list.table;
    const auto arrived = static_cast<int>(answer.rows.size());
    QSet<qint64> here;
    std::erase_if(answer.rows, [&](const Row &row) {
        const bool isKnown = table.rowOf(row.item) >= 0 || here.contains(row.item.value);
        here.insert(row.item.value);
        return isKnown;
    });
    const int page = table.pages();
    const int first = table.rows();
    const auto fresh = static_cast<int>(answer.rows.size());
    PageTable::Filled filled;
    const auto change = [&] {
        m_list.grow(answer, fresh);
        filled = table.fill(page, std::move(answer.rows));
        filled.duplicates += arrived - fresh;
    };
    m_list.failed.erase(page);
    if (m_views && fresh > 0)
        m_views->around([&](FeedObserver &view) { view.rowsAboutToBeInserted(first, first + fresh - 1); }, change,
            &FeedObserver::rowsInserted);
    else
        change();
    return filled;
}

void RowChanges::evictFarPages()
{
    PageTable &table = m_list.table;
    for (const int page : pagesToEvict(table, m_views ? m_views->viewports() : std::vector<Viewport>{})) {
        table.evict(page);
        tellChanged(table.firstRow(page), table.firstRow(page) + table.itemsIn(page) - 1);
    }
}

void RowChanges::resize(int total)
{
    PageTable &table = m_list.table;
    if (total == table.total())
        return;
    const int now = table.rows();
    const int then = table.rowsWithTotal(total);
    const auto change = [&] {
        table.setTotal(total);
        m_list.failed.erase(m_list.failed.lower_bound(table.pages()), m_list.failed.end());
    };
    if (then < now)
        remove(then, now - 1, change);
    else if (m_views && then > now)
        m_views->around(
            [&](FeedObserver &view) { view.rowsAboutToBeInserted(now, then - 1); }, change, &FeedObserver::rowsInserted);
    else
        change();
}

void RowChanges::dropSpareRows(int page)
{
    PageTable &table = m_list.table;
    const int spare = table.spareRows(page);
    if (spare == 0 || (m_views && !maySpareRowsGo(table, page, m_views->viewports())))
        return;
    const int first = table.firstRow(page) + table.itemsIn(page);
    remove(first, first + spare - 1, [&] { table.dropSpareRows(page); });
}

void RowChanges::remove(int first, int last, const std::function<void()> &change)
{
    if (m_views)
        m_views->around([&](FeedObserver &view) { view.rowsAboutToBeRemoved(first, last); }, change, &FeedObserver::rowsRemoved);
    else
        change();
}

void RowChanges::tellChanged(int first, int last)
{
    if (m_views && last >= first)
        m_views->tell([first, last](FeedObserver &view) { view.rowsChanged(first, last); });
}

} // namespace matinee
