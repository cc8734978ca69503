// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/requestqueue.h"

namespace matinee {

void RequestQueue::push(quint64 id, Priority priority, quint64 order)
{
    remove(id);
    const Place place{-static_cast<int>(priority), order, id};
    m_places.emplace(id, place);
    m_order.insert(place);
}

void RequestQueue::setPriority(quint64 id, Priority priority)
{
    const auto found = m_places.find(id);
    if (found != m_places.end())
        push(id, priority, found->second.order);
}

bool RequestQueue::remove(quint64 id)
{
    const auto found = m_places.find(id);
    if (found == m_places.end())
        return false;
    m_order.erase(found->second);
    m_places.erase(found);
    return true;
}

std::optional<quint64> RequestQueue::front() const
{
    return m_order.empty() ? std::nullopt : std::optional(m_order.begin()->id);
}

} // namespace matinee
