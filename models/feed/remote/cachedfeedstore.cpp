// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/remote/cachedfeedstore.h"

#include <QJsonObject>

#include <algorithm>

#include "models/feed/remote/pagerules.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// paging.md 4.10, adaptive freshness: three times unchanged stretches, one change halves.
constexpr int kUnchangedToStretch = 3;
constexpr double kStretch = 1.5;
constexpr double kMostAdapt = 4.0;
constexpr double kLeastAdapt = 0.25;

Error replaced(const FeedKey &feed)
{
    return {ErrorKind::Cancelled, u"the list is another one now"_s, feed.text()};
}

std::vector<TitleId> idsOf(const Page &page)
{
    std::vector<TitleId> ids;
    std::ranges::transform(page.rows, std::back_inserter(ids), [](const Row &row) { return row.title.id; });
    return ids;
}

/// Whether a page brings what is kept of it, in the same order. Rows left out as duplicates are not in `kept`.
bool bringsTheSame(const std::vector<TitleId> &kept, int keptRows, const FetchedPage &answer)
{
    if (static_cast<int>(kept.size()) != keptRows) // rows that could not be read: the page is to be kept anew
        return false;
    auto at = kept.begin();
    qsizetype others = 0;
    for (const Title &title : answer.titles) {
        if (at != kept.end() && *at == title.id)
            ++at;
        else
            ++others;
    }
    return at == kept.end() && (others == 0 || std::ssize(answer.titles) - others == std::ssize(kept));
}

int countNew(const FetchedPage &page, const std::vector<TitleId> &before)
{
    return static_cast<int>(std::ranges::count_if(
        page.titles, [&](const Title &title) { return std::ranges::find(before, title.id) == before.end(); }));
}

} // namespace

CachedFeedStore::CachedFeedStore(
    PageStore &store, PageSource &source, Clock &clock, TraceSink &trace, Later later, StalePages stale)
    : m_store(store), m_source(source), m_clock(clock), m_trace(trace), m_later(std::move(later)), m_stale(stale)
{
}

CachedFeedStore::~CachedFeedStore() = default;

// Answers that come when this object is gone are dropped.
template <typename T, typename Use>
Reply<T> CachedFeedStore::alive(Use use)
{
    return [life = std::weak_ptr(m_life), use = std::move(use)](Result<T> result) {
        if (!life.expired())
            use(std::move(result));
    };
}

template <typename T>
void CachedFeedStore::answerLater(const Reply<T> &reply, Result<T> result)
{
    m_later([reply, result = std::move(result)] { reply(result); });
}

CachedFeedStore::List CachedFeedStore::find(const FeedKey &feed, Generation generation) const
{
    const auto at = m_lists.find({keptKey(feed).text(), generation.value});
    return at == m_lists.end() ? nullptr : at->second;
}

FeedKey CachedFeedStore::keptKey(const FeedKey &feed) const
{
    const auto other = m_keptKeys.find(feed.text());
    return other == m_keptKeys.end() ? feed : other->second;
}

void CachedFeedStore::remember(const List &list)
{
    m_lists.insert_or_assign({list->keptAs.text(), list->kept.generation.value}, list);
}

void CachedFeedStore::forget(const FeedKey &keptAs, Generation generation)
{
    m_lists.erase({keptAs.text(), generation.value});
}

// ---- opening --------------------------------------------------------------------------------------------------------

void CachedFeedStore::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    const auto traits = m_source.traits(feed);
    if (!traits)
        return answerLater<FeedOpening>(reply, tl::unexpected(traits.error()));
    m_keptKeys.insert_or_assign(feed.text(), keptAs(feed, *traits));
    m_store.find(keptKey(feed), alive<std::optional<StoredFeed>>([=, this](Result<std::optional<StoredFeed>> found) {
        // A store that cannot be read is no reason to show nothing: the source is asked.
        if (found && *found)
            openKept(feed, *traits, **std::move(found), reply);
        else
            openAnew(feed, *traits, nullptr, reply);
    }));
}

void CachedFeedStore::openKept(const FeedKey &feed, const FeedTraits &traits, StoredFeed kept, const Reply<FeedOpening> &reply)
{
    List list = find(feed, kept.generation);
    if (!list) { // else what is in memory is at least as new
        list = std::make_shared<RemoteList>();
        list->key = feed;
        list->keptAs = keptAs(feed, traits);
        list->traits = m_source.traits(feed, kept.pageSize).value_or(traits);
        list->kept = std::move(kept);
    }
    list->openedAt = m_clock.now();
    if (list->freshness(m_clock.now()) == Freshness::Gone && !obstacleTo(m_obstacle, feed.source))
        return openAnew(feed, traits, list, reply);
    remember(list);
    reply(list->opening(m_clock.now()));
}

