// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/httpdispatcher.h"

#include <QRandomGenerator>
#include <QThread>

#include <algorithm>
#include <utility>

#include "models/sources/http/httpdate.h"
#include "models/sources/http/networkaccess.h"
#include "models/sources/http/retryafter.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

std::function<double()> chance(const HttpClientOptions &options)
{
    return options.random ? options.random : [] { return QRandomGenerator::global()->generateDouble(); };
}

bool breaksLines(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

/// What must never reach the wire: no address, or a header that would smuggle in another.
std::optional<Error> objection(const HttpRequest &request)
{
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() || (scheme != u"http" && scheme != u"https"))
        return Error{ErrorKind::InvalidArgument, u"no address of a server"_s, u"url"_s};
    const bool isSmuggler = std::any_of(request.headers.begin(), request.headers.end(),
        [](const auto &header) { return breaksLines(header.first) || breaksLines(header.second); });
    if (isSmuggler || request.method.isEmpty() || breaksLines(request.method))
        return Error{ErrorKind::InvalidArgument, u"a header holds a line break"_s, u"headers"_s};
    return std::nullopt;
}

Error cancelled()
{
    return {ErrorKind::Cancelled, u"nobody waits for it any more"_s, {}};
}

bool isReadable(const HttpRequest &request, const ExchangeEnd &end)
{
    const int status = end.response.status;
    return end.kind == AttemptEnd::Kind::Answered && status >= 200 && status < 300 && status != 204 && request.method != "HEAD";
}

constexpr int kNetworkSignIn = 511; // RFC 6585, 6

bool isServerTrouble(int status)
{
    return status == 500 || (status >= 502 && status <= 504);
}

Error whatVerdictSays(const BodyVerdict &verdict, const ExchangeEnd &end)
{
    Error error = verdict.error.value_or(Error{ErrorKind::Malformed, u"the answer cannot be read"_s, end.response.url.host()});
    error.httpStatus = end.response.status;
    return error;
}

} // namespace

HttpDispatcher::HttpDispatcher(HttpClientOptions options, Clock &clock, TraceSink &trace, QThreadPool &pool, Outlets outlets)
    : m_options(std::move(options)),
      m_clock(clock),
      m_trace(trace),
      m_pool(pool),
      m_outlets(std::move(outlets)),
      m_policy(chance(m_options)),
      m_isHeld(m_options.waitsForProxy)
{
}

void HttpDispatcher::open()
{
    m_access = makeNetworkAccess(m_options);
}

void HttpDispatcher::setProxy(const HttpProxy &proxy)
{
    if (m_refusing)
        return;
    m_options.proxy = proxy;
    useProxy(*m_access, proxy);
    m_access->clearConnectionCache(); // or requests would go on along the way there was
    m_isHeld = false;
    for (const auto &[host, lane] : m_lanes)
        pump(*lane);
}

void HttpDispatcher::shut()
{
    m_refusing = true;
    m_onWire.clear();
    m_lanes.clear();
    m_access.reset();
    QThread::currentThread()->quit();
}

// ---- asking and leaving ------------------------------------------------------------------------------------------

void HttpDispatcher::send(quint64 waiterId, HttpRequest request, const CancelToken &token)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_refusing)
        return;
    if (const std::optional<Error> refusal = objection(request))
        return m_outlets.answer(waiterId, tl::unexpected(*refusal));
    Lane &lane = laneOf(request.url);
    lane.gate.setLimits(request.limits, request.traffic);
    if (request.isProbe)
        lane.gate.admitProbe();
    RequestQueue &queue = lane.queue(request.traffic);
    auto [flight, isNew] = m_flights.board(std::move(request), token, waiterId);
    if (isNew) {
        lane.gate.budget().noteRequest();
        queue.push(flight.id, flight.priority(), flight.id);
    } else {
        queue.setPriority(flight.id, flight.priority());
    }
    pump(lane);
}

