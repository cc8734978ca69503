// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/remote/cachedtitlestore.h"

using namespace Qt::StringLiterals;

namespace matinee {

CachedTitleStore::CachedTitleStore(
    PageStore &store, PageSource &source, Clock &clock, std::function<void(std::function<void()>)> later, bool waits)
    : m_store(store), m_source(source), m_clock(clock), m_later(std::move(later)), m_waits(waits)
{
}

template <typename T, typename Use>
Reply<T> CachedTitleStore::alive(Use use)
{
    return [life = std::weak_ptr(m_life), use = std::move(use)](Result<T> result) {
        if (!life.expired())
            use(std::move(result));
    };
}

void CachedTitleStore::details(const TitleId &title, Reply<TitleDetails> reply)
{
    const auto traits = m_source.detailTraits(title);
    if (!traits) {
        m_later([reply, error = traits.error()] { reply(tl::unexpected(error)); });
        return;
    }
    m_store.details(
        title, traits->language, alive<std::optional<StoredDetails>>([=, this](const Result<std::optional<StoredDetails>> &kept) {
            answer(title, *traits, kept.value_or(std::nullopt), reply);
        }));
}

void CachedTitleStore::answer(
    const TitleId &title, const FeedTraits &traits, const std::optional<StoredDetails> &kept, const Reply<TitleDetails> &reply)
{
    FreshnessRule rule = FreshnessRule::of(traits.freshness);
    if (traits.freshFor)
        rule.freshFor = *traits.freshFor;
    const Freshness freshness
        = kept ? rule.with(kept->validators.cacheControl, 1).at(kept->fetchedAt, m_clock.now()) : Freshness::Gone;
    if (const auto obstacle = obstacleTo(m_obstacle, title.source)) {
        if (kept)
            reply(kept->details);
        else
            reply(tl::unexpected(*obstacle));
        return;
    }
    if (freshness == Freshness::Fresh && !m_refreshing)
        return reply(kept->details);
    if (m_waits || freshness == Freshness::Gone)
        return fetch(title, traits.language, kept, reply);
    reply(kept->details);
    fetch(title, traits.language, kept, [](const Result<TitleDetails> &) {});
}

void CachedTitleStore::fetch(
    const TitleId &title, const QString &language, const std::optional<StoredDetails> &kept, const Reply<TitleDetails> &reply)
{
    const DetailsAsk ask{title, kept ? kept->validators : Validators(), Priority::VisiblePage};
    m_source.fetchDetails(ask, CancelToken(), alive<FetchedDetails>([=, this](const Result<FetchedDetails> &fetched) {
        if (fetched && fetched->notModified && kept) {
            m_store.detailsValidated(title, language, *fetched);
            reply(kept->details);
        } else if (fetched) {
            if (!fetched->noStore)
                m_store.keepDetails(*fetched, language);
            reply(fetched->details);
        } else if (kept && fetched.error().kind != ErrorKind::Cancelled) {
            reply(kept->details); // no longer there, or not reachable: the saved copy is what there is (F9)
        } else {
            reply(tl::unexpected(explained(m_obstacle, title.source, fetched.error())));
        }
    }));
}

} // namespace matinee
