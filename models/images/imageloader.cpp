// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/images/imageloader.h"

#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Pictures of one host at the transport. More would queue there in the order they came; here the most urgent goes next.
constexpr int kAtOnce = 8;

} // namespace

Priority ImageLoader::Flight::priority() const
{
    Priority most = Priority::Prefetch;
    for (const Waiter &waiter : waiters)
        most = std::max(most, waiter.priority);
    return most;
}

ImageLoader::ImageLoader(ImageStore &store, ImageSource &network, const Clock &clock, TraceSink &trace)
    : m_store(store), m_network(network), m_clock(clock), m_trace(trace), m_failures(clock)
{
}

ImageLoader::~ImageLoader()
{
    for (const auto &flight : std::as_const(m_flights))
        flight->token.cancel();
}

std::optional<ImageKey> ImageLoader::keyFor(const QString &source, const QString &path, int deviceWidth) const
{
    return m_network.keyFor(source, path, deviceWidth);
}

void ImageLoader::bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply)
{
    letGo();
    Waiter waiter{priority, cancel, std::move(reply)};
    if (const auto known = m_flights.constFind(key); known != m_flights.cend())
        (*known)->waiters.push_back(std::move(waiter));
    else
        begin(key, std::move(waiter));
    startNext(); // those who left may have made room
}

void ImageLoader::cancel(const CancelToken & /*cancel*/)
{
    letGo();
    startNext();
}

void ImageLoader::begin(const ImageKey &key, Waiter waiter)
{
    auto flight = std::make_shared<Flight>();
    flight->key = key;
    flight->began = m_clock.steady();
    flight->order = ++m_begun;
    flight->waiters.push_back(std::move(waiter));
    m_flights.insert(key, flight);
    m_store.read(key, flight->token,
        [this, key, token = flight->token](const Result<std::optional<QByteArray>> &stored) { onStored(key, token, stored); });
}

std::shared_ptr<ImageLoader::Flight> ImageLoader::flight(const ImageKey &key, const CancelToken &token) const
{
    const auto known = m_flights.constFind(key);
    return known != m_flights.cend() && (*known)->token == token ? *known : nullptr;
}

void ImageLoader::onStored(const ImageKey &key, const CancelToken &token, const Result<std::optional<QByteArray>> &stored)
{
    const auto found = flight(key, token);
    if (!found)
        return;
    if (stored && *stored) {
        land(found);
        traceReady(*found, "store"_L1, (*stored)->size());
        return answer(*found, **stored);
    }
    if (const auto obstacle = obstacleTo(m_obstacle, key.source)) {
        land(found);
        return answer(*found, tl::unexpected(*obstacle));
    }
    // A store that fails is as good as an empty one: pictures can be fetched again.
    if (const auto standing = m_failures.standing(key)) {
        land(found);
        return answer(*found, tl::unexpected(*standing));
    }
    found->stage = Flight::Stage::Waiting;
    letGo();
    startNext();
}

std::shared_ptr<ImageLoader::Flight> ImageLoader::mostUrgent() const
{
    std::shared_ptr<Flight> best;
    for (const auto &flight : m_flights) {
        if (flight->stage != Flight::Stage::Waiting || m_onWire.value(ImageFailures::hostOf(flight->key)) >= kAtOnce)
            continue;
        const auto rank = [](const Flight &of) { return std::pair(-int(of.priority()), of.order); };
        if (!best || rank(*flight) < rank(*best))
            best = flight;
    }
    return best;
}

void ImageLoader::startNext()
{
    while (const auto next = mostUrgent()) {
        next->stage = Flight::Stage::OnWire;
        ++m_onWire[ImageFailures::hostOf(next->key)];
        m_network.bytes(next->key, next->priority(), next->token,
            [this, key = next->key, token = next->token](const Result<QByteArray> &fetched) { onFetched(key, token, fetched); });
    }
}

void ImageLoader::onFetched(const ImageKey &key, const CancelToken &token, const Result<QByteArray> &fetched)
{
    if (fetched) { // kept even when nobody waits any more: it is paid for
        m_failures.worked(key);
        m_store.write(key, *fetched);
    }
    const auto found = flight(key, token);
    if (!found)
        return;
    land(found);
    if (fetched)
        traceReady(*found, "network"_L1, fetched->size());
    else
        onFailed(key, fetched.error());
    answer(*found, fetched);
    letGo();
    startNext();
}

void ImageLoader::onFailed(const ImageKey &key, const Error &error)
{
    m_failures.failed(key, error);
    if (error.kind == ErrorKind::Cancelled)
        return;
    const int failures = m_failures.toTell(key);
    if (failures > 0 && m_trace.isEnabled())
        m_trace.event(u"error"_s,
            {{u"kind"_s, errorKindName(error.kind)}, {u"where"_s, ImageFailures::hostOf(key)}, {u"detail"_s, error.detail},
                {u"pictures"_s, failures}});
    // A frozen host answers nobody who waits for it.
    std::vector<std::pair<std::shared_ptr<Flight>, Error>> inVain;
    for (const auto &flight : std::as_const(m_flights)) {
        const auto standing = m_failures.standing(flight->key);
        if (standing && flight->stage == Flight::Stage::Waiting)
            inVain.emplace_back(flight, *standing);
    }
    for (const auto &[flight, why] : inVain)
        land(flight);
    for (const auto &[flight, why] : inVain)
        answer(*flight, tl::unexpected(why));
}

void ImageLoader::letGo()
{
    std::vector<Waiter> left;
    std::vector<std::shared_ptr<Flight>> empty;
    for (const auto &flight : std::as_const(m_flights)) {
        const auto gone = std::stable_partition(
            flight->waiters.begin(), flight->waiters.end(), [](const Waiter &waiter) { return !waiter.cancel.isCancelled(); });
        std::move(gone, flight->waiters.end(), std::back_inserter(left));
        flight->waiters.erase(gone, flight->waiters.end());
        if (flight->waiters.empty())
            empty.push_back(flight);
    }
    for (const auto &flight : empty) {
        const bool wasOnWire = flight->stage == Flight::Stage::OnWire;
        land(flight);
        flight->token.cancel();
        if (wasOnWire)
            m_network.cancel(flight->token);
    }
    for (const Waiter &waiter : left) // last: they may ask again
        waiter.reply(fail(ErrorKind::Cancelled, u"nobody waits for the picture any more"_s));
}

void ImageLoader::land(const std::shared_ptr<Flight> &flight)
{
    m_flights.remove(flight->key);
    if (flight->stage == Flight::Stage::OnWire)
        --m_onWire[ImageFailures::hostOf(flight->key)];
}

void ImageLoader::answer(const Flight &flight, const Result<QByteArray> &answer)
{
    for (const Waiter &waiter : flight.waiters)
        waiter.reply(answer);
}

void ImageLoader::traceReady(const Flight &flight, QLatin1StringView from, qsizetype bytes) const
{
    if (!m_trace.isEnabled())
        return;
    const auto took = std::chrono::duration<double, std::milli>(m_clock.steady() - flight.began);
    m_trace.event(u"image.ready"_s,
        {{u"source"_s, flight.key.source}, {u"from"_s, QString(from)}, {u"bytes"_s, bytes},
            {u"ms"_s, std::round(took.count() * 1000) / 1000}});
}

} // namespace matinee
