// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shelf/firstrows.h"

namespace matinee {

void FirstRows::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    invalidateFilter();
}

bool FirstRows::filterAcceptsRow(int sourceRow, const QModelIndex & /*sourceParent*/) const
{
    return sourceRow < m_count;
}

} // namespace matinee
