// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/awaitedrows.h"

#include <algorithm>

namespace matinee {

qint64 AwaitedRows::waitedMs(int row, qint64 now)
{
    const auto known = m_since.constFind(row);
    if (known != m_since.cend())
        return now - known.value();
    m_since.insert(row, now);
    return 0;
}

qint64 AwaitedRows::patienceLeftMs(qint64 now) const
{
    qint64 left = 0;
    for (const qint64 since : m_since)
        left = std::max(left, since + kPatienceMs - now);
    return left;
}

void AwaitedRows::retain(const RowRange &rows)
{
    m_since.removeIf([&rows](const auto &entry) { return !rows.contains(entry.key()); });
}

} // namespace matinee
