// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/picturequeue.h"

#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <vector>

#include "ui/grid/posterdecoder.h"

namespace matinee {
namespace {

// A line and a half of a usual window. More would only be waited for in an order that the next scroll makes wrong.
constexpr int kAtOnce = 12;
// The source remembers failures better and longer; this only spares it the question at every repaint.
constexpr qint64 kRefusedMs = 60'000;
constexpr qsizetype kMostRefused = 4096;

} // namespace

PictureQueue::PictureQueue(ImageSource &images, QThreadPool &pool, QObject *parent)
    : QObject(parent), m_images(images), m_pool(pool)
{
    m_clock.start();
}

PictureQueue::~PictureQueue()
{
    for (const Request &request : std::as_const(m_requests))
        request.token.cancel();
}

void PictureQueue::want(const QObject *viewer, int row, const PosterKey &key, const Title &title, const PosterShape &shape)
{
    const Looker looker{viewer, row};
    if (const auto known = m_requests.find(key); known != m_requests.end()) {
        if (!known->lookers.contains(looker))
            known->lookers.append(looker);
        return;
    }
    if (isRefused(key))
        return;
    auto image = m_images.keyFor(title.id.source, title.poster, shape.devicePixels.width());
    if (!image)
        return;
    dropLookers([&looker](const Looker &other) { return other == looker; }); // the tile wants another size now
    m_requests.insert(key, Request{*std::move(image), shape, {looker}, Request::Stage::Waiting, Priority::Neighbor, {}});
    startSoon();
}

void PictureQueue::look(const QObject *viewer, const Sight &sight)
{
    m_sights.insert(viewer, sight);
    dropLookers([viewer, &sight](const Looker &looker) { return looker.viewer == viewer && !sight.kept.contains(looker.row); });
    raiseSeen();
    startSoon();
}

void PictureQueue::forgetFailures()
{
    m_refused.clear();
    m_images.forgetFailures();
}

void PictureQueue::leave(const QObject *viewer)
{
    m_sights.remove(viewer);
    dropLookers([viewer](const Looker &looker) { return looker.viewer == viewer; });
    startSoon();
}

template <typename Goes>
void PictureQueue::dropLookers(Goes goes)
{
    std::vector<CancelToken> unwanted;
    for (auto request = m_requests.begin(); request != m_requests.end();) {
        request->lookers.removeIf(goes);
        if (!request->lookers.isEmpty()) {
            ++request;
            continue;
        }
        if (request->stage != Request::Stage::Waiting) {
            unwanted.push_back(request->token);
            --m_underWay;
        }
        request = m_requests.erase(request);
    }
    for (const CancelToken &token : unwanted) { // last: the source may answer at once
        token.cancel();
        m_images.cancel(token);
    }
}

std::optional<PictureQueue::Rank> PictureQueue::rankOf(const Looker &looker) const
{
    const auto sight = m_sights.constFind(looker.viewer);
    if (sight == m_sights.cend())
        return Rank{0, looker.row};
    const RowRange &rows = sight->tooFast ? sight->landing : sight->visible;
    if (rows.contains(looker.row))
        return Rank{0, looker.row};
    if (sight->tooFast)
        return std::nullopt;
    return Rank{std::max(rows.first - looker.row, looker.row - rows.last), looker.row};
}

std::optional<PictureQueue::Rank> PictureQueue::rankOf(const Request &request) const
{
    std::optional<Rank> best;
    for (const Looker &looker : request.lookers) {
        const auto rank = rankOf(looker);
        if (rank && (!best || *rank < *best))
            best = rank;
    }
    return best;
}

bool PictureQueue::isSeen(const Request &request) const
{
    return std::any_of(request.lookers.cbegin(), request.lookers.cend(), [this](const Looker &looker) {
        const auto sight = m_sights.constFind(looker.viewer);
        return sight == m_sights.cend() || sight->visible.contains(looker.row);
    });
}

bool PictureQueue::isRefused(const PosterKey &key)
{
    const auto refused = m_refused.constFind(key);
    if (refused == m_refused.cend())
        return false;
    if (m_clock.elapsed() < refused.value())
        return true;
    m_refused.erase(refused);
    return false;
}

PictureQueue::Requests::iterator PictureQueue::current(const PosterKey &key, const CancelToken &token)
{
    const auto found = m_requests.find(key);
    return found != m_requests.end() && found->token == token ? found : m_requests.end();
}

// What was asked for ahead of the reader and is on screen now must not wait behind what still lies ahead.
void PictureQueue::raiseSeen()
{
    for (auto request = m_requests.begin(); request != m_requests.end(); ++request) {
        const bool late = request->stage == Request::Stage::Asked && request->priority < Priority::VisibleImage;
        if (!late || rankOf(*request).value_or(Rank{1, 0}).first > 0)
            continue;
        const CancelToken before = request->token;
        ask(request.key(), *request, Priority::VisibleImage); // joins what is under way; only then leave
        before.cancel();
        m_images.cancel(before);
    }
}

void PictureQueue::startSoon()
{
    // Queued, so that all one frame wants is known before the first is asked for.
    if (!std::exchange(m_startsSoon, true))
        QMetaObject::invokeMethod(this, &PictureQueue::startNext, Qt::QueuedConnection);
}

void PictureQueue::startNext()
{
    m_startsSoon = false;
    while (m_underWay < kAtOnce) {
        auto best = m_requests.end();
        std::optional<Rank> bestRank;
        for (auto request = m_requests.begin(); request != m_requests.end(); ++request) {
            const auto rank = request->stage == Request::Stage::Waiting ? rankOf(*request) : std::nullopt;
            if (rank && (!bestRank || *rank < *bestRank)) {
                best = request;
                bestRank = rank;
            }
        }
        if (!bestRank)
            return;
        ++m_underWay;
        ask(best.key(), *best, bestRank->first == 0 ? Priority::VisibleImage : Priority::Neighbor);
    }
}

void PictureQueue::ask(const PosterKey &key, Request &request, Priority priority)
{
    request.stage = Request::Stage::Asked;
    request.priority = priority;
    request.token = {};
    m_images.bytes(request.image, priority, request.token,
        [alive = QPointer(this), key, token = request.token](const Result<QByteArray> &bytes) {
            if (PictureQueue *queue = alive.data())
                queue->onBytes(key, token, bytes);
        });
}

void PictureQueue::onBytes(const PosterKey &key, const CancelToken &token, const Result<QByteArray> &bytes)
{
    const auto request = current(key, token);
    if (request == m_requests.end())
        return;
    if (!bytes)
        return onDecoded(key, token, tl::unexpected(bytes.error()));
    request->stage = Request::Stage::Decoding;
    m_pool.start([this, key, token, encoded = *bytes, shape = request->shape] {
        if (token.isCancelled())
            return;
        Result<QImage> image = decodePoster(encoded, shape);
        if (token.isCancelled())
            return;
        QMetaObject::invokeMethod(
            this, [this, key, token, image = std::move(image)] { onDecoded(key, token, image); }, Qt::QueuedConnection);
    });
}

void PictureQueue::onDecoded(const PosterKey &key, const CancelToken &token, const Result<QImage> &image)
{
    const auto request = current(key, token);
    if (request == m_requests.end())
        return;
    const bool seen = isSeen(*request);
    m_requests.erase(request);
    --m_underWay;
    if (image)
        Q_EMIT arrived(key, *image, seen);
    else
        refuse(key, image.error());
    startNext();
}

void PictureQueue::refuse(const PosterKey &key, const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        return; // by the source, which is closing
    if (m_refused.size() >= kMostRefused)
        m_refused.clear();
    m_refused.insert(key, m_clock.elapsed() + kRefusedMs);
}

} // namespace matinee
