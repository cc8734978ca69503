// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the pages of a list that is open.
#include <QJsonObject>

#include <algorithm>

#include "models/feed/remote/cachedfeedstore_p.h"
#include "models/feed/remote/pagerules.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// paging.md 4.10, adaptive freshness: three times unchanged stretches.
constexpr int kUnchangedToStretch = 3;
constexpr double kStretch = 1.5;
constexpr double kMostAdapt = 4.0;

} // namespace

void CachedFeedStore::page(
    const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel, Reply<Page> reply)
{
    const List list = find(feed, generation);
    if (!list)
        return answerLater<Page>(reply, tl::unexpected(replaced(feed)));
    const auto ix = pageIndexOf(list->kept, key);
    if (!ix)
        return answerLater<Page>(reply, tl::unexpected(ix.error()));
    const StoredPage *kept = pageAt(list->kept, *ix);
    if (!kept)
        return fetchPage(list, *ix, key, {std::move(cancel), priority, std::move(reply)});
    const bool isToRefresh = m_refreshing && kept->validatedAt < list->openedAt;
    const bool mayAsk = !obstacleTo(m_obstacle, feed.source);
    const bool isStale = mayAsk && (isToRefresh || list->freshnessAt(*kept, m_clock.now()) != Freshness::Fresh);
    if (isStale && m_stale == StalePages::Asked)
        return checkKept(list, *ix, priority, [=, this] { readKept(list, *ix, cancel, reply); });
    traceLookUp(u"cache.hit"_s, feed, *ix);
    readKept(list, *ix, cancel, reply);
    // The first page is the list's own affair (reopen()); the others are looked after when the reader comes near.
    if (isStale && *ix > 0)
        checkKept(list, *ix, Priority::Neighbor, [] {});
}

void CachedFeedStore::keptPage(const FeedKey &feed, Generation generation, const PageKey &key, Reply<Page> reply)
{
    const List list = find(feed, generation);
    const auto ix = list ? pageIndexOf(list->kept, key) : tl::unexpected(replaced(feed));
    if (ix && pageAt(list->kept, *ix))
        readKept(list, *ix, {}, reply);
    else
        answerLater<Page>(
            reply, ix ? fail(ErrorKind::NotFound, u"the page is not kept"_s, feed.text()) : tl::unexpected(ix.error()));
}

void CachedFeedStore::readKept(const List &list, int ix, const CancelToken &cancel, const Reply<Page> &reply)
{
    const StoredPage *kept = pageAt(list->kept, ix);
    const StoredPage meta = kept ? *kept : StoredPage();
    m_store.read(list->keptAs, list->kept.generation, ix, cancel, alive<Page>([=, this](Result<Page> page) {
        if (!page && page.error().kind == ErrorKind::NotFound)
            return reply(tl::unexpected(lost(list)));
        if (page) {
            page->key = meta.key;
            page->next = list->nextAfter(meta);
            page->total = reachableTotal(list->traits, list->kept.pageSize, list->kept.total);
            page->end = list->endAfter(meta);
            page->origin = PageOrigin::Store;
        }
        reply(std::move(page));
    }));
}

/// The store has it no more: it was cleared, or its file was damaged.
Error CachedFeedStore::lost(const List &list)
{
    forget(list->keptAs, list->kept.generation);
    if (m_onDrift)
        m_onDrift(list->key);
    return replaced(list->key);
}

/// Asks whether a kept page is what it was, then calls `then`, whatever came of it.
void CachedFeedStore::checkKept(const List &list, int ix, Priority priority, std::function<void()> then)
{
    const StoredPage *kept = pageAt(list->kept, ix);
    const bool isBeingChecked = std::ranges::find(list->beingChecked, ix) != list->beingChecked.end();
    if (!kept || isBeingChecked || !isStillOf(list->key, list->traits.account))
        return then();
    list->beingChecked.push_back(ix);
    m_source.fetch({list->key, kept->key, kept->validators, priority, true, list->kept.pageSize}, CancelToken(),
        alive<FetchedPage>([=, this, then = std::move(then)](const Result<FetchedPage> &answer) {
            std::erase(list->beingChecked, ix);
            if (answer)
                onChecked(list, ix, *answer, then);
            else
                then(); // what is kept is better than nothing
        }));
}

void CachedFeedStore::onChecked(const List &list, int ix, const FetchedPage &answer, const std::function<void()> &then)
{
    const StoredPage *kept = pageAt(list->kept, ix);
    if (!kept)
        return then();
    if (answer.notModified) {
        onStillThere(list, ix, answer);
        return then();
    }
    const int rows = kept->rows;
    const PageKey key = kept->key;
    m_store.read(list->keptAs, list->kept.generation, ix, {}, alive<Page>([=, this](const Result<Page> &page) {
        if (page && bringsTheSame(idsOf(*page), rows, answer)) {
            onStillThere(list, ix, answer);
            return then();
        }
        if (m_stale == StalePages::Asked) // nobody looks at the list: the page may change where it stands
            return keepPage(list, ix, key, answer, [then](const Result<Page> &) { then(); });
        list->kept.drift = true;
        if (m_onDrift)
            m_onDrift(list->key);
        then();
    }));
}

