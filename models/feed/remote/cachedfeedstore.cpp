// SPDX-License-Identifier: GPL-3.0-or-later
// How lists are opened, exchanged and let go; cachedpages.cpp holds what becomes of their pages.
#include <algorithm>

#include "models/feed/remote/cachedfeedstore_p.h"
#include "models/feed/remote/pagerules.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// paging.md 4.10, adaptive freshness: one change halves.
constexpr double kLeastAdapt = 0.25;

} // namespace

CachedFeedStore::CachedFeedStore(
    PageStore &store, PageSource &source, Clock &clock, TraceSink &trace, Later later, StalePages stale)
    : m_store(store), m_source(source), m_clock(clock), m_trace(trace), m_later(std::move(later)), m_stale(stale)
{
}

CachedFeedStore::~CachedFeedStore() = default;

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
    openFor(feed, Priority::VisiblePage, reply);
}

void CachedFeedStore::openFor(const FeedKey &feed, Priority priority, const Reply<FeedOpening> &reply)
{
    const auto traits = m_source.traits(feed);
    if (!traits)
        return answerLater<FeedOpening>(reply, tl::unexpected(traits.error()));
    m_keptKeys.insert_or_assign(feed.text(), keptAs(feed, *traits));
    m_store.find(keptKey(feed), alive<std::optional<StoredFeed>>([=, this](Result<std::optional<StoredFeed>> found) {
        // A store that cannot be read is no reason to show nothing: the source is asked.
        if (found && *found)
            openKept(feed, {*traits, priority}, **std::move(found), reply);
        else
            openAnew(feed, {*traits, priority}, nullptr, reply);
    }));
}

void CachedFeedStore::openKept(const FeedKey &feed, const Manner &manner, StoredFeed kept, const Reply<FeedOpening> &reply)
{
    const FeedTraits &traits = manner.traits;
    List list = find(feed, kept.generation);
    if (!list) { // else what is in memory is at least as new
        list = std::make_shared<RemoteList>();
        list->key = feed;
        list->keptAs = keptAs(feed, traits);
        list->traits = traits;
        if (const auto keptTraits = m_source.traits(feed, kept.pageSize); keptTraits && keptTraits->account == traits.account)
            list->traits = *keptTraits;
        list->kept = std::move(kept);
    }
    list->isActive = true;
    list->openedAt = m_clock.now();
    if (list->freshness(m_clock.now()) == Freshness::Gone && !obstacleTo(m_obstacle, feed.source))
        return openAnew(feed, manner, list, reply);
    remember(list);
    reply(list->opening(m_clock.now()));
}

void CachedFeedStore::openAnew(const FeedKey &feed, const Manner &manner, const List &fallback, const Reply<FeedOpening> &reply)
{
    std::shared_ptr<Opening> &running = m_openings[keptAs(feed, manner.traits).text()];
    if (running)
        return running->waiters.push_back(reply);
    running = std::make_shared<Opening>(Opening{{reply}});
    const auto answerAll = [this, opening = running, fallback](Result<List> list) {
        std::erase_if(m_openings, [&](const auto &entry) { return entry.second == opening; });
        if (!list && fallback && list.error().kind != ErrorKind::Cancelled) {
            remember(fallback);
            list = fallback;
        }
        for (const Reply<FeedOpening> &waiter : std::exchange(opening->waiters, {}))
            waiter(list.map([this](const List &opened) {
                FeedOpening answer = opened->opening(m_clock.now());
                answer.isOnlyOne = true;
                return answer;
            }));
    };
    fetchFirst(feed, manner, {}, [=, this](const Result<FetchedPage> &first) {
        if (!first)
            return answerAll(tl::unexpected(first.error()));
        begin(feed, manner.traits, *first, [=, this](const Result<List> &list) {
            if (!list)
                return answerAll(list);
            (*list)->isActive = true;
            m_store.activate((*list)->keptAs, (*list)->kept.generation, [](const Result<void> &) {});
            answerAll(list);
        });
    });
}

/// What is asked for now is answered for whoever is signed in now.
bool CachedFeedStore::isStillOf(const FeedKey &feed, const QString &account) const
{
    const auto traits = m_source.traits(feed);
    return traits && traits->account == account;
}

void CachedFeedStore::fetchFirst(
    const FeedKey &feed, const Manner &manner, const Validators &validators, const Reply<FetchedPage> &reply)
{
    const CancelToken token;
    std::exchange(m_firstPages[feed.text()], token).cancel(); // whoever waited for an earlier one has gone on to this
    const auto unlessGivenUp = [this, feed, token, reply](Result<FetchedPage> page) {
        if (token.isCancelled()) // it came all the same, perhaps for an account that is another one by now
            return reply(tl::unexpected(replaced(feed)));
        reply(page.map_error([&](const Error &error) { return explained(m_obstacle, feed.source, error); }));
    };
    whenFree<FetchedPage>(feed.source, reply, [=, this] {
        if (token.isCancelled() || !isStillOf(feed, manner.traits.account))
            return reply(tl::unexpected(replaced(feed)));
        m_source.fetch({feed, FirstPage{}, validators, manner.priority}, token, alive<FetchedPage>(unlessGivenUp));
    });
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
            return openAnew(feed, {*traits}, nullptr, reply);
        // Pages of another size are another list to the server: "has it changed?" is no question then.
        const bool isSameSize = list->kept.pageSize == traits->pageSize;
        fetchFirst(feed, {*traits}, isSameSize ? kept->validators : Validators(), [=, this](const Result<FetchedPage> &first) {
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
    opening.beside = list->kept.generation;
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
    if (traits.account != list->traits.account) // somebody else has signed in since
        return reply(tl::unexpected(replaced(list->key)));
    begin(list->key, traits, first, [=, this](const Result<List> &staged) {
        reply(staged.map([&](const List &fresh) {
            fresh->kept.adapt = adapt;
            FeedOpening opening = fresh->opening(m_clock.now());
            opening.newTitles = countNew(first, before);
            opening.beside = list->kept.generation;
            return opening;
        }));
    });
}

void CachedFeedStore::activate(const FeedKey &feed, Generation generation)
{
    const FeedKey kept = keptKey(feed);
    if (const List list = find(feed, generation))
        list->isActive = true;
    std::erase_if(
        m_lists, [&](const auto &entry) { return entry.first.first == kept.text() && entry.first.second != generation.value; });
    m_store.activate(kept, generation, [](const Result<void> &) {});
}

void CachedFeedStore::discard(const FeedKey &feed, Generation generation)
{
    if (const List list = find(feed, generation); list && list->isActive)
        return; // it was opened as what is kept: not to show it now is no reason to lose it
    forget(keptKey(feed), generation);
    m_store.discard(keptKey(feed), generation);
}

void CachedFeedStore::release(const FeedKey &feed)
{
    std::erase_if(m_lists, [&](const auto &entry) { return entry.second->key == feed; });
    if (const auto first = m_firstPages.find(feed.text()); first != m_firstPages.end()) {
        first->second.cancel();
        m_firstPages.erase(first);
    }
    m_openings.erase(keptKey(feed).text()); // who waits is told that it was given up; who opens it again does not wait with them
    m_keptKeys.erase(feed.text());
}

std::optional<PageKey> CachedFeedStore::lookFurther(const FeedKey &feed, Generation generation)
{
    const List list = find(feed, generation);
    if (!list || list->kept.pages.empty() || !list->isExhausted(list->kept.pages.back().ix))
        return std::nullopt;
    list->lookedFurtherAt = list->kept.pages.back().ix;
    return list->kept.pages.back().next;
}

bool CachedFeedStore::isStale(const FeedKey &feed, Generation generation) const
{
    const List list = find(feed, generation);
    return list && !obstacleTo(m_obstacle, feed.source) && list->freshness(m_clock.now()) != Freshness::Fresh;
}

} // namespace matinee
