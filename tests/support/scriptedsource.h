// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include "models/catalog/clock.h"
#include "models/catalog/pagesource.h"
#include "tests/support/callqueue.h"

namespace matinee::test {

/// A PageSource whose list is `films`, served when the queue runs; counts what it is asked. One thread.
class ScriptedSource final : public PageSource
{
public:
    ScriptedSource(CallQueue &queue, Clock &clock) : m_queue(queue), m_clock(clock) { }

    FeedTraits feedTraits;
    std::vector<Title> films;
    qint64 total = -1; ///< -1: as many as there are, for an addressable list
    bool saysTotal = true;
    QString etag;                         ///< not empty: answers 304 to it
    QString cacheControl;                 ///< what the server says of every page
    std::deque<Result<FetchedPage>> next; ///< answers that come before the truth
    std::vector<PageKey> asked;
    std::vector<FeedKey> feeds;       ///< of the pages asked for, in order
    std::vector<Priority> priorities; ///< likewise
    std::vector<CancelToken> tokens;  ///< of the pages asked for, in order

    /// `count` films from number `first` on.
    void fill(int count, int first = 0);
    [[nodiscard]] FetchedPage truePage(int page, int pageSize = 0) const;
    [[nodiscard]] PageKey keyOf(int page) const;

    [[nodiscard]] Result<FeedTraits> traits(const FeedKey &feed, int pageSize = 0) const override;
    [[nodiscard]] Result<FeedTraits> detailTraits(const TitleId &title) const override;
    void fetch(const PageAsk &ask, const CancelToken &cancel, Reply<FetchedPage> reply) override;
    void fetchDetails(const DetailsAsk &ask, const CancelToken &cancel, Reply<FetchedDetails> reply) override;

private:
    [[nodiscard]] Result<FetchedPage> answerTo(const PageAsk &ask);

    CallQueue &m_queue;
    Clock &m_clock;
};

} // namespace matinee::test
