// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "tests/support/faultserver/listplan.h"
#include "tests/support/faultserver/movingorder.h"
#include "tests/support/faultserver/titleshelf.h"

namespace matinee::test {

/// One page of a list, and what the server says about it. The page's place is counted in rows before it, as the reader
/// asked, whatever a plan did to the rows.
struct PageCut {
    std::vector<ServedTitle> titles;
    qint64 offset = 0; ///< of the page served: the one asked for, but where a plan clamps or restarts
    qint64 size = 0;   ///< rows asked for
    qint64 total = 0;
    qint64 pages = 0; ///< at least 1
    bool hasNext = false;
    qint64 nextOffset = 0; ///< where hasNext
    bool hasPrevious = false;
    qint64 previousOffset = 0;

    [[nodiscard]] qint64 page() const { return size > 0 ? offset / size + 1 : 1; } ///< from 1
};

/// Cuts the lists of a shelf into pages, moves them between requests, and leads astray as the plan says. Server thread.
class ListPages
{
public:
    ListPages(std::unique_ptr<TitleShelf> shelf, const MovingOptions &moving);

    [[nodiscard]] PageCut cut(const ListAsk &ask, qint64 offset, qint64 size, const ListPlan &plan);
    /// Of a newcomer of a moving list too.
    [[nodiscard]] std::optional<TitleDetails> details(qint64 number);
    [[nodiscard]] TitleShelf &shelf() { return *m_shelf; }

    /// What the person keeps, by kind (Favorites, Watchlist, Rated), oldest first.
    [[nodiscard]] std::vector<qint64> &kept(ListKind kind) { return m_kept[kind]; }
    /// Adds or removes; false where it was so already.
    bool keep(ListKind kind, qint64 number, bool wanted);
    [[nodiscard]] bool isKept(ListKind kind, qint64 number);

private:
    [[nodiscard]] qint64 total(const ListAsk &ask);
    [[nodiscard]] std::vector<ServedTitle> rows(const ListAsk &ask, qint64 offset, qint64 count);
    [[nodiscard]] std::vector<ServedTitle> edited(const ListAsk &ask, qint64 offset, qint64 count, const ListPlan &plan);
    [[nodiscard]] std::vector<ServedTitle> keptRows(const ListAsk &ask, qint64 offset, qint64 count);
    [[nodiscard]] MovingOrder *order(const ListAsk &ask);

    std::unique_ptr<TitleShelf> m_shelf;
    MovingOptions m_moving;
    std::map<ListAsk, MovingOrder> m_orders; // of lists that were asked for and move
    std::map<ListKind, std::vector<qint64>> m_kept;
};

} // namespace matinee::test
