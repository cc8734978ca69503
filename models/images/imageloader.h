// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <chrono>
#include <memory>
#include <vector>

#include "models/catalog/clock.h"
#include "models/catalog/imagesource.h"
#include "models/catalog/obstacle.h"
#include "models/catalog/tracesink.h"
#include "models/images/imagefailures.h"

namespace matinee {

/// Pictures from the store, else from the network and then kept. However many ask for one picture, it is asked for
/// once, with the highest priority of those who wait. Who cancels leaves (and is answered Cancelled); the last one
/// leaving cancels the request. A picture that failed is not asked for again for ten minutes (404: a day), and none of
/// a host that asked to wait or cannot be reached. Main thread; everything it is given outlives it.
class ImageLoader final : public ImageSource
{
public:
    ImageLoader(ImageStore &store, ImageSource &network, const Clock &clock, TraceSink &trace);
    ~ImageLoader() override;

    [[nodiscard]] std::optional<ImageKey> keyFor(const QString &source, const QString &path, int deviceWidth) const override;
    void bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply) override;
    void cancel(const CancelToken &cancel) override;

    /// What stands in the way of asking a source: then only what is kept is answered.
    void setObstacle(Obstacle obstacle) { m_obstacle = std::move(obstacle); }
    void forgetFailures() override { m_failures.forgive(); }

private:
    struct Waiter {
        Priority priority;
        CancelToken cancel;
        Reply<QByteArray> reply;
    };
    struct Flight {
        enum class Stage { InStore, Waiting, OnWire };
        ImageKey key;
        CancelToken token; // of the store's read and the network's fetch; tells one flight of a key from the next
        std::chrono::nanoseconds began{};
        quint64 order = 0;
        Stage stage = Stage::InStore;
        std::vector<Waiter> waiters;
        [[nodiscard]] Priority priority() const;
    };
    using Flights = QHash<ImageKey, std::shared_ptr<Flight>>;

    [[nodiscard]] std::shared_ptr<Flight> flight(const ImageKey &key, const CancelToken &token) const;
    void begin(const ImageKey &key, Waiter waiter);
    void onStored(const ImageKey &key, const CancelToken &token, const Result<std::optional<QByteArray>> &stored);
    void onFetched(const ImageKey &key, const CancelToken &token, const Result<QByteArray> &fetched);
    void onFailed(const ImageKey &key, const Error &error);
    void startNext();
    [[nodiscard]] std::shared_ptr<Flight> mostUrgent() const;
    /// Takes cancelled waiters out, and flights nobody waits for.
    void letGo();
    void land(const std::shared_ptr<Flight> &flight);
    static void answer(const Flight &flight, const Result<QByteArray> &answer);
    void traceReady(const Flight &flight, QLatin1StringView from, qsizetype bytes) const;

    ImageStore &m_store;
    ImageSource &m_network;
    const Clock &m_clock;
    TraceSink &m_trace;
    ImageFailures m_failures;
    Flights m_flights;
    QHash<QString, int> m_onWire; // by host
    quint64 m_begun = 0;
    Obstacle m_obstacle;
};

} // namespace matinee
