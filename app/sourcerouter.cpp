// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sourcerouter.h"

#include "models/feed/filtered/titlefilter.h"
#include "models/feed/own/ownfeeds.h"

namespace matinee {
/// A source's lists are also those of the person's own, and can be filtered by what the program itself can tell of titles.
Reply<SourceDescriptor> SourceRouter::withOwn(Reply<SourceDescriptor> reply)
{
    return [&personal = m_personal, reply = std::move(reply)](const Result<SourceDescriptor> &source) {
        if (!source)
            return reply(source);
        personal.lists([reply, found = *source](const Result<std::vector<OwnList>> &lists) {
            SourceDescriptor described = found;
            OwnFeeds::addTo(described, lists.value_or(std::vector<OwnList>()));
            TitleFilter::addTo(described);
            reply(std::move(described));
        });
    };
}

SourceRouter::SourceRouter(Ports local, Ports remote, FeedStore &own, PersonalData &personal)
    : m_local(local), m_remote(remote), m_own(own), m_personal(personal)
{
}

bool SourceRouter::isRemote(const QString &sourceId) const
{
    return m_remote.sources.sourceIds().contains(sourceId);
}

FeedStore &SourceRouter::storeOf(const FeedKey &feed) const
{
    const bool isOfCatalogue = !isRemote(feed.source) && feed.feed == QLatin1StringView("favorites");
    if (OwnFeeds::isOwn(feed) && !isOfCatalogue)
        return m_own;
    return isRemote(feed.source) ? m_remote.feeds : m_local.feeds;
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
    registryOf(sourceId).describe(sourceId, withOwn(std::move(reply)), std::move(progress));
}

void SourceRouter::onChanged(std::function<void(const QString &sourceId)> listener)
{
    m_local.sources.onChanged(listener);
    m_remote.sources.onChanged(std::move(listener));
}

void SourceRouter::adopt(const QString &sourceId, Reply<SourceDescriptor> reply)
{
    registryOf(sourceId).adopt(sourceId, withOwn(std::move(reply)));
}

} // namespace matinee
