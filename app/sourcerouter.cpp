// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sourcerouter.h"

#include "models/feed/filtered/titlefilter.h"

namespace matinee {
namespace {

/// A source's lists can also be filtered by what the program itself can tell of their titles.
Reply<SourceDescriptor> withFilters(Reply<SourceDescriptor> reply)
{
    return [reply = std::move(reply)](Result<SourceDescriptor> source) {
        if (source)
            TitleFilter::addTo(*source);
        reply(std::move(source));
    };
}

} // namespace

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
    registryOf(sourceId).describe(sourceId, withFilters(std::move(reply)), std::move(progress));
}

void SourceRouter::onChanged(std::function<void(const QString &sourceId)> listener)
{
    m_local.sources.onChanged(listener);
    m_remote.sources.onChanged(std::move(listener));
}

void SourceRouter::adopt(const QString &sourceId, Reply<SourceDescriptor> reply)
{
    registryOf(sourceId).adopt(sourceId, withFilters(std::move(reply)));
}

} // namespace matinee