void CachedFeedStore::openAnew(
    const FeedKey &feed, const FeedTraits &traits, const List &fallback, const Reply<FeedOpening> &reply)
{
    const QString kept = keptAs(feed, traits).text();
    auto &waiters = m_openings[kept];
    waiters.push_back(reply);
    if (waiters.size() > 1)
        return;
    const auto answerAll = [this, kept, fallback](Result<List> list) {
        const auto waiting = std::move(m_openings[kept]);
        m_openings.erase(kept);
        if (!list && fallback) {
            remember(fallback);
            list = fallback;
        }
        for (const Reply<FeedOpening> &waiter : waiting)
            waiter(list.map([this](const List &opened) { return opened->opening(m_clock.now()); }));
    };
    fetchFirst(feed, {}, [=, this](const Result<FetchedPage> &first) {
        if (!first)
            return answerAll(tl::unexpected(first.error()));
        begin(feed, traits, *first, [=, this](const Result<List> &list) {
            if (!list)
                return answerAll(list);
            m_store.activate((*list)->keptAs, (*list)->kept.generation, [](const Result<void> &) {});
            answerAll(list);
        });
    });
}

void CachedFeedStore::fetchFirst(const FeedKey &feed, const Validators &validators, Reply<FetchedPage> reply)
{
    if (const auto obstacle = obstacleTo(m_obstacle, feed.source))
        return answerLater<FetchedPage>(reply, tl::unexpected(*obstacle));
    m_source.fetch({feed, FirstPage{}, validators, Priority::VisiblePage}, CancelToken(),
        alive<FetchedPage>([this, source = feed.source, reply = std::move(reply)](Result<FetchedPage> page) {
            reply(page.map_error([&](const Error &error) { return explained(m_obstacle, source, error); }));
        }));
}

/// A new generation with its first page kept.
void CachedFeedStore::begin(
    const FeedKey &feed, FeedTraits traits, const FetchedPage &first, std::function<void(Result<List>)> then)
{
    if (first.total < 0 || first.totalIsHint || isClamped(traits, first))
        traits.shape = FeedShape::Chained; // without the sizes of list and pages no row has a place of its own
    m_store.begin(keptAs(feed, traits), traits, alive<Generation>([=, this](const Result<Generation> &generation) {
        if (!generation)
            return then(tl::unexpected(generation.error()));
        const auto list = std::make_shared<RemoteList>();
        list->key = feed;
        list->keptAs = keptAs(feed, traits);
        list->traits = traits;
        list->kept.generation = *generation;
        list->kept.shape = traits.shape;
        list->kept.pageSize = traits.pageSize;
        list->openedAt = first.fetchedAt;
        remember(list);
        keepPage(list, 0, FirstPage{}, first, [=, this](const Result<Page> &page) {
            if (!page)
                forget(list->keptAs, *generation);
            then(page.map([&](const Page &) { return list; }));
        });
    }));
}

void CachedFeedStore::reopen(const FeedKey &feed, Reply<FeedOpening> reply)
{
    const auto traits = m_source.traits(feed);
    if (!traits)
        return answerLater<FeedOpening>(reply, tl::unexpected(traits.error()));
    m_keptKeys.insert_or_assign(feed.text(), keptAs(feed, *traits));
    m_store.find(keptKey(feed), alive<std::optional<StoredFeed>>([=, this](const Result<std::optional<StoredFeed>> &found) {
        const List list = found && *found ? find(feed, (*found)->generation) : nullptr;
        const StoredPage *kept = list ? pageAt(list->kept, 0) : nullptr;
        if (!kept)
            return openAnew(feed, *traits, nullptr, reply);
        // Pages of another size are another list to the server: "has it changed?" is no question then.
        const bool isSameSize = list->kept.pageSize == traits->pageSize;
        fetchFirst(feed, isSameSize ? kept->validators : Validators(), [=, this](const Result<FetchedPage> &first) {
            if (!first)
                reply(tl::unexpected(first.error()));
            else if (isSameSize)
                checkFirst(list, *first, reply);
            else
                stage(list, *first, {}, reply);
        });
    }));
}

