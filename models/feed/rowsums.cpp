// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/rowsums.h"

#include <bit>

namespace matinee {

namespace {

std::size_t lowestBit(std::size_t i)
{
    return i & (~i + 1);
}

} // namespace

RowSums::RowSums(const std::vector<int> &counts) : m_tree(counts.size() + 1, 0)
{
    for (std::size_t i = 1; i < m_tree.size(); ++i) {
        m_tree[i] += counts[i - 1];
        if (const std::size_t parent = i + lowestBit(i); parent < m_tree.size())
            m_tree[parent] += m_tree[i];
    }
}

void RowSums::append(int count)
{
    const std::size_t i = m_tree.size();
    int sum = count;
    for (std::size_t child = i - 1; child > i - lowestBit(i); child -= lowestBit(child))
        sum += m_tree[child];
    m_tree.push_back(sum);
}

void RowSums::add(int page, int delta)
{
    for (auto i = static_cast<std::size_t>(page) + 1; i < m_tree.size(); i += lowestBit(i))
        m_tree[i] += delta;
}

int RowSums::before(int page) const
{
    int sum = 0;
    for (auto i = static_cast<std::size_t>(page); i > 0; i -= lowestBit(i))
        sum += m_tree[i];
    return sum;
}

std::pair<int, int> RowSums::find(int row) const
{
    std::size_t page = 0;
    int before = 0;
    for (std::size_t step = std::bit_floor(m_tree.size()); step > 0; step /= 2) {
        if (page + step < m_tree.size() && before + m_tree[page + step] <= row) {
            page += step;
            before += m_tree[page];
        }
    }
    return {static_cast<int>(page), before};
}

} // namespace matinee
