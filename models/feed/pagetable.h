// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "models/catalog/page.h"
#include "models/feed/rowsums.h"

namespace matinee {

/// What stands in one row.
enum class RowKind {
    Loaded,
    Placeholder, ///< its title is not in memory; it comes with its page
    Gap,         ///< its page is known and holds no title for it; an empty cell until the list is opened anew
};

/// The rows of a list in absolute places (paging.md 4.1). Addressable: every row has a place from the start, pages are
/// filled in any order. A chain: pages stand one after another, each as long as it is, and come at the end. Knows nothing of
/// views, requests or time. One entry a page, nothing a row of an unknown page; a known row costs its item id and one hash entry,
/// its title only while it is in memory. Any one thread.
class PageTable
{
public:
    struct Spot {
        int page = 0;
        int index = 0;
        bool operator==(const Spot &) const = default;
    };
    struct Filled {
        int fresh = 0;      ///< rows not known before
        int duplicates = 0; ///< left out: another row, here or on another page, is that title
        int surplus = 0;    ///< left out: more rows than the page has places
    };

    PageTable() = default;
    /// `total` rows from 0 to INT_MAX, `pageSize` at least 1. O(pages).
    PageTable(int total, int pageSize);
    /// A chain whose first pages have these numbers of rows. `pageSize`: what a page has as a rule, at least 1.
    [[nodiscard]] static PageTable chain(const std::vector<int> &rowsOfPages, int pageSize);

    [[nodiscard]] bool isChain() const { return m_isChain; }

    [[nodiscard]] int rows() const { return m_rows; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] int pages() const { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] int pageSize() const { return m_pageSize; }
    [[nodiscard]] int knownRows() const { return static_cast<int>(m_pageOf.size()); }
    [[nodiscard]] int residentRows() const { return m_residentRows; }
    /// Pages whose titles are in memory, ascending.
    [[nodiscard]] const std::set<int> &residentPages() const { return m_resident; }

    /// `row` and `page` must exist in all of these. O(log pages).
    [[nodiscard]] Spot spotOf(int row) const;
    [[nodiscard]] int firstRow(int page) const { return m_sums.before(page); }
    [[nodiscard]] int rowsIn(int page) const { return at(page).rows; }
    [[nodiscard]] RowKind kind(int row) const;
    /// Null unless Loaded. Valid until the page is filled, dropped or cut off.
    [[nodiscard]] const Title *title(int row) const;
    [[nodiscard]] std::optional<ItemId> item(int row) const;
    /// Rows of the page that hold a known title.
    [[nodiscard]] int itemsIn(int page) const;
    /// Whether reading the page would show something that is not in memory now.
    [[nodiscard]] bool needsLoad(int page) const;
    [[nodiscard]] bool isKnown(int page) const { return at(page).known; }

    /// The row of a title that is in memory, else -1. O(rows in memory).
    [[nodiscard]] int rowOf(const TitleId &title) const;
    /// The row of a known item, else -1. O(log pages + page size).
    [[nodiscard]] int rowOf(ItemId item) const;
    /// Where the row that a store counts as `storeRow` stands here, moved to the nearest row there is; -1 when empty.
    [[nodiscard]] int nearestRow(qint64 storeRow) const;

    /// Adds an unknown page of so many rows at the end of a chain; fill() follows. O(log pages).
    void appendPage(int rows);
    /// Puts a page's rows in place. The number of rows stays: what the page lacks are gaps at its end.
    Filled fill(int page, std::vector<Row> rows);
    /// Rows at the end of a known page that hold nothing.
    [[nodiscard]] int spareRows(int page) const;
    /// Removes them: rows firstRow(page) + itemsIn(page) and on.
    void dropSpareRows(int page);
    /// Forgets the page's titles, keeps its item ids and rows.
    void evict(int page);
    /// Of an addressable list. How many rows setTotal() would leave; all that goes or comes is at the end.
    [[nodiscard]] int rowsWithTotal(int total) const;
    /// A last page that was known and gets more rows is to be loaded again. O(pages).
    void setTotal(int total);

private:
    struct Content {
        std::vector<ItemId> items;
        std::vector<Title> titles; // as many as items, or none when evicted
    };
    struct Entry {
        int rows = 0;
        bool known = false;
        std::unique_ptr<Content> content; // null: no item of it is known
    };

    [[nodiscard]] const Entry &at(int page) const { return m_entries[static_cast<std::size_t>(page)]; }
    [[nodiscard]] Entry &at(int page) { return m_entries[static_cast<std::size_t>(page)]; }
    void forget(int page);
    void trim(int page, int rows);
    void rebuildSums();

    bool m_isChain = false;
    int m_pageSize = 1;
    int m_total = 0;
    int m_rows = 0;
    int m_residentRows = 0;
    std::vector<Entry> m_entries;
    RowSums m_sums;
    std::set<int> m_resident;
    QHash<qint64, int> m_pageOf; // item id -> its page + 1
};

} // namespace matinee