FeedOpening CachedFeedStore::unchanged(const List &list) const
{
    FeedOpening opening = list->opening(m_clock.now());
    opening.freshness = Freshness::Fresh; // just now, whatever its class says
    opening.isUnchanged = true;
    return opening;
}

void CachedFeedStore::checkFirst(const List &list, const FetchedPage &first, const Reply<FeedOpening> &reply)
{
    const StoredPage *kept = pageAt(list->kept, 0);
    if (first.notModified && kept) {
        onStillThere(list, 0, first);
        return reply(unchanged(list));
    }
    const int rows = kept ? kept->rows : 0;
    m_store.read(list->keptAs, list->kept.generation, 0, {}, alive<Page>([=, this](const Result<Page> &page) {
        const std::vector<TitleId> before = page ? idsOf(*page) : std::vector<TitleId>();
        if (!page || !bringsTheSame(before, rows, first) || list->kept.drift)
            return stage(list, first, before, reply);
        onStillThere(list, 0, first);
        reply(unchanged(list));
    }));
}

void CachedFeedStore::stage(
    const List &list, const FetchedPage &first, const std::vector<TitleId> &before, const Reply<FeedOpening> &reply)
{
    list->unchangedStreak = 0;
    const double adapt = std::max(kLeastAdapt, list->kept.adapt / 2);
    m_store.adapt(list->keptAs, adapt);
    const FeedTraits traits = m_source.traits(list->key).value_or(list->traits);
    begin(list->key, traits, first, [=, this](const Result<List> &staged) {
        reply(staged.map([&](const List &fresh) {
            fresh->kept.adapt = adapt;
            FeedOpening opening = fresh->opening(m_clock.now());
            opening.newTitles = countNew(first, before);
            return opening;
        }));
    });
}

void CachedFeedStore::activate(const FeedKey &feed, Generation generation)
{
    const FeedKey kept = keptKey(feed);
    std::erase_if(
        m_lists, [&](const auto &entry) { return entry.first.first == kept.text() && entry.first.second != generation.value; });
    m_store.activate(kept, generation, [](const Result<void> &) {});
}

void CachedFeedStore::discard(const FeedKey &feed, Generation generation)
{
    forget(keptKey(feed), generation);
    m_store.discard(keptKey(feed), generation);
}

bool CachedFeedStore::isStale(const FeedKey &feed, Generation generation) const
{
    const List list = find(feed, generation);
    return list && !obstacleTo(m_obstacle, feed.source) && list->freshness(m_clock.now()) != Freshness::Fresh;
}

// ---- pages ----------------------------------------------------------------------------------------------------------

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

void CachedFeedStore::readKept(const List &list, int ix, const CancelToken &cancel, const Reply<Page> &reply)
{
    const StoredPage *kept = pageAt(list->kept, ix);
    const StoredPage meta = kept ? *kept : StoredPage();
    m_store.read(list->keptAs, list->kept.generation, ix, cancel, alive<Page>([=, this](Result<Page> page) {
        if (!page && page.error().kind == ErrorKind::NotFound) { // taken away underneath: cleared, or a damaged file
            forget(list->keptAs, list->kept.generation);
            if (m_onDrift)
                m_onDrift(list->key);
            return reply(tl::unexpected(replaced(list->key)));
        }
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

/// Asks whether a kept page is what it was, then calls `then`, whatever came of it.
void CachedFeedStore::checkKept(const List &list, int ix, Priority priority, std::function<void()> then)
{
    const StoredPage *kept = pageAt(list->kept, ix);
    if (!kept || std::ranges::find(list->beingChecked, ix) != list->beingChecked.end())
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

void CachedFeedStore::fetchPage(const List &list, int ix, const PageKey &key, RemoteList::Flight::Waiter waiter)
{
    if (const auto obstacle = obstacleTo(m_obstacle, list->key.source))
        return answerLater<Page>(waiter.reply, tl::unexpected(*obstacle));
    if (list->traits.maxPages > 0 && ix >= list->traits.maxPages) { // never sent: the server would refuse it
        Page none;
        none.key = key;
        none.total = reachableTotal(list->traits, list->kept.pageSize, list->kept.total);
        none.end = EndReason::ServerCap;
        return answerLater<Page>(waiter.reply, std::move(none));
    }
    RemoteList::Flight &flight = list->flights[ix];
    flight.key = key;
    flight.waiters.push_back(std::move(waiter));
    if (flight.waiters.size() == 1)
        startFlight(list, ix, key);
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
    if (page.next && bringsNothing(list.kept, ix)) {
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
