// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/pagetable.h"

#include <algorithm>

namespace matinee {

namespace {

constexpr int kNowhere = 0; // in m_pageOf, which counts pages from 1: what a new entry of a QHash holds

int pagesOf(int total, int pageSize)
{
    return total / pageSize + (total % pageSize != 0 ? 1 : 0);
}

} // namespace

PageTable::PageTable(int total, int pageSize) : m_pageSize(pageSize)
{
    Q_ASSERT(total >= 0 && pageSize >= 1);
    setTotal(total);
}

PageTable PageTable::chain(const std::vector<int> &rowsOfPages, int pageSize)
{
    PageTable table;
    table.m_isChain = true;
    table.m_pageSize = pageSize;
    for (const int rows : rowsOfPages)
        table.appendPage(rows);
    return table;
}

void PageTable::appendPage(int rows)
{
    Q_ASSERT(m_isChain && rows >= 0);
    Entry entry;
    entry.rows = rows;
    m_entries.push_back(std::move(entry));
    m_sums.append(rows);
    m_rows += rows;
    m_total += rows;
}

PageTable::Spot PageTable::spotOf(int row) const
{
    Q_ASSERT(row >= 0 && row < m_rows);
    const auto [page, before] = m_sums.find(row);
    return {page, row - before};
}

int PageTable::itemsIn(int page) const
{
    const Entry &entry = at(page);
    return entry.content ? static_cast<int>(entry.content->items.size()) : 0;
}

RowKind PageTable::kind(int row) const
{
    const Spot spot = spotOf(row);
    if (spot.index >= itemsIn(spot.page))
        return at(spot.page).known ? RowKind::Gap : RowKind::Placeholder;
    return at(spot.page).content->titles.empty() ? RowKind::Placeholder : RowKind::Loaded;
}

const Title *PageTable::title(int row) const
{
    const Spot spot = spotOf(row);
    const Entry &entry = at(spot.page);
    const auto index = static_cast<std::size_t>(spot.index);
    return entry.content && index < entry.content->titles.size() ? &entry.content->titles[index] : nullptr;
}

std::optional<ItemId> PageTable::item(int row) const
{
    const Spot spot = spotOf(row);
    const Entry &entry = at(spot.page);
    if (spot.index >= itemsIn(spot.page))
        return std::nullopt;
    return entry.content->items[static_cast<std::size_t>(spot.index)];
}

bool PageTable::needsLoad(int page) const
{
    const Entry &entry = at(page);
    return !entry.known || (entry.content && entry.content->titles.empty());
}

int PageTable::rowOf(const TitleId &title) const
{
    for (const int page : m_resident) {
        const auto &titles = at(page).content->titles;
        const auto found = std::ranges::find(titles, title, &Title::id);
        if (found != titles.end())
            return firstRow(page) + static_cast<int>(found - titles.begin());
    }
    return -1;
}

int PageTable::rowOf(ItemId item) const
{
    const int place = m_pageOf.value(item.value, kNowhere);
    if (place == kNowhere)
        return -1;
    const int page = place - 1;
    const auto &items = at(page).content->items;
    return firstRow(page) + static_cast<int>(std::ranges::find(items, item) - items.begin());
}

int PageTable::nearestRow(qint64 storeRow) const
{
    if (m_rows == 0)
        return -1;
    if (m_isChain)
        return static_cast<int>(std::clamp<qint64>(storeRow, 0, m_rows - 1));
    const qint64 inside = std::clamp<qint64>(storeRow, 0, m_total - 1);
    const int page = static_cast<int>(inside / m_pageSize);
    const int index = static_cast<int>(inside % m_pageSize);
    return std::min(firstRow(page) + std::clamp(index, 0, std::max(0, rowsIn(page) - 1)), m_rows - 1);
}

void PageTable::forget(int page)
{
    Entry &entry = at(page);
    if (!entry.content)
        return;
    for (const ItemId item : entry.content->items)
        m_pageOf.remove(item.value);
    m_residentRows -= static_cast<int>(entry.content->titles.size());
    m_resident.erase(page);
    entry.content.reset();
}

PageTable::Filled PageTable::fill(int page, std::vector<Row> rows)
{
    const auto wasKnown = static_cast<int>(m_pageOf.size());
    forget(page);
    Entry &entry = at(page);
    auto content = std::make_unique<Content>();
    const std::size_t places = std::min(rows.size(), static_cast<std::size_t>(entry.rows));
    content->items.reserve(places);
    content->titles.reserve(places);
    Filled filled;
    for (Row &row : rows) {
        int &place = m_pageOf[row.item.value]; // one look into the table: in a long list it is not in the processor's cache
        if (place != kNowhere) {
            ++filled.duplicates;
        } else if (static_cast<int>(content->items.size()) == entry.rows) {
            m_pageOf.remove(row.item.value);
            ++filled.surplus;
        } else {
            place = page + 1;
            content->items.push_back(row.item);
            content->titles.push_back(std::move(row.title));
        }
    }
    filled.fresh = std::max(0, static_cast<int>(m_pageOf.size()) - wasKnown);
    entry.known = true;
    if (!content->items.empty()) {
        m_residentRows += static_cast<int>(content->titles.size());
        m_resident.insert(page);
        entry.content = std::move(content);
    }
    return filled;
}

int PageTable::spareRows(int page) const
{
    return at(page).known ? rowsIn(page) - itemsIn(page) : 0;
}

void PageTable::dropSpareRows(int page)
{
    const int spare = spareRows(page);
    at(page).rows -= spare;
    m_rows -= spare;
    m_sums.add(page, -spare);
}

void PageTable::evict(int page)
{
    Entry &entry = at(page);
    if (!entry.content)
        return;
    m_residentRows -= static_cast<int>(entry.content->titles.size());
    m_resident.erase(page);
    entry.content->titles = std::vector<Title>(); // clear() and = {} keep the memory
}

int PageTable::rowsWithTotal(int total) const
{
    if (total >= m_total)
        return m_rows + (total - m_total);
    const int last = pagesOf(total, m_pageSize) - 1;
    return last < 0 ? 0 : firstRow(last) + std::min(rowsIn(last), total - last * m_pageSize);
}

void PageTable::setTotal(int total)
{
    const int count = pagesOf(total, m_pageSize);
    for (int page = count; page < pages(); ++page)
        forget(page);
    if (total < m_total && count > 0)
        trim(count - 1, total - (count - 1) * m_pageSize);
    if (total > m_total && !m_entries.empty()) {
        const int last = pages() - 1;
        const int added = std::min(m_pageSize, total - last * m_pageSize) - (m_total - last * m_pageSize);
        at(last).rows += added;
        at(last).known = at(last).known && added == 0;
    }
    const int before = pages();
    m_entries.resize(static_cast<std::size_t>(count));
    for (int page = before; page < count; ++page)
        at(page).rows = std::min(m_pageSize, total - page * m_pageSize);
    m_total = total;
    rebuildSums();
}

void PageTable::trim(int page, int rows)
{
    Entry &entry = at(page);
    entry.rows = std::min(entry.rows, rows);
    if (!entry.content)
        return;
    const auto places = static_cast<std::size_t>(entry.rows);
    while (entry.content->items.size() > places) {
        m_pageOf.remove(entry.content->items.back().value);
        entry.content->items.pop_back();
    }
    if (entry.content->titles.size() > places) {
        m_residentRows -= static_cast<int>(entry.content->titles.size() - places);
        entry.content->titles.resize(places);
    }
    if (entry.content->items.empty())
        forget(page);
}

void PageTable::rebuildSums()
{
    std::vector<int> counts;
    counts.reserve(m_entries.size());
    for (const Entry &entry : m_entries)
        counts.push_back(entry.rows);
    m_sums = RowSums(counts);
    m_rows = m_sums.before(pages());
}

} // namespace matinee