void HttpDispatcher::cancel(const CancelToken &token)
{
    if (m_refusing)
        return;
    std::vector<quint64> touched;
    m_flights.leave(token, [&](Flight &flight, quint64 waiterId) {
        m_outlets.answer(waiterId, tl::unexpected(cancelled()));
        touched.push_back(flight.id);
    });
    for (const quint64 id : touched) {
        Flight *flight = m_flights.find(id);
        if (!flight)
            continue;
        if (flight->waiters.empty())
            dropUnlessJoined(*flight);
        else
            laneOf(flight->request.url).queue(flight->request.traffic).setPriority(id, flight->priority());
    }
}

void HttpDispatcher::dropUnlessJoined(Flight &flight)
{
    if (!flight.hasBegun()) // no byte has been paid for yet
        return drop(flight);
    QTimer::singleShot(m_options.leaveGrace, this, [this, id = flight.id, departures = flight.departures] {
        Flight *left = m_flights.find(id);
        if (!m_refusing && left && left->waiters.empty() && left->departures == departures)
            drop(*left);
    });
}

void HttpDispatcher::drop(Flight &flight)
{
    Lane &lane = laneOf(flight.request.url);
    lane.queue(flight.request.traffic).remove(flight.id);
    std::erase_if(lane.retries, [&](const auto &entry) { return entry.second == flight.id; });
    if (auto sortie = m_onWire.extract(flight.id)) {
        // Out of every table first: abort() emits before it returns.
        lane.gate.ended(sortie.mapped().pass, HostGate::Outcome::GivenUp);
        sortie.mapped().exchange->abort();
    }
    m_flights.remove(flight.id);
    pump(lane);
}

// ---- starting ----------------------------------------------------------------------------------------------------

HttpDispatcher::Lane &HttpDispatcher::laneOf(const QUrl &url)
{
    const QString key = url.host() + u':' + QString::number(url.port(url.scheme() == u"https" ? 443 : 80));
    std::unique_ptr<Lane> &lane = m_lanes[key];
    if (!lane) {
        lane = std::make_unique<Lane>(url.host(), m_clock);
        lane->wake.setSingleShot(true);
        lane->wake.setTimerType(Qt::PreciseTimer);
        connect(&lane->wake, &QTimer::timeout, this, [this, made = lane.get()] { pump(*made); });
    }
    return *lane;
}

void HttpDispatcher::pump(Lane &lane)
{
    if (m_refusing || m_isHeld)
        return;
    requeueDue(lane);
    std::optional<nanoseconds> wait;
    if (!lane.retries.empty())
        wait = lane.retries.begin()->first - m_clock.steady();
    while (Flight *next = nextToStart(lane, wait)) {
        launch(lane, *next);
        if (m_refusing)
            return;
    }
    if (wait)
        lane.wake.start(std::max(1ms, std::chrono::ceil<milliseconds>(*wait)));
    else
        lane.wake.stop();
}

/// The first of each traffic, the more urgent one before.
std::vector<Flight *> HttpDispatcher::fronts(Lane &lane)
{
    std::vector<Flight *> found;
    for (RequestQueue *queue : {&lane.calls, &lane.pictures}) {
        if (const std::optional<quint64> first = queue->front())
            found.push_back(m_flights.find(*first));
    }
    std::ranges::stable_sort(found, std::ranges::greater(), [](const Flight *flight) { return int(flight->priority()); });
    return found;
}

Flight *HttpDispatcher::nextToStart(Lane &lane, std::optional<nanoseconds> &wait)
{
    for (Flight *flight : fronts(lane)) {
        const HostGate::Admission admission = lane.gate.admission(flight->request.traffic);
        switch (admission.answer) {
        case HostGate::Answer::Go: return flight;
        case HostGate::Answer::Refused: refuseAll(lane, *admission.error); return nullptr;
        case HostGate::Answer::Later: wait = wait ? std::min(*wait, admission.wait) : admission.wait; break;
        case HostGate::Answer::Full: break;
        }
    }
    return nullptr;
}

void HttpDispatcher::requeueDue(Lane &lane)
{
    while (!lane.retries.empty() && lane.retries.begin()->first <= m_clock.steady()) {
        const auto due = lane.retries.extract(lane.retries.begin());
        Flight *flight = m_flights.find(due.mapped());
        Q_ASSERT(flight);
        flight->state = Flight::State::Queued;
        lane.queue(flight->request.traffic).push(flight->id, flight->priority(), flight->id);
    }
}

