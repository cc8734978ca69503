// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/feedengine.h"

#include <algorithm>

#include "models/feed/feedlimits.h"

namespace matinee {

FeedEngine::FeedEngine(FeedStore &store, Clock &clock, TraceSink &trace) : m_store(store), m_clock(clock), m_trace(trace) { }

bool FeedEngine::isIdle(const Entry &entry)
{
    return entry.feed.use_count() == 1 && !entry.feed->isWatched();
}

std::shared_ptr<Feed> FeedEngine::feed(const FeedKey &key)
{
    Entry &entry = m_feeds[key.text()];
    if (!entry.feed)
        entry.feed = std::make_shared<Feed>(key, m_store, m_clock, m_trace);
    entry.used = ++m_uses;
    const std::shared_ptr<Feed> feed = entry.feed;
    forgetOldest();
    return feed;
}

void FeedEngine::forgetOldest()
{
    std::vector<std::pair<quint64, QString>> idle;
    for (auto entry = m_feeds.cbegin(); entry != m_feeds.cend(); ++entry) {
        if (isIdle(*entry))
            idle.emplace_back(entry->used, entry.key());
    }
    std::ranges::sort(idle, std::greater());
    for (std::size_t i = kIdleFeeds; i < idle.size(); ++i)
        drop(m_feeds.find(idle[i].second));
}

FeedEngine::Feeds::iterator FeedEngine::drop(Feeds::iterator entry)
{
    m_store.release(entry->feed->key());
    return m_feeds.erase(entry);
}

void FeedEngine::invalidate(const std::function<bool(const FeedKey &)> &concerns)
{
    std::vector<std::shared_ptr<Feed>> shown; // what a view does when told may ask for feeds
    for (auto entry = m_feeds.begin(); entry != m_feeds.end();) {
        if (!concerns(entry->feed->key())) {
            ++entry;
        } else if (isIdle(*entry)) {
            entry = drop(entry);
        } else {
            shown.push_back(entry->feed);
            ++entry;
        }
    }
    for (const std::shared_ptr<Feed> &feed : shown)
        feed->invalidate();
}

void FeedEngine::forget(const std::function<bool(const FeedKey &)> &concerns)
{
    for (auto entry = m_feeds.begin(); entry != m_feeds.end();)
        entry = concerns(entry->feed->key()) ? drop(entry) : std::next(entry);
}

void FeedEngine::recheck(const FeedKey &key)
{
    const auto entry = m_feeds.constFind(key.text());
    if (entry == m_feeds.cend())
        return;
    const std::shared_ptr<Feed> feed = entry->feed; // what a view does when told may drop the entry
    feed->recheck();
}

void FeedEngine::revalidate()
{
    std::vector<std::shared_ptr<Feed>> seen; // what a view does when told may ask for feeds
    for (const Entry &entry : std::as_const(m_feeds)) {
        if (entry.feed->isSeen())
            seen.push_back(entry.feed);
    }
    for (const std::shared_ptr<Feed> &feed : seen)
        feed->revalidate();
}

void FeedEngine::pause(const std::function<bool(const FeedKey &)> &concerns, const Error &why)
{
    std::vector<std::shared_ptr<Feed>> feeds; // what a view does when told may ask for feeds
    for (const Entry &entry : std::as_const(m_feeds)) {
        if (concerns(entry.feed->key()))
            feeds.push_back(entry.feed);
    }
    for (const std::shared_ptr<Feed> &feed : feeds)
        feed->pause(why);
}

std::vector<std::shared_ptr<Feed>> FeedEngine::paused(const std::function<bool(const FeedKey &)> &concerns) const
{
    std::vector<Entry> found;
    for (const Entry &entry : std::as_const(m_feeds)) {
        if (entry.feed->isWatched() && entry.feed->isPaused() && concerns(entry.feed->key()))
            found.push_back(entry);
    }
    std::ranges::sort(found, std::greater(), [](const Entry &entry) { return std::pair(entry.feed->isSeen(), entry.used); });
    std::vector<std::shared_ptr<Feed>> feeds;
    std::ranges::transform(found, std::back_inserter(feeds), &Entry::feed);
    return feeds;
}

QJsonArray FeedEngine::dump() const
{
    QStringList keys = m_feeds.keys();
    keys.sort();
    QJsonArray feeds;
    for (const QString &key : std::as_const(keys))
        feeds.append(m_feeds.value(key).feed->dump());
    return feeds;
}

} // namespace matinee
