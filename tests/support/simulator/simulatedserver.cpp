// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simulator/simulatedserver.h"

#include <algorithm>
#include <numeric>

#include "tests/support/scriptedstore.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

// What one list may have under way at its server: a refresh beside an append, or the pages a jump lands on.
constexpr int kMostAtOnce = 12;
// Times one page of a generation may be asked for: once for the list shown, once for the one made ready beside it.
constexpr int kMostAsks = 2;
// paging.md I6: of the list shown, and of the one made ready beside it.
constexpr int kMostBarren = 2 * 3;

bool isFirst(const PageKey &key)
{
    return std::holds_alternative<FirstPage>(key) || key == PageKey(PageNo{1});
}

} // namespace

SimulatedServer::List &SimulatedServer::listOf(const FeedKey &feed)
{
    const auto at = m_lists.find(feed.text());
    if (at != m_lists.end())
        return at->second;
    List &list = m_lists[feed.text()];
    const std::array sizes{0, 7, 20, 41, 160, 333, 500};
    fill(feed, sizes[static_cast<std::size_t>(pick(int(sizes.size())))]);
    return list;
}

void SimulatedServer::fill(const FeedKey &feed, int films)
{
    List &list = m_lists[feed.text()];
    list.next = films;
    list.films.resize(static_cast<std::size_t>(films));
    std::iota(list.films.begin(), list.films.end(), 0);
}

void SimulatedServer::changeList(const FeedKey &feed)
{
    List &list = listOf(feed);
    for (int times = 1 + pick(6); times > 0; --times) {
        const int size = static_cast<int>(list.films.size());
        const auto at = list.films.begin() + (size > 0 ? pick(size) : 0);
        switch (size > 0 ? pick(5) : 0) {
        case 0:
        case 1: list.films.insert(pick(2) == 0 ? list.films.begin() : at, list.next++); break;
        case 2: list.films.erase(at); break;
        case 3: std::swap(*at, list.films[static_cast<std::size_t>(pick(size))]); break;
        default: std::rotate(list.films.begin(), at, std::next(at)); break; // one climbs to the top
        }
    }
}

void SimulatedServer::forgive(const FeedKey &feed)
{
    List &list = listOf(feed);
    list.asked.clear();
    list.askedBefore.clear();
    list.barrenInARow = 0;
}

Result<FeedTraits> SimulatedServer::traits(const FeedKey &feed, int pageSize) const
{
    FeedTraits traits;
    traits.pageSize = pageSize > 0 ? pageSize : 20;
    traits.shape = feed.feed.startsWith(u"pages") ? FeedShape::Addressable : FeedShape::Chained;
    traits.maxPages = feed.feed == "pages-capped"_L1 ? 5 : 0;
    traits.freshness = feed.feed == "search"_L1 ? FreshnessClass::AlwaysAsk : FreshnessClass::Trending;
    traits.account = account;
    return traits;
}

Result<FeedTraits> SimulatedServer::detailTraits(const TitleId & /*title*/) const
{
    return FeedTraits();
}

void SimulatedServer::note(List &list, const PageAsk &ask)
{
    const QString key = pageKeyText(ask.key);
    const bool isConditional = ask.validators.canAsk();
    const auto breached = [&](const QString &rule) {
        if (m_breach.isEmpty())
            m_breach = u"%1: %2 of %3"_s.arg(rule, key, ask.feed.text());
    };
    // What nobody waits for any more is given up below this port.
    const auto isAwaited = [](const Flight &flight) { return !flight.isCheck && !flight.cancel.isCancelled(); };
    const auto isSame = [&](const Flight &flight) { return isAwaited(flight) && flight.key == key; };
    if (std::ranges::count_if(list.onWire, isSame) > kMostAsks && !isConditional)
        breached(u"I4, asked for more than once at a time"_s);
    if (std::ranges::count_if(list.onWire, isAwaited) > kMostAtOnce)
        breached(u"I4, too many at once"_s);
    if (isFirst(ask.key) || isConditional)
        return;
    if (++list.asked[key] > kMostAsks)
        breached(u"I5, asked again and again"_s);
}

void SimulatedServer::fetch(const PageAsk &ask, const CancelToken &cancel, Reply<FetchedPage> reply)
{
    ++m_sent;
    ++m_underWay;
    listOf(ask.feed).onWire.push_back({pageKeyText(ask.key), cancel, ask.validators.canAsk()});
    note(listOf(ask.feed), ask);
    const auto wait = manners.latency + std::chrono::milliseconds(pick(1 + int(manners.jitter.count())));
    m_timers.later()(wait, [this, ask, cancel, reply = std::move(reply), owner = account, run = m_runs] {
        if (run != m_runs)
            return;
        land(ask, cancel, reply, owner);
    });
}

void SimulatedServer::hangUp()
{
    ++m_runs;
    m_underWay = 0;
    for (auto &[key, list] : m_lists) {
        list.onWire.clear();
        list.asked.clear();
        list.askedBefore.clear();
    }
}

void SimulatedServer::takeOffWire(List &list, const PageAsk &ask, const CancelToken &cancel)
{
    const auto at = std::ranges::find_if(
        list.onWire, [&](const Flight &flight) { return flight.key == pageKeyText(ask.key) && flight.cancel == cancel; });
    if (at != list.onWire.end())
        list.onWire.erase(at);
}