void HttpDispatcher::launch(Lane &lane, Flight &flight)
{
    std::erase_if(flight.waiters, [&](const Waiter &waiter) {
        if (waiter.token.isCancelled())
            m_outlets.answer(waiter.id, tl::unexpected(cancelled()));
        return waiter.token.isCancelled();
    });
    lane.queue(flight.request.traffic).remove(flight.id);
    if (flight.waiters.empty())
        return m_flights.remove(flight.id);

    flight.state = Flight::State::OnWire;
    Sortie &sortie = m_onWire[flight.id];
    sortie.pass = lane.gate.start(flight.request.traffic);
    sortie.exchange = std::make_unique<HttpExchange>(HttpExchange::Surroundings{*m_access, m_options, m_clock, m_trace},
        flight.request, flight.retries + 1, [this, id = flight.id](ExchangeEnd end) { landed(id, std::move(end)); });
    sortie.exchange->start();
}

// ---- coming back -------------------------------------------------------------------------------------------------

void HttpDispatcher::landed(quint64 flightId, ExchangeEnd end)
{
    if (m_refusing)
        return;
    auto sortie = m_onWire.extract(flightId);
    Flight *flight = m_flights.find(flightId);
    Q_ASSERT(sortie && flight);
    sortie.mapped().exchange.release()->deleteLater(); // it is calling us
    Lane &lane = laneOf(flight->request.url);
    noteAnswer(lane, end, sortie.mapped().pass);
    if (end.kind == AttemptEnd::Kind::NoAnswer)
        tellSign(*flight, HostSign::NoAnswer);
    else if (end.kind == AttemptEnd::Kind::Answered && !isReadable(flight->request, end))
        tellSign(*flight, end.response.status == kNetworkSignIn ? HostSign::Captive : HostSign::Answered);
    if (flight->waiters.empty())
        m_flights.remove(flightId);
    else if (isReadable(flight->request, end))
        read(*flight, end);
    else
        settle(lane, *flight, end);
    pump(lane);
}

void HttpDispatcher::tellSign(const Flight &flight, HostSign sign)
{
    if (flight.request.traffic == Traffic::Calls && !flight.request.isProbe)
        m_outlets.sign(flight.request.url, sign);
}

void HttpDispatcher::noteAnswer(Lane &lane, const ExchangeEnd &end, const HostGate::Pass &pass)
{
    const HttpResponse &response = end.response;
    if (const auto date = parseHttpDate(headerValue(response.headers, "Date"), m_clock.now()))
        lane.gate.noteDate(*date);
    // A server that says when to come back is not broken.
    const bool isBroken = isServerTrouble(response.status) && !retryAfter(lane, response);
    const bool isTls = end.error && end.error->kind == ErrorKind::Tls;
    const bool isFailure
        = end.kind == AttemptEnd::Kind::NoAnswer || isTls || (end.kind == AttemptEnd::Kind::Answered && isBroken);
    lane.gate.ended(pass, isFailure ? HostGate::Outcome::Failed : HostGate::Outcome::Answered);
    if (end.kind == AttemptEnd::Kind::Answered && response.status == 429)
        lane.gate.tooMany(pass);
}

std::optional<milliseconds> HttpDispatcher::retryAfter(Lane &lane, const HttpResponse &response) const
{
    return parseRetryAfter(headerValue(response.headers, "Retry-After"), lane.gate.serverNow());
}

void HttpDispatcher::read(Flight &flight, const ExchangeEnd &end)
{
    std::vector<std::function<BodyVerdict(const HttpResponse &)>> readers;
    for (Waiter &waiter : flight.waiters) {
        if (waiter.read && !std::exchange(waiter.hasRead, true))
            readers.push_back(waiter.read);
    }
    if (readers.empty()) {
        if (flight.state != Flight::State::Reading)
            tellSign(flight, HostSign::Answered);
        return finish(flight, end.response);
    }
    flight.state = Flight::State::Reading;
    auto job = [this, id = flight.id, end, readers = std::move(readers)] {
        BodyVerdict verdict;
        for (const auto &reader : readers) {
            verdict = reader(end.response);
            if (verdict.kind != BodyVerdict::Kind::Good)
                break;
        }
        QMetaObject::invokeMethod(
            this, [this, id, end, verdict] { hasRead(id, end, verdict); }, Qt::QueuedConnection);
    };
    m_pool.start(std::move(job), static_cast<int>(flight.priority()));
}

