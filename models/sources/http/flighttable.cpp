// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/flighttable.h"

#include <algorithm>
#include <utility>

namespace matinee {
namespace {

bool asksTheSame(const HttpRequest &one, const HttpRequest &other)
{
    return one.method == other.method && one.url == other.url && one.headers == other.headers && one.body == other.body;
}

} // namespace

Priority Flight::priority() const
{
    Priority most = Priority::Prefetch;
    for (const Waiter &waiter : waiters)
        most = std::max(most, waiter.priority);
    return most;
}

bool Flight::isBackground() const
{
    return std::all_of(waiters.begin(), waiters.end(), [](const Waiter &waiter) { return waiter.isBackground; });
}

FlightTable::Boarding FlightTable::board(HttpRequest request, const CancelToken &token, quint64 waiterId)
{
    Waiter waiter{waiterId, token, request.priority, request.isBackground, std::exchange(request.read, {}), false};
    if (Flight *there = joinable(request)) {
        there->waiters.push_back(std::move(waiter));
        return {*there, false};
    }
    Flight &made = m_flights[++m_lastId];
    made.id = m_lastId;
    if (!request.flightKey.isEmpty())
        m_byKey.insert(request.flightKey, made.id);
    made.request = std::move(request);
    made.waiters.push_back(std::move(waiter));
    return {made, true};
}

Flight *FlightTable::find(quint64 id)
{
    const auto found = m_flights.find(id);
    return found == m_flights.end() ? nullptr : &found->second;
}

void FlightTable::remove(quint64 id)
{
    const auto found = m_flights.find(id);
    if (found == m_flights.end())
        return;
    const QByteArray key = found->second.request.flightKey;
    if (!key.isEmpty() && m_byKey.value(key) == id)
        m_byKey.remove(key);
    m_flights.erase(found);
}

void FlightTable::leave(const CancelToken &token, const std::function<void(Flight &, quint64)> &left)
{
    for (auto &[id, flight] : m_flights) {
        std::vector<quint64> gone;
        std::erase_if(flight.waiters, [&](const Waiter &waiter) {
            if (waiter.token == token)
                gone.push_back(waiter.id);
            return waiter.token == token;
        });
        if (!gone.empty() && flight.waiters.empty())
            ++flight.departures;
        for (const quint64 waiterId : gone)
            left(flight, waiterId);
    }
}

Flight *FlightTable::joinable(const HttpRequest &request)
{
    if (request.flightKey.isEmpty())
        return nullptr;
    Flight *there = find(m_byKey.value(request.flightKey));
    const bool fits = there && (request.mayJoin || !there->hasBegun()) && asksTheSame(there->request, request);
    return fits ? there : nullptr;
}

} // namespace matinee
