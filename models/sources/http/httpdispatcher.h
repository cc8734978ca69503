// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <map>
#include <memory>

#include "models/catalog/canceltoken.h"
#include "models/sources/http/flighttable.h"
#include "models/sources/http/hostgate.h"
#include "models/sources/http/httpclientoptions.h"
#include "models/sources/http/httpexchange.h"
#include "models/sources/http/requestqueue.h"
#include "models/sources/http/retrypolicy.h"

namespace matinee {

/// What HttpClient does, on its network thread: queues, joins, starts, reads, retries and answers requests. Everything but
/// refuse() is called there; it is made before the thread starts and deleted after it ended.
class HttpDispatcher final : public QObject
{
    Q_OBJECT
public:
    /// Called on the network thread.
    struct Outlets {
        std::function<void(quint64 waiterId, Result<HttpResponse>)> answer; ///< once for every send()
        std::function<void(const QString &host, std::chrono::milliseconds)> frozen;
        std::function<void(const QUrl &url, HostSign sign)> sign;
    };
    HttpDispatcher(HttpClientOptions options, Clock &clock, TraceSink &trace, QThreadPool &pool, Outlets outlets);

    /// Any thread. From now on nothing is begun, told or traced.
    void refuse() { m_refusing = true; }
    void open();
    /// Aborts what is on the wire and ends the thread's event loop. Answers nobody.
    void shut();

    void send(quint64 waiterId, HttpRequest request, const CancelToken &token);
    void cancel(const CancelToken &token);
    void setProxy(const HttpProxy &proxy);

private:
    /// One host.
    struct Lane {
        Lane(const QString &host, Clock &clock) : gate(host, clock) { }
        HostGate gate;
        RequestQueue calls;
        RequestQueue pictures;
        [[nodiscard]] RequestQueue &queue(Traffic traffic) { return traffic == Traffic::Calls ? calls : pictures; }
        std::multimap<std::chrono::nanoseconds, quint64> retries; ///< by when they are due
        QTimer wake;
    };
    struct Sortie {
        std::unique_ptr<HttpExchange> exchange;
        HostGate::Pass pass;
    };

    [[nodiscard]] Lane &laneOf(const QUrl &url);
    void pump(Lane &lane);
    [[nodiscard]] std::vector<Flight *> fronts(Lane &lane);
    /// The most urgent that may start now. `wait` is shortened to when time alone lets another start.
    [[nodiscard]] Flight *nextToStart(Lane &lane, std::optional<std::chrono::nanoseconds> &wait);
    void requeueDue(Lane &lane);
    void launch(Lane &lane, Flight &flight);
    void landed(quint64 flightId, ExchangeEnd end);
    void read(Flight &flight, const ExchangeEnd &end);
    void hasRead(quint64 flightId, ExchangeEnd end, const BodyVerdict &verdict);
    void settle(Lane &lane, Flight &flight, const ExchangeEnd &end);
    [[nodiscard]] RetryDecision decide(Lane &lane, const Flight &flight, const ExchangeEnd &end);
    void retryLater(Lane &lane, Flight &flight, std::chrono::milliseconds wait);
    void refuseAll(Lane &lane, const Error &error);
    void finish(Flight &flight, const Result<HttpResponse> &result);
    void drop(Flight &flight);
    void dropUnlessJoined(Flight &flight);
    void noteAnswer(Lane &lane, const ExchangeEnd &end, const HostGate::Pass &pass);
    void tellSign(const Flight &flight, HostSign sign);
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(Lane &lane, const HttpResponse &response) const;

    HttpClientOptions m_options; // all of it but the proxy as it was made
    Clock &m_clock;
    TraceSink &m_trace;
    QThreadPool &m_pool;
    const Outlets m_outlets;
    const RetryPolicy m_policy;
    std::atomic_bool m_refusing = false;
    bool m_isHeld;
    std::unique_ptr<QNetworkAccessManager> m_access;
    std::map<QString, std::unique_ptr<Lane>> m_lanes; ///< by host and port
    FlightTable m_flights;
    std::map<quint64, Sortie> m_onWire; ///< by flight
};

} // namespace matinee
