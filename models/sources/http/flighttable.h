// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <functional>
#include <map>
#include <vector>

#include "models/catalog/canceltoken.h"
#include "models/sources/http/httprequest.h"

namespace matinee {

/// Somebody who asked and has not been answered.
struct Waiter {
    quint64 id = 0;
    CancelToken token;
    Priority priority = Priority::Prefetch;
    bool isBackground = false;
    std::function<BodyVerdict(const HttpResponse &)> read;
    bool hasRead = false; ///< the answer there is now
};

/// One request of ours with everybody who waits for its answer.
struct Flight {
    enum class State {
        Queued,  ///< in its host's queue
        Waiting, ///< for its retry
        OnWire,
        Reading, ///< its body is being read on the pool
    };
    quint64 id = 0; ///< grows: also the order of asking
    HttpRequest request;
    std::vector<Waiter> waiters;
    State state = State::Queued;
    int retries = 0;
    quint64 departures = 0; ///< times the last waiter left

    [[nodiscard]] Priority priority() const;
    /// Only when everybody who waits is background work.
    [[nodiscard]] bool isBackground() const;
    [[nodiscard]] bool hasBegun() const { return state == State::OnWire || state == State::Reading; }
};

/// Single flight (paging.md 4.13): which requests are one. Pure; one thread. Flights stay where they are in memory.
class FlightTable
{
public:
    /// The flight that answers this request, its waiter added: one there is, or a new one.
    /// One there is is joined when its key is equal and not empty, it asks for the same thing with the same headers
    /// (so the same sign-in and the same conditions), and it has not begun before a request that must not join.
    struct Boarding {
        Flight &flight;
        bool isNew;
    };
    [[nodiscard]] Boarding board(HttpRequest request, const CancelToken &token, quint64 waiterId);
    [[nodiscard]] Flight *find(quint64 id);
    void remove(quint64 id);
    /// Takes everybody with that token out of their flights; `left` is told of each flight and waiter.
    /// It must not remove flights.
    void leave(const CancelToken &token, const std::function<void(Flight &, quint64 waiterId)> &left);

private:
    [[nodiscard]] Flight *joinable(const HttpRequest &request);

    quint64 m_lastId = 0;
    std::map<quint64, Flight> m_flights;
    QHash<QByteArray, quint64> m_byKey; ///< the newest flight of a key
};

} // namespace matinee
