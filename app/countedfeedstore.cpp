// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/countedfeedstore.h"

namespace matinee {

CountedFeedStore::CountedFeedStore(FeedStore &feeds, UseCounter &counter, Clock &clock)
    : m_feeds(feeds), m_counter(counter), m_clock(clock)
{
}

Reply<FeedOpening> CountedFeedStore::noting(const FeedKey &feed, Reply<FeedOpening> reply)
{
    return [this, life = std::weak_ptr(m_life), text = feed.text(), asked = m_clock.now(), reply = std::move(reply)](
               Result<FeedOpening> opening) {
        if (!life.expired() && opening && !opening->isUnchanged && opening->savedAt.isValid() && opening->savedAt >= asked)
            m_fetched.insert({text, opening->generation.value});
        reply(std::move(opening));
    };
}

void CountedFeedStore::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    m_feeds.open(feed, noting(feed, std::move(reply)));
}

void CountedFeedStore::reopen(const FeedKey &feed, Reply<FeedOpening> reply)
{
    m_feeds.reopen(feed, noting(feed, std::move(reply)));
}

void CountedFeedStore::discard(const FeedKey &feed, Generation generation)
{
    m_fetched.remove({feed.text(), generation.value});
    m_feeds.discard(feed, generation);
}

void CountedFeedStore::countPage(
    const FeedKey &feed, Generation generation, const Result<Page> &page, std::chrono::nanoseconds took)
{
    UseKind kind = UseKind::Failed;
    if (page) {
        const bool isFetched
            = page->origin == PageOrigin::Network || (!page->previous && m_fetched.remove({feed.text(), generation.value}));
        kind = isFetched ? UseKind::Miss : UseKind::Hit;
    } else if (page.error().kind == ErrorKind::Cancelled) {
        return;
    }
    m_counter.count(kind, feed.source + u'/' + feed.feed, 1, std::chrono::duration<double, std::milli>(took).count());
}

void CountedFeedStore::page(
    const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel, Reply<Page> reply)
{
    auto counted = [this, life = std::weak_ptr(m_life), feed, generation, asked = m_clock.steady(), reply = std::move(reply)](
                       Result<Page> page) {
        if (!life.expired())
            countPage(feed, generation, page, m_clock.steady() - asked);
        reply(std::move(page));
    };
    m_feeds.page(feed, generation, key, priority, std::move(cancel), std::move(counted));
}

} // namespace matinee
