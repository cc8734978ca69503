// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/feedstore.h"

namespace matinee {

/// A FeedStore that stands before others: what it does not do itself, the store of the list does. Main thread; the stores
/// outlive it.
class ForwardingFeedStore : public FeedStore
{
public:
    void open(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void reopen(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void activate(const FeedKey &feed, Generation generation) override;
    void discard(const FeedKey &feed, Generation generation) override;
    void release(const FeedKey &feed) override;
    [[nodiscard]] std::optional<PageKey> lookFurther(const FeedKey &feed, Generation generation) override;
    [[nodiscard]] bool isStale(const FeedKey &feed, Generation generation) const override;
    void page(const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;
    void keptPage(const FeedKey &feed, Generation generation, const PageKey &key, Reply<Page> reply) override;
    void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) override;
    void rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply) override;

protected:
    [[nodiscard]] virtual FeedStore &storeOf(const FeedKey &feed) const = 0;
};

} // namespace matinee
