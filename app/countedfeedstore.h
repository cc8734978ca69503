// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <memory>
#include <utility>

#include "app/usecounter.h"
#include "models/catalog/forwardingfeedstore.h"

namespace matinee {

/// Another FeedStore, whose pages are counted: how many came from this computer, over the network or not at all, and how
/// long they took. Main thread; answers that arrive after it is gone are passed on uncounted.
class CountedFeedStore final : public ForwardingFeedStore
{
public:
    /// All references outlive the store.
    CountedFeedStore(FeedStore &feeds, UseCounter &counter, Clock &clock);

    void open(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void reopen(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void discard(const FeedKey &feed, Generation generation) override;
    /// A page nobody wanted any more is not counted.
    void page(const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;

protected:
    [[nodiscard]] FeedStore &storeOf(const FeedKey & /*feed*/) const override { return m_feeds; }

private:
    using List = std::pair<QString, qint64>; // its key's text and generation
    [[nodiscard]] Reply<FeedOpening> noting(const FeedKey &feed, Reply<FeedOpening> reply);
    void countPage(const FeedKey &feed, Generation generation, const Result<Page> &page, std::chrono::nanoseconds took);

    FeedStore &m_feeds;
    UseCounter &m_counter;
    Clock &m_clock;
    QSet<List> m_fetched; // opened by fetching their first page, which is read from the store then
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee
