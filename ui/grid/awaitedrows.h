// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "ui/grid/gridlayouter.h"

namespace matinee {

/// Since when each visible placeholder is waited for: a skeleton shows only after kPatienceMs, so that quick answers
/// never flash. Knows visible rows only. GUI thread; times are milliseconds of any one clock.
class AwaitedRows
{
public:
    /// People do not notice a wait shorter than about this (product.md: no skeleton before 150 ms).
    static constexpr qint64 kPatienceMs = 150;

    /// The row is being painted without its title: how long it has been waited for.
    qint64 waitedMs(int row, qint64 now);
    void arrived(int row) { m_since.remove(row); }
    /// Forgets rows that left the viewport.
    void retain(const RowRange &rows);
    [[nodiscard]] bool isEmpty() const { return m_since.isEmpty(); }
    /// Until the row waited for least becomes a skeleton; 0 when all are.
    [[nodiscard]] qint64 patienceLeftMs(qint64 now) const;
    void clear() { m_since.clear(); }

private:
    QHash<int, qint64> m_since;
};

} // namespace matinee
