// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/movingorder.h"

#include <algorithm>

namespace matinee::test {

MovingOrder::MovingOrder(qint64 baseRows, qint64 firstNewcomer, const MovingOptions &options)
    : m_options(options), m_random(options.seed), m_rows(baseRows), m_newcomer(firstNewcomer)
{
}

void MovingOrder::move()
{
    for (int i = 0; i < m_options.editsPerRequest; ++i) {
        const qint64 reach = std::min(m_options.within, m_rows);
        const auto row = [&](qint64 limit) { return limit > 0 ? static_cast<qint64>(m_random.bounded(limit)) : 0; };
        switch (reach > 1 ? m_random.bounded(3) : 0) {
        case 0:
            m_edits.push_back({Kind::Insert, row(reach + 1), m_newcomer++});
            ++m_rows;
            break;
        case 1:
            m_edits.push_back({Kind::Remove, row(reach), 0});
            --m_rows;
            break;
        default: {
            const qint64 from = row(reach);
            m_edits.push_back({Kind::Move, row(reach), from});
        }
        }
    }
}

MovingOrder::Place MovingOrder::at(qint64 row) const
{
    // Walks back through the edits to where the row was before each of them.
    for (auto edit = m_edits.rbegin(); edit != m_edits.rend(); ++edit) {
        switch (edit->kind) {
        case Kind::Insert:
            if (row == edit->row)
                return {true, edit->value};
            row -= row > edit->row ? 1 : 0;
            break;
        case Kind::Remove: row += row >= edit->row ? 1 : 0; break;
        case Kind::Move:
            if (row == edit->row) {
                row = edit->value;
                break;
            }
            row -= row > edit->row ? 1 : 0;
            row += row >= edit->value ? 1 : 0;
            break;
        }
    }
    return {false, row};
}

} // namespace matinee::test