void SimulatedServer::fetchDetails(const DetailsAsk & /*ask*/, const CancelToken & /*cancel*/, Reply<FetchedDetails> reply)
{
    m_timers.later()(manners.latency, [reply = std::move(reply)] { reply(fail(ErrorKind::NotFound, u"no details here"_s)); });
}

void SimulatedServer::land(const PageAsk &ask, const CancelToken &cancel, const Reply<FetchedPage> &reply, const QString &owner)
{
    --m_underWay;
    List &list = listOf(ask.feed);
    const QString key = pageKeyText(ask.key);
    takeOffWire(list, ask, cancel);
    if (cancel.isCancelled() && pick(2) == 0) { // else it was too late, and the answer comes all the same
        --list.asked[key];
        return reply(fail(ErrorKind::Cancelled, u"nobody waits"_s));
    }
    const Result<FetchedPage> got = answer(ask, owner);
    told(got || (got.error().kind != ErrorKind::Unreachable) ? HostSign::Answered : HostSign::NoAnswer);
    if (got) {
        ++m_succeeded;
        if (isFirst(ask.key) && !got->notModified) { // another generation begins
            list.asked.swap(list.askedBefore);
            list.asked.clear();
            list.barrenInARow = 0;
        }
    } else {
        ++m_failed;
        --list.asked[key];
    }
    reply(got);
}

std::optional<Error> SimulatedServer::mishap(bool wasUp)
{
    const int chance = pick(100);
    if (!wasUp || chance < manners.lostPercent)
        return Error{ErrorKind::Unreachable, u"nobody there"_s, {}};
    if (chance < manners.lostPercent + manners.brokenPercent)
        return pick(2) == 0 ? Error{ErrorKind::Server, u"HTTP 500"_s, {}, 500}
                            : Error{ErrorKind::Malformed, u"half a body"_s, {}, 200};
    if (chance < manners.lostPercent + manners.brokenPercent + manners.limitedPercent)
        return Error{ErrorKind::RateLimited, u"later"_s, {}, 429, std::chrono::seconds(20)};
    return std::nullopt;
}

Result<FetchedPage> SimulatedServer::answer(const PageAsk &ask, const QString &owner)
{
    if (const auto error = mishap(manners.isUp))
        return tl::unexpected(*error);
    List &list = listOf(ask.feed);
    std::size_t from = 0;
    if (const auto *number = std::get_if<PageNo>(&ask.key)) {
        from = static_cast<std::size_t>(number->number - 1) * static_cast<std::size_t>(ask.pageSize > 0 ? ask.pageSize : 20);
    } else if (const auto *cursor = std::get_if<PageCursor>(&ask.key)) {
        from = cursor->bytes.mid(1).toULongLong();
        if (cursor->bytes.startsWith('k')) { // a keyset: after that film, wherever it stands
            const auto at = std::ranges::find(list.films, static_cast<int>(from));
            if (at == list.films.end())
                return fail(ErrorKind::Rejected, u"no such cursor"_s);
            from = static_cast<std::size_t>(std::distance(list.films.begin(), at)) + 1;
        }
    }
    FetchedPage found = page(list, ask, from, owner);
    if (!found.validators.etag.isEmpty() && found.validators.etag == ask.validators.etag) {
        FetchedPage same;
        same.notModified = true;
        same.validators = found.validators;
        same.fetchedAt = found.fetchedAt;
        return same;
    }
    const bool isChainPage = std::holds_alternative<PageCursor>(ask.key) && !ask.validators.canAsk();
    if (isChainPage && isBarren && ++list.barrenInARow > kMostBarren && m_breach.isEmpty())
        m_breach = u"I6, asked on and on of %1"_s.arg(ask.feed.text());
    return found;
}

FetchedPage SimulatedServer::page(List &list, const PageAsk &ask, std::size_t from, const QString &owner) const
{
    const auto size = static_cast<std::size_t>(ask.pageSize > 0 ? ask.pageSize : 20);
    const std::size_t first = std::min(from, list.films.size());
    const std::size_t last = std::min(first + size, list.films.size());
    FetchedPage page;
    QByteArray etag = owner.toUtf8();
    for (std::size_t at = first; at < last; ++at) {
        Title title = filmRow(list.films[at]).title;
        title.title = owner + u": "_s + title.title;
        title.year = kFirstDecade + 10 * static_cast<int>(list.films[at] % kDecades);
        etag += ' ' + QByteArray::number(list.films[at]);
        page.titles.push_back(std::move(title));
    }
    page.fetchedAt = m_clock.now();
    page.validators.etag = QString::fromUtf8(etag);
    const bool isChain = !ask.feed.feed.startsWith(u"pages");
    if (!isChain) {
        page.nextIsComputed = true;
        page.total = std::ssize(list.films);
        if (last < list.films.size())
            page.next = PageNo{static_cast<qint64>(last / size) + 1};
    } else if (isBarren && std::holds_alternative<PageCursor>(ask.key)) {
        page.titles.clear();
        page.validators.etag = u"barren"_s;
        page.next = PageCursor{"b" + QByteArray::number(from + 1)};
    } else if (last < list.films.size()) {
        const bool isKeyset = ask.feed.feed == "keyset"_L1;
        page.next = isKeyset ? PageCursor{"k" + QByteArray::number(list.films[last - 1])}
                             : PageCursor{"o" + QByteArray::number(static_cast<qulonglong>(last))};
    }
    if (!page.next)
        page.end = EndReason::NoNextKey;
    return page;
}

} // namespace matinee::test
