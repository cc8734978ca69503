// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>
#include <optional>
#include <set>

#include "models/catalog/priority.h"

namespace matinee {

/// What waits for one host, most urgent first, then in the order it was asked for. Pure; one thread.
class RequestQueue
{
public:
    /// `order` grows with every request; one that comes back for a retry keeps its own.
    void push(quint64 id, Priority priority, quint64 order);
    /// Moves what waits to another priority; what does not wait is left alone.
    void setPriority(quint64 id, Priority priority);
    /// Whether it was there.
    bool remove(quint64 id);
    [[nodiscard]] std::optional<quint64> front() const;
    [[nodiscard]] bool isEmpty() const { return m_order.empty(); }

private:
    struct Place {
        int urgency; ///< negated priority: the most urgent sorts first
        quint64 order;
        quint64 id;
        auto operator<=>(const Place &) const = default;
    };
    std::set<Place> m_order;
    std::map<quint64, Place> m_places;
};

} // namespace matinee
