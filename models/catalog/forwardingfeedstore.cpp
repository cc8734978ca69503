// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/forwardingfeedstore.h"

namespace matinee {

void ForwardingFeedStore::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    storeOf(feed).open(feed, std::move(reply));
}

void ForwardingFeedStore::reopen(const FeedKey &feed, Reply<FeedOpening> reply)
{
    storeOf(feed).reopen(feed, std::move(reply));
}

void ForwardingFeedStore::activate(const FeedKey &feed, Generation generation)
{
    storeOf(feed).activate(feed, generation);
}

void ForwardingFeedStore::discard(const FeedKey &feed, Generation generation)
{
    storeOf(feed).discard(feed, generation);
}

void ForwardingFeedStore::release(const FeedKey &feed)
{
    storeOf(feed).release(feed);
}

std::optional<PageKey> ForwardingFeedStore::lookFurther(const FeedKey &feed, Generation generation)
{
    return storeOf(feed).lookFurther(feed, generation);
}

bool ForwardingFeedStore::isStale(const FeedKey &feed, Generation generation) const
{
    return storeOf(feed).isStale(feed, generation);
}

void ForwardingFeedStore::page(
    const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel, Reply<Page> reply)
{
    storeOf(feed).page(feed, generation, key, priority, std::move(cancel), std::move(reply));
}

void ForwardingFeedStore::keptPage(const FeedKey &feed, Generation generation, const PageKey &key, Reply<Page> reply)
{
    storeOf(feed).keptPage(feed, generation, key, std::move(reply));
}

void ForwardingFeedStore::rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply)
{
    storeOf(feed).rowOf(feed, generation, title, std::move(reply));
}

void ForwardingFeedStore::rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply)
{
    storeOf(feed).rowOfText(feed, generation, text, std::move(reply));
}

} // namespace matinee