void CachedFeedStore::onStillThere(const List &list, int ix, const FetchedPage &answer)
{
    m_store.validated(list->keptAs, list->kept.generation, ix, answer);
    for (StoredPage &page : list->kept.pages) {
        if (page.ix != ix)
            continue;
        page.validatedAt = answer.fetchedAt;
        if (!answer.notModified || answer.validators.canAsk())
            page.validators = answer.validators;
    }
    if (ix != 0 || ++list->unchangedStreak < kUnchangedToStretch)
        return;
    list->unchangedStreak = 0;
    list->kept.adapt = std::min(kMostAdapt, list->kept.adapt * kStretch);
    m_store.adapt(list->keptAs, list->kept.adapt);
}

void CachedFeedStore::fetchPage(const List &list, int ix, const PageKey &key, const RemoteList::Flight::Waiter &waiter)
{
    if (list->traits.maxPages > 0 && ix >= list->traits.maxPages) { // never sent: the server would refuse it
        Page none;
        none.key = key;
        none.total = reachableTotal(list->traits, list->kept.pageSize, list->kept.total);
        none.end = EndReason::ServerCap;
        return answerLater<Page>(waiter.reply, std::move(none));
    }
    whenFree<Page>(list->key.source, waiter.reply, [=, this] {
        if (!isStillOf(list->key, list->traits.account))
            return answerLater<Page>(waiter.reply, tl::unexpected(replaced(list->key)));
        RemoteList::Flight &flight = list->flights[ix];
        flight.key = key;
        flight.waiters.push_back(waiter);
        if (flight.waiters.size() == 1)
            startFlight(list, ix, key);
    });
}

void CachedFeedStore::startFlight(const List &list, int ix, const PageKey &key)
{
    const RemoteList::Flight::Waiter &first = list->flights[ix].waiters.front();
    traceLookUp(u"cache.miss"_s, list->key, ix);
    m_source.fetch({list->key, key, {}, first.priority, true, list->kept.pageSize}, first.cancel,
        alive<FetchedPage>([=, this](const Result<FetchedPage> &answer) {
            if (answer)
                keepPage(list, ix, key, *answer, [=, this](const Result<Page> &page) { land(list, ix, page); });
            else
                land(list, ix, tl::unexpected(explained(m_obstacle, list->key.source, answer.error())));
        }));
}

void CachedFeedStore::land(const List &list, int ix, const Result<Page> &page)
{
    const RemoteList::Flight flight = std::move(list->flights[ix]);
    list->flights.erase(ix);
    // The flight was given up by who began it; those who joined it still want the page.
    const bool wasGivenUp = !page && page.error().kind == ErrorKind::Cancelled;
    for (const RemoteList::Flight::Waiter &waiter : flight.waiters) {
        if (wasGivenUp && !waiter.cancel.isCancelled())
            fetchPage(list, ix, flight.key, waiter);
        else
            waiter.reply(page);
    }
}

void CachedFeedStore::keepPage(const List &list, int ix, const PageKey &key, const FetchedPage &fetched, Reply<Page> reply)
{
    const PageOutcome outcome = judgePage(list->kept, list->traits, ix, key, fetched);
    PageWrite write{list->keptAs, list->kept.generation, ix, key, fetched, list->traits.language, outcome.drift, outcome.end};
    write.page.next = outcome.next;
    write.page.end = outcome.end;
    const FetchedPage judged = write.page;
    list->kept.drift = list->kept.drift || outcome.drift;
    m_store.write(std::move(write), alive<Page>([=, this](Result<Page> page) {
        reply(page.map([&](Page kept) { return noted(*list, ix, key, judged, std::move(kept)); }));
    }));
}

/// What was kept, as the list goes on from it.
Page CachedFeedStore::noted(RemoteList &list, int ix, const PageKey &key, const FetchedPage &fetched, Page page) const
{
    page.key = key;
    page.next = fetched.next;
    page.end = fetched.end;
    page.origin = PageOrigin::Network;
    if (fetched.total >= 0)
        list.kept.total = fetched.total;
    list.note({ix, key, page.next, static_cast<int>(page.rows.size()), fetched.fetchedAt, fetched.fetchedAt, fetched.validators});
    if (page.next && list.isExhausted(ix)) {
        page.next.reset();
        page.end = EndReason::NothingNew;
    }
    if (page.duplicates > 0)
        list.kept.drift = true;
    if (page.end)
        list.kept.end = page.end;
    page.total = reachableTotal(list.traits, list.kept.pageSize, list.kept.total);
    return page;
}

void CachedFeedStore::rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply)
{
    m_store.rowOf(keptKey(feed), generation, title,
        alive<qint64>([reply = std::move(reply)](Result<qint64> row) { reply(std::move(row)); }));
}

void CachedFeedStore::rowOfText(
    const FeedKey & /*feed*/, Generation /*generation*/, const QString & /*text*/, Reply<qint64> reply)
{
    answerLater<qint64>(reply, qint64(-1));
}

void CachedFeedStore::traceLookUp(const QString &what, const FeedKey &feed, int ix) const
{
    if (m_trace.isEnabled())
        m_trace.event(what, {{u"feed"_s, feed.text()}, {u"page"_s, ix + 1}});
}

} // namespace matinee
