// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "models/catalog/clock.h"
#include "models/catalog/feedstore.h"
#include "models/catalog/obstacle.h"
#include "models/catalog/pagestore.h"

namespace matinee {

/// Titles' own pages of remote sources: kept, and fetched when they are not or are no longer fresh. Main thread; the
/// store and the source outlive it.
class CachedTitleStore final : public TitleStore
{
public:
    /// `waits`: a kept page that is stale is asked for anew before it is answered (a command); else it is answered at
    /// once and asked for behind it (the window). Where the source does not answer, what is kept is the answer.
    CachedTitleStore(
        PageStore &store, PageSource &source, Clock &clock, std::function<void(std::function<void()>)> later, bool waits);

    /// What stands in the way of asking a source.
    void setObstacle(Obstacle obstacle) { m_obstacle = std::move(obstacle); }
    /// Always asks, also for what is fresh.
    void setRefreshing(bool refreshing) { m_refreshing = refreshing; }

    void details(const TitleId &title, Reply<TitleDetails> reply) override;

private:
    void answer(const TitleId &title, const FeedTraits &traits, const std::optional<StoredDetails> &kept,
        const Reply<TitleDetails> &reply);
    void fetch(const TitleId &title, const QString &language, const std::optional<StoredDetails> &kept,
        const Reply<TitleDetails> &reply);
    template <typename T, typename Use>
    [[nodiscard]] Reply<T> alive(Use use);

    PageStore &m_store;
    PageSource &m_source;
    Clock &m_clock;
    std::function<void(std::function<void()>)> m_later;
    bool m_waits;
    Obstacle m_obstacle;
    bool m_refreshing = false;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee
