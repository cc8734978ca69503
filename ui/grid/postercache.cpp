// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/postercache.h"

#include <QElapsedTimer>

#include <algorithm>

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

} // namespace

PosterCache::PosterCache(const QString &family, QObject *parent) : QObject(parent), m_family(family), m_pixmaps(kLimitBytes)
{
    m_pool.setMaxThreadCount(kDrawingThreads);
    m_pool.setObjectName(QStringLiteral("posters"));
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

void PosterCache::beginFrame(const QObject *viewer, bool whole, Pace pace)
{
    m_viewer = viewer;
    m_leftNs = pace == Pace::Moving ? kMovingNs : kRestingNs;
    if (whole)
        std::erase_if(m_wishes, [viewer](const Wish &wish) { return wish.viewer == viewer; });
}

PosterCache::Art PosterCache::art(const Title &title, const PosterShape &shape)
{
    const Key key = keyOf(title, shape);
    if (const QPixmap *kept = m_pixmaps.object(key))
        return {*kept, true};
    if (m_leftNs > 0) {
        QElapsedTimer clock;
        clock.start();
        const QPixmap pixmap = QPixmap::fromImage(drawPoster(specOf(title, shape), shape.devicePixels, shape.devicePixelRatio));
        m_leftNs -= clock.nsecsElapsed();
        keep(key, pixmap);
        return {pixmap, true};
    }
    add(key, title, shape);
    const auto latest = m_latest.constFind(title.id);
    const QPixmap *other = latest == m_latest.cend() ? nullptr : m_pixmaps.object(latest.value());
    return {other ? *other : QPixmap(), false};
}

void PosterCache::wish(const QObject *viewer, const Title &title, const PosterShape &shape)
{
    m_viewer = viewer;
    const Key key = keyOf(title, shape);
    if (!m_pixmaps.contains(key))
        add(key, title, shape);
}

bool PosterCache::holds(const TitleId &title) const
{
    const auto latest = m_latest.constFind(title);
    return latest != m_latest.cend() && m_pixmaps.contains(*latest);
}

PosterCache::Key PosterCache::keyOf(const Title &title, const PosterShape &shape)
{
    return {title.id, shape.devicePixels, shape.behind.isValid() ? shape.behind.rgb() : 0,
        qHashMulti(0, title.title, title.year.value_or(0))};
}

PosterSpec PosterCache::specOf(const Title &title, const PosterShape &shape) const
{
    return {title.id, title.title, title.year, m_family, shape.behind, shape.radius};
}

void PosterCache::keep(const Key &key, const QPixmap &pixmap)
{
    const auto bytes = qsizetype(pixmap.width()) * pixmap.height() * pixmap.depth() / 8;
    m_pixmaps.insert(key, new QPixmap(pixmap), bytes);
    m_latest.insert(key.id, key);
    // Entries whose pixmap is gone are only waste; swept when they may outnumber the pixmaps.
    if (m_latest.size() > 2 * m_pixmaps.size() + 64)
        m_latest.removeIf([this](const auto &entry) { return !m_pixmaps.contains(entry.value()); });
}

void PosterCache::add(const Key &key, const Title &title, const PosterShape &shape)
{
    const auto same = [&key](const Wish &wish) { return wish.key == key; };
    if (m_running.contains(key) || std::any_of(m_wishes.cbegin(), m_wishes.cend(), same))
        return;
    m_wishes.push_back({key, specOf(title, shape), shape.devicePixelRatio, m_viewer});
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
            const QImage image = drawPoster(wish.spec, wish.key.devicePixels, wish.devicePixelRatio);
            QMetaObject::invokeMethod(
                this, [this, key = wish.key, image] { finished(key, image); }, Qt::QueuedConnection);
        };
        m_pool.start(draw);
    }
}

void PosterCache::finished(const Key &key, const QImage &image)
{
    m_running.removeOne(key);
    keep(key, QPixmap::fromImage(image));
    startNext();
    Q_EMIT ready(key.id);
}

} // namespace matinee
