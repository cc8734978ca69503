// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/pageflights.h"

#include <algorithm>

#include "models/feed/feedlimits.h"

namespace matinee {

bool PageFlights::isFull() const
{
    return m_flights.size() >= static_cast<std::size_t>(kPagesInFlight);
}

bool PageFlights::contains(int page) const
{
    return std::ranges::find(m_flights, page, &PageFlight::page) != m_flights.end();
}

PageFlight PageFlights::begin(int page, std::chrono::nanoseconds now)
{
    Q_ASSERT(!isFull() && !contains(page));
    return m_flights.emplace_back(PageFlight{page, ++m_sent, now, {}});
}

bool PageFlights::finish(quint64 ticket)
{
    return std::erase_if(m_flights, [ticket](const PageFlight &flight) { return flight.ticket == ticket; }) > 0;
}

void PageFlights::cancelAllBut(std::span<const int> pages)
{
    std::erase_if(m_flights, [pages](const PageFlight &flight) {
        if (std::ranges::find(pages, flight.page) != pages.end())
            return false;
        flight.token.cancel();
        return true;
    });
}

} // namespace matinee
