// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/remote/warming.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

// paging.md 4.10
constexpr std::chrono::nanoseconds kRest = 2s;
constexpr int kTrendingPages = 5;
constexpr int kOtherPages = 1;
constexpr int kLikePages = 3;

bool isOneStepAway(const FeedDescriptor &feed)
{
    return feed.per == FeedDescriptor::Per::Nothing && feed.section != FeedDescriptor::Section::Hidden
        && feed.id != "favorites"_L1; // the person's own, on this computer
}

} // namespace

Warming::Warming(CachedFeedStore &store, PageSource &source, Clock &clock, Tools tools)
    : m_store(store), m_source(source), m_clock(clock), m_tools(std::move(tools)), m_movedAt(clock.steady())
{
}

// Answers that come when this object is gone are dropped.
template <typename T, typename Use>
Reply<T> Warming::alive(Use use)
{
    return [life = std::weak_ptr(m_life), use = std::move(use)](const Result<T> &result) {
        if (!life.expired())
            use(result);
    };
}

void Warming::wish(const SourceDescriptor &source)
{
    if (!source.isRemote)
        return;
    for (const FeedDescriptor &feed : source.feeds) {
        const FeedKey key = FeedKey::of(source.id, feed.id);
        const auto traits = isOneStepAway(feed) ? m_source.traits(key) : fail(ErrorKind::NotFound, {}, {});
        if (!traits || !m_wished.insert(key.text()).second)
            continue;
        m_wishes.push_back({key, traits->freshness == FreshnessClass::Trending ? kTrendingPages : kOtherPages});
    }
    goOn();
}

void Warming::wishLike(const SourceDescriptor &source, const TitleId &title)
{
    const FeedDescriptor *feed = source.feed(u"recommended");
    if (!source.isRemote || !feed || feed->per != FeedDescriptor::Per::Title)
        return;
    const FeedKey key = FeedKey::of(source.id, feed->id, {{u"title"_s, title.localText()}});
    if (m_wished.insert(key.text()).second)
        m_wishes.push_front({key, kLikePages});
    goOn();
}

void Warming::moved()
{
    m_movedAt = m_clock.steady();
}

void Warming::setEnabled(bool enabled)
{
    m_isEnabled = enabled;
    goOn();
}

/// Goes on once nobody has done anything for a while. One timer at a time; nothing runs while there is nothing to do.
void Warming::goOn()
{
    if (m_isWaiting || m_isReading || !m_isEnabled || (m_wishes.empty() && !m_next))
        return;
    m_isWaiting = true;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_movedAt + kRest - m_clock.steady());
    m_tools.later(std::max(wait, 0ms), [this, life = std::weak_ptr(m_life), turn = ++m_turn] {
        if (!life.expired())
            onDue(turn);
    });
}

void Warming::onDue(quint64 turn)
{
    if (turn != m_turn)
        return;
    m_isWaiting = false;
    if (!m_isEnabled)
        return;
    if (m_clock.steady() < m_movedAt + kRest)
        return goOn();
    if (m_next)
        return std::exchange(m_next, nullptr)();
    if (!m_tools.mayAsk(m_wishes.front().feed.source))
        return; // goOn() says when
    const Wish wish = m_wishes.front();
    m_wishes.pop_front();
    if (m_tools.isOpen(wish.feed))
        return goOn();
    open(wish);
}

void Warming::open(const Wish &wish)
{
    m_isReading = true;
    m_store.openAhead(wish.feed, alive<FeedOpening>([=, this](const Result<FeedOpening> &opening) {
        if (opening && wish.pages > 1)
            read(wish, opening->generation, FirstPage{});
        else
            done();
    }));
}

void Warming::read(const Wish &wish, Generation generation, const PageKey &key)
{
    const auto use = [=, this](const Result<Page> &page) { onPage(wish, generation, page); };
    m_store.keptPage(wish.feed, generation, key, alive<Page>([=, this](const Result<Page> &kept) {
        if (kept || !m_tools.mayAsk(wish.feed.source))
            return use(kept);
        m_store.page(wish.feed, generation, key, Priority::Prefetch, CancelToken(), alive<Page>(use));
    }));
}

void Warming::onPage(const Wish &wish, Generation generation, const Result<Page> &page)
{
    if (!page || !page->next || wish.pages <= 1 || m_tools.isOpen(wish.feed))
        return done();
    m_next = [=, this, rest = Wish{wish.feed, wish.pages - 1}, key = *page->next] {
        m_isReading = true;
        read(rest, generation, key);
    };
    done();
}

void Warming::done()
{
    m_isReading = false;
    goOn();
}

} // namespace matinee
