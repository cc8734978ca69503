// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <span>
#include <vector>

#include "models/catalog/canceltoken.h"

namespace matinee {

/// One page on its way from the store.
struct PageFlight {
    int page = 0;
    quint64 ticket = 0; ///< tells an answer that was given up from one that is awaited
    std::chrono::nanoseconds began{};
    CancelToken token;
};

/// The pages one feed has in flight: at most kPagesInFlight, each page once. The feed's thread.
class PageFlights
{
public:
    ~PageFlights() { cancelAll(); }

    [[nodiscard]] bool isFull() const;
    [[nodiscard]] bool isEmpty() const { return m_flights.empty(); }
    [[nodiscard]] bool contains(int page) const;
    /// Every page ever asked for, cancelled ones included.
    [[nodiscard]] quint64 sent() const { return m_sent; }

    PageFlight begin(int page, std::chrono::nanoseconds now);
    /// Takes an answered flight off; false when it was cancelled before.
    bool finish(quint64 ticket);
    void cancelAll() { cancelAllBut({}); }
    void cancelAllBut(std::span<const int> pages);

private:
    std::vector<PageFlight> m_flights;
    quint64 m_sent = 0;
};

} // namespace matinee
