// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/listpages.h"

#include <algorithm>

#include "tests/support/faultserver/synthetictitles.h"

namespace matinee::test {
namespace {

bool isKeptKind(ListKind kind)
{
    return kind == ListKind::Favorites || kind == ListKind::Watchlist || kind == ListKind::Rated;
}

bool isIn(qint64 page, int from, int count)
{
    return from > 0 && page >= from && page < from + count;
}

// Pages that overlap by k rows step by size - k.
qint64 stepOf(qint64 size, const ListPlan &plan)
{
    return std::max<qint64>(1, size - plan.overlap);
}

qint64 pagesOf(qint64 total, qint64 size, const ListPlan &plan)
{
    if (total <= size || size < 1)
        return 1;
    const qint64 step = stepOf(size, plan);
    return 1 + (total - size + step - 1) / step;
}

} // namespace

ListPages::ListPages(std::unique_ptr<TitleShelf> shelf, const MovingOptions &moving) : m_shelf(std::move(shelf)), m_moving(moving)
{
}

MovingOrder *ListPages::order(const ListAsk &ask)
{
    if (!m_moving.moves || isKeptKind(ask.kind))
        return nullptr;
    const auto at = m_orders.find(ask);
    return at == m_orders.end() ? nullptr : &at->second;
}

qint64 ListPages::total(const ListAsk &ask)
{
    if (isKeptKind(ask.kind))
        return static_cast<qint64>(m_kept[ask.kind].size());
    const MovingOrder *moved = order(ask);
    return moved ? moved->rows() : m_shelf->total(ask);
}

std::vector<ServedTitle> ListPages::keptRows(const ListAsk &ask, qint64 offset, qint64 count)
{
    std::vector<qint64> numbers = m_kept[ask.kind];
    if (ask.descending)
        std::reverse(numbers.begin(), numbers.end());
    std::vector<ServedTitle> out;
    for (qint64 i = offset; i < std::min(offset + count, static_cast<qint64>(numbers.size())); ++i) {
        const qint64 number = numbers[static_cast<std::size_t>(i)];
        if (auto found = details(number))
            out.push_back({number, std::move(found->title)});
    }
    return out;
}

std::vector<ServedTitle> ListPages::rows(const ListAsk &ask, qint64 offset, qint64 count)
{
    if (isKeptKind(ask.kind))
        return keptRows(ask, offset, count);
    const MovingOrder *moved = order(ask);
    if (!moved)
        return m_shelf->slice(ask, offset, count);
    std::vector<ServedTitle> out;
    const qint64 end = std::min(offset + count, moved->rows());
    for (qint64 row = offset; row < end;) {
        const MovingOrder::Place place = moved->at(row);
        if (place.isNew) {
            out.push_back({place.value, syntheticTitle(place.value).title});
            ++row;
            continue;
        }
        qint64 run = 1; // rows that follow each other in the base are read at once
        while (row + run < end && !moved->at(row + run).isNew && moved->at(row + run).value == place.value + run)
            ++run;
        for (ServedTitle &title : m_shelf->slice(ask, place.value, run))
            out.push_back(std::move(title));
        row += run;
    }
    return out;
}

/// As rows(), with the titles that a plan adds and takes away. O(rows up to the page) where it does.
std::vector<ServedTitle> ListPages::edited(const ListAsk &ask, qint64 offset, qint64 count, const ListPlan &plan)
{
    if (plan.newOnTop == 0 && plan.without.empty())
        return rows(ask, offset, count);
    std::vector<ServedTitle> all;
    for (int i = plan.newOnTop; i > 0; --i)
        all.push_back({m_shelf->size() + i, syntheticTitle(m_shelf->size() + i).title});
    for (ServedTitle &title : rows(ask, 0, offset + count + std::ssize(plan.without))) {
        if (std::ranges::find(plan.without, title.number) == plan.without.end())
            all.push_back(std::move(title));
    }
    const auto at = [&](qint64 row) { return all.begin() + std::min<qint64>(row, std::ssize(all)); };
    return {std::make_move_iterator(at(offset)), std::make_move_iterator(at(offset + count))};
}

PageCut ListPages::cut(const ListAsk &ask, qint64 offset, qint64 size, const ListPlan &plan)
{
    if (MovingOrder *moved = order(ask))
        moved->move();
    else if (m_moving.moves && !isKeptKind(ask.kind))
        m_orders.emplace(ask, MovingOrder(m_shelf->total(ask), m_shelf->size() + 1, m_moving));

    PageCut cut;
    cut.size = std::max<qint64>(1, size);
    cut.offset = std::max<qint64>(0, offset);
    const qint64 rowsInAll = total(ask) + plan.newOnTop - std::ssize(plan.without);
    const qint64 last = pagesOf(rowsInAll, cut.size, plan);
    if (plan.restartFrom > 0 && cut.page() >= plan.restartFrom)
        cut.offset = 0;
    if (plan.clampLast && cut.page() > last)
        cut.offset = (last - 1) * cut.size;

    const qint64 page = cut.page();
    const qint64 shifted = std::max<qint64>(0, cut.offset - plan.overlap * (page - 1));
    if (isIn(page, plan.duplicateFrom, plan.duplicatePages))
        cut.titles = edited(ask, 0, cut.size, plan);
    else if (!isIn(page, plan.emptyFrom, plan.emptyPages))
        cut.titles = edited(ask, shifted, std::max<qint64>(0, cut.size - plan.shortBy), plan);
    cut.total = plan.total.value_or(rowsInAll);
    cut.pages = plan.totalPages.value_or(last);
    cut.hasNext = shifted + cut.size < rowsInAll || isIn(page, plan.duplicateFrom, plan.duplicatePages)
        || isIn(page, plan.emptyFrom, plan.emptyPages) || plan.nextToSelf || plan.nextCycle > 0;
    cut.nextOffset = plan.nextToSelf ? cut.offset : cut.offset + cut.size;
    if (plan.nextCycle > 0 && page >= plan.nextCycle)
        cut.nextOffset = 0;
    cut.hasPrevious = cut.offset > 0;
    cut.previousOffset = std::max<qint64>(0, cut.offset - cut.size);
    return cut;
}

std::optional<TitleDetails> ListPages::details(qint64 number)
{
    if (m_moving.moves && number > m_shelf->size())
        return syntheticTitle(number);
    return m_shelf->details(number);
}

bool ListPages::keep(ListKind kind, qint64 number, bool wanted)
{
    auto &numbers = m_kept[kind];
    const auto at = std::find(numbers.begin(), numbers.end(), number);
    if ((at != numbers.end()) == wanted)
        return false;
    if (wanted)
        numbers.push_back(number);
    else
        numbers.erase(at);
    return true;
}

bool ListPages::isKept(ListKind kind, qint64 number)
{
    const auto &numbers = m_kept[kind];
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

} // namespace matinee::test
