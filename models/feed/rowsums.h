// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

namespace matinee {

/// Prefix sums over the row counts of pages, kept in a Fenwick tree. Any one thread.
class RowSums
{
public:
    RowSums() = default;
    /// O(pages).
    explicit RowSums(const std::vector<int> &counts);

    /// Adds a page at the end. O(log pages).
    void append(int count);
    /// Changes the count of one page. O(log pages).
    void add(int page, int delta);
    /// Rows of all pages before this one; `page` may be the number of pages. O(log pages).
    [[nodiscard]] int before(int page) const;
    /// The page that holds a row, and the rows before that page. Pages without rows are never found.
    /// `row` must be one of the rows there are. O(log pages).
    [[nodiscard]] std::pair<int, int> find(int row) const;

private:
    std::vector<int> m_tree = {0}; // from 1; [0] is unused
};

} // namespace matinee
