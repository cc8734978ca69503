// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/postercache.h"

#include <QElapsedTimer>

#include <algorithm>

#include "ui/theme/theme.h"

namespace matinee {

namespace {

// The program's limit for decoded art (paging.md 4.8): some 650 posters of 180 x 270, seven full screens at 1600 x 1000.
constexpr qint64 kLimitBytes = 128LL * 1024 * 1024;
// What a frame may spend on drawing posters at once. While the view moves, little: with 2 ms of painting it stays
// inside the 8.3 ms of 120 Hz. At rest, most of one frame at 60 Hz: a first screen then opens with its posters.
constexpr qint64 kMovingNs = 2'000'000;
constexpr qint64 kRestingNs = 10'000'000;
// Two: a screenful is drawn in about 20 ms, and the store's and parser's threads still find a core.
constexpr int kDrawingThreads = 2;
// From the drawn poster to the picture (product.md: movements of 120 to 180 ms; this is no movement, so the shortest).
constexpr int kFadeMs = 120;
constexpr int kFadeStepMs = 16;

qint64 bytesOf(const QPixmap &pixmap)
{
    return qint64(pixmap.width()) * pixmap.height() * pixmap.depth() / 8;
}

} // namespace

PosterCache::PosterCache(const Theme &theme, ImageSource &images, QObject *parent)
    : QObject(parent), m_theme(theme), m_pixmaps(kLimitBytes), m_pictures(images, m_pool)
{
    m_pool.setMaxThreadCount(kDrawingThreads);
    m_pool.setObjectName(QStringLiteral("posters"));
    m_clock.start();
    m_fadeStep.setInterval(kFadeStepMs);
    connect(&m_fadeStep, &QTimer::timeout, this, &PosterCache::stepFades);
    connect(&m_pictures, &PictureQueue::arrived, this, &PosterCache::onPicture);
}

PosterCache::~PosterCache()
{
    m_pool.clear();
    m_pool.waitForDone(); // so that nothing posts to a dead object
}

qint64 PosterCache::limitBytes()
{
    return kLimitBytes;
}

int PosterCache::fadeMs() const
{
    return std::min(kFadeMs, m_theme.motionMs());
}

void PosterCache::beginFrame(const QObject *viewer, bool whole, Pace pace)
{
    m_viewer = viewer;
    m_leftNs = pace == Pace::Moving ? kMovingNs : kRestingNs;
    if (whole)
        std::erase_if(m_wishes, [viewer](const Wish &wish) { return wish.viewer == viewer; });
}

PosterCache::Art PosterCache::art(const Title &title, const PosterShape &shape, int row)
{
    if (title.poster.isEmpty())
        return drawn(title, shape);
    const PosterKey key = PosterKey::ofPicture(title, shape);
    if (const QPixmap *kept = m_pixmaps.object(key))
        return shown(key, *kept);
    m_pictures.want(m_viewer, row, key, title, shape);
    const QPixmap *other = latest(title.id, true);
    return other ? Art{*other, false, {}, 1} : drawn(title, shape);
}

PosterCache::Art PosterCache::shown(const PosterKey &picture, const QPixmap &pixmap) const
{
    const auto fade = m_fades.isEmpty() ? m_fades.cend() : m_fades.constFind(picture);
    if (fade == m_fades.cend())
        return {pixmap, true, {}, 1};
    const double left = std::max(0.0, 1 - double(m_clock.elapsed() - fade->began) / kFadeMs);
    return {pixmap, true, fade->drawn, 1 - left * left * left};
}

PosterCache::Art PosterCache::drawn(const Title &title, const PosterShape &shape)
{
    const PosterKey key = PosterKey::ofDrawn(title, shape);
    if (const QPixmap *kept = m_pixmaps.object(key))
        return {*kept, true, {}, 1};
    if (m_leftNs > 0) {
        QElapsedTimer clock;
        clock.start();
        const QPixmap pixmap = QPixmap::fromImage(drawPoster(specOf(title, shape), shape.devicePixels, shape.devicePixelRatio));
        m_leftNs -= clock.nsecsElapsed();
        keep(key, pixmap);
        return {pixmap, true, {}, 1};
    }
    add(key, title, shape);
    const QPixmap *other = latest(title.id, false);
    return {other ? *other : QPixmap(), false, {}, 1};
}

void PosterCache::wish(const QObject *viewer, const Title &title, const PosterShape &shape, int row)
{
    m_viewer = viewer;
    if (!title.poster.isEmpty()) {
        const PosterKey picture = PosterKey::ofPicture(title, shape);
        if (m_pixmaps.contains(picture))
            return;
        m_pictures.want(viewer, row, picture, title, shape);
    }
    const PosterKey key = PosterKey::ofDrawn(title, shape);
    if (!m_pixmaps.contains(key))
        add(key, title, shape);
}

void PosterCache::leave(const QObject *viewer)
{
    std::erase_if(m_wishes, [viewer](const Wish &wish) { return wish.viewer == viewer; });
    m_pictures.leave(viewer);
}

void PosterCache::forgetFailures()
{
    m_pictures.forgetFailures();
    Q_EMIT askAgain();
}

bool PosterCache::holds(const TitleId &title) const
{
    const auto latest = m_latest.constFind(title);
    return latest != m_latest.cend() && m_pixmaps.contains(*latest);
}

const QPixmap *PosterCache::latest(const TitleId &title, bool picture) const
{
    const auto known = m_latest.constFind(title);
    return known == m_latest.cend() || known->isPicture != picture ? nullptr : m_pixmaps.object(*known);
}

PosterSpec PosterCache::specOf(const Title &title, const PosterShape &shape) const
{
    return {title.id, title.title, title.year, m_theme.family(), shape.behind, shape.radius};
}

void PosterCache::keep(const PosterKey &key, const QPixmap &pixmap)
{
    m_pixmaps.insert(key, new QPixmap(pixmap), bytesOf(pixmap));
    if (key.isPicture || !latest(key.id, true)) // a picture of another size stands in better than a drawn poster
        m_latest.insert(key.id, key);
    // Entries whose pixmap is gone are only waste; swept when they may outnumber the pixmaps.
    if (m_latest.size() > 2 * m_pixmaps.size() + 64)
        m_latest.removeIf([this](const auto &entry) { return !m_pixmaps.contains(entry.value()); });
}

void PosterCache::add(const PosterKey &key, const Title &title, const PosterShape &shape)
{
    const auto same = [&key](const Wish &wish) { return wish.key == key; };
    if (m_running.contains(key) || std::any_of(m_wishes.cbegin(), m_wishes.cend(), same))
        return;
    m_wishes.push_back({key, specOf(title, shape), m_viewer});
    // Queued, so that one frame's wishes are all known before the first is drawn.
    if (m_wishes.size() == 1)
        QMetaObject::invokeMethod(this, &PosterCache::startNext, Qt::QueuedConnection);
}

void PosterCache::startNext()
{
    while (!m_wishes.empty() && m_running.size() < kDrawingThreads) {
        const Wish wish = m_wishes.front();
        m_wishes.erase(m_wishes.begin());
        m_running.append(wish.key);
        const auto draw = [this, wish] {
            const QImage image = drawPoster(wish.spec, wish.key.devicePixels, wish.key.devicePixelRatio);
            QMetaObject::invokeMethod(
                this, [this, key = wish.key, image] { finished(key, image); }, Qt::QueuedConnection);
        };
        m_pool.start(draw);
    }
}

void PosterCache::finished(const PosterKey &key, const QImage &image)
{
    m_running.removeOne(key);
    startNext();
    const auto picture = m_latest.constFind(key.id);
    if (picture != m_latest.cend() && picture->isPicture && picture->isSameTile(key) && m_pixmaps.contains(*picture))
        return; // the picture was quicker
    keep(key, QPixmap::fromImage(image));
    Q_EMIT ready(key.id);
}

void PosterCache::onPicture(const PosterKey &key, const QImage &image, bool seen)
{
    // The drawn poster has done its duty; kept, it would only cost a picture its place.
    std::erase_if(m_wishes, [&key](const Wish &wish) { return wish.key.isSameTile(key); });
    const PosterKey before = m_latest.value(key.id);
    if (!before.isPicture && before.isSameTile(key)) {
        const std::unique_ptr<QPixmap> drawn(m_pixmaps.take(before));
        if (drawn && seen && fadeMs() > 0) {
            m_fades.insert(key, {*drawn, m_clock.elapsed()});
            m_fadeStep.start();
        }
    }
    keep(key, QPixmap::fromImage(image));
    Q_EMIT ready(key.id);
}

void PosterCache::stepFades()
{
    const qint64 now = m_clock.elapsed();
    QList<TitleId> changed;
    for (auto fade = m_fades.begin(); fade != m_fades.end();) {
        changed.append(fade.key().id);
        fade = now - fade->began >= fadeMs() ? m_fades.erase(fade) : std::next(fade);
    }
    if (m_fades.isEmpty())
        m_fadeStep.stop();
    for (const TitleId &title : std::as_const(changed))
        Q_EMIT ready(title);
}

} // namespace matinee