void HttpDispatcher::hasRead(quint64 flightId, ExchangeEnd end, const BodyVerdict &verdict)
{
    Flight *flight = m_flights.find(flightId);
    if (m_refusing || !flight)
        return;
    Lane &lane = laneOf(flight->request.url);
    const bool isCaptive = verdict.error && verdict.error->kind == ErrorKind::CaptivePortal;
    tellSign(*flight, isCaptive ? HostSign::Captive : HostSign::Answered);
    if (flight->waiters.empty()) {
        m_flights.remove(flightId);
    } else if (verdict.kind == BodyVerdict::Kind::Good) {
        read(*flight, end); // for those who joined meanwhile; answers when there are none
    } else if (verdict.kind == BodyVerdict::Kind::Wrong) {
        finish(*flight, tl::unexpected(whatVerdictSays(verdict, end)));
    } else {
        for (Waiter &waiter : flight->waiters)
            waiter.hasRead = false;
        end.kind = AttemptEnd::Kind::Broken;
        end.error = whatVerdictSays(verdict, end);
        settle(lane, *flight, end);
    }
    pump(lane);
}

void HttpDispatcher::settle(Lane &lane, Flight &flight, const ExchangeEnd &end)
{
    const RetryDecision decision = decide(lane, flight, end);
    if (decision.freeze && *decision.freeze > 0ms) {
        lane.gate.freeze(*decision.freeze, decision.isTooLong);
        m_outlets.frozen(lane.gate.host(), *decision.freeze);
    }
    if (decision.isTooLong) {
        const QString detail = u"the host asks to wait %1 s"_s.arg(decision.freeze->count() / 1000);
        return finish(flight,
            tl::unexpected(Error{ErrorKind::RateLimited, detail, lane.gate.host(), end.response.status, decision.freeze}));
    }
    const bool isOpen = lane.gate.admission().answer != HostGate::Answer::Refused;
    if (decision.retry && isOpen && lane.gate.budget().take())
        return retryLater(lane, flight, decision.wait);
    finish(flight, end.error ? Result<HttpResponse>(tl::unexpected(*end.error)) : Result<HttpResponse>(end.response));
}

RetryDecision HttpDispatcher::decide(Lane &lane, const Flight &flight, const ExchangeEnd &end)
{
    const AttemptEnd attempt{end.kind, end.response.status, retryAfter(lane, end.response)};
    return m_policy.decide(attempt, {flight.request.isIdempotent, flight.isBackground(), flight.retries});
}

void HttpDispatcher::retryLater(Lane &lane, Flight &flight, milliseconds wait)
{
    ++flight.retries;
    flight.state = Flight::State::Waiting;
    lane.retries.emplace(m_clock.steady() + wait, flight.id);
}

void HttpDispatcher::refuseAll(Lane &lane, const Error &error)
{
    std::vector<quint64> ids;
    for (const auto &[due, id] : std::exchange(lane.retries, {}))
        ids.push_back(id);
    for (RequestQueue *queue : {&lane.calls, &lane.pictures}) {
        while (const std::optional<quint64> next = queue->front()) {
            ids.push_back(*next);
            queue->remove(*next);
        }
    }
    for (const quint64 id : ids) {
        Flight &flight = *m_flights.find(id);
        if (error.kind == ErrorKind::Unreachable) // the attempts that told of it may all have been pictures
            tellSign(flight, HostSign::NoAnswer);
        finish(flight, tl::unexpected(error));
    }
    lane.wake.stop();
}

void HttpDispatcher::finish(Flight &flight, const Result<HttpResponse> &result)
{
    const std::vector<Waiter> waiters = std::exchange(flight.waiters, {});
    m_flights.remove(flight.id); // a request made because of the answer must not find it
    for (const Waiter &waiter : waiters)
        m_outlets.answer(waiter.id, waiter.token.isCancelled() ? Result<HttpResponse>(tl::unexpected(cancelled())) : result);
}

} // namespace matinee
