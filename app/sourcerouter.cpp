// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sourcerouter.h"

namespace matinee {

SourceRouter::SourceRouter(Ports local, Ports remote, FeedStore &favorites)
    : m_local(local), m_remote(remote), m_favorites(favorites)
{
}

bool SourceRouter::isRemote(const QString &sourceId) const
{
    return m_remote.sources.sourceIds().contains(sourceId);
}

FeedStore &SourceRouter::storeOf(const FeedKey &feed) const
{
    if (!isRemote(feed.source))
        return m_local.feeds;
    return feed.feed == QLatin1StringView("favorites") ? m_favorites : m_remote.feeds;
}

SourceRegistry &SourceRouter::registryOf(const QString &sourceId)
{
    return isRemote(sourceId) ? m_remote.sources : m_local.sources;
}

void SourceRouter::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    storeOf(feed).open(feed, std::move(reply));
}

void SourceRouter::reopen(const FeedKey &feed, Reply<FeedOpening> reply)
{
    storeOf(feed).reopen(feed, std::move(reply));
}

void SourceRouter::activate(const FeedKey &feed, Generation generation)
{
    storeOf(feed).activate(feed, generation);
}

void SourceRouter::discard(const FeedKey &feed, Generation generation)
{
    storeOf(feed).discard(feed, generation);
}

void SourceRouter::release(const FeedKey &feed)
{
    storeOf(feed).release(feed);
}

bool SourceRouter::isStale(const FeedKey &feed, Generation generation) const
{
    return storeOf(feed).isStale(feed, generation);
}

void SourceRouter::page(
    const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel, Reply<Page> reply)
{
    storeOf(feed).page(feed, generation, key, priority, std::move(cancel), std::move(reply));
}

void SourceRouter::rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply)
{
    storeOf(feed).rowOf(feed, generation, title, std::move(reply));
}

void SourceRouter::rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply)
{
    storeOf(feed).rowOfText(feed, generation, text, std::move(reply));
}

void SourceRouter::details(const TitleId &title, Reply<TitleDetails> reply)
{
    (isRemote(title.source) ? m_remote : m_local).titles.details(title, std::move(reply));
}

QStringList SourceRouter::sourceIds() const
{
    return m_local.sources.sourceIds() + m_remote.sources.sourceIds();
}

QStringList SourceRouter::offeredIds() const
{
    return m_local.sources.offeredIds() + m_remote.sources.offeredIds();
}

QString SourceRouter::sourceName(const QString &sourceId) const
{
    return (isRemote(sourceId) ? m_remote : m_local).sources.sourceName(sourceId);
}

QStringList SourceRouter::attributions() const
{
    return m_local.sources.attributions() + m_remote.sources.attributions();
}

void SourceRouter::describe(const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> progress)
{
    registryOf(sourceId).describe(sourceId, std::move(reply), std::move(progress));
}

void SourceRouter::onChanged(std::function<void(const QString &sourceId)> listener)
{
    m_local.sources.onChanged(listener);
    m_remote.sources.onChanged(std::move(listener));
}

void SourceRouter::adopt(const QString &sourceId, Reply<SourceDescriptor> reply)
{
    registryOf(sourceId).adopt(sourceId, std::move(reply));
}

} // namespace matinee
