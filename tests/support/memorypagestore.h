// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <map>

#include "models/catalog/pagestore.h"
#include "tests/support/callqueue.h"

namespace matinee::test {

/// A PageStore without a disk that keeps the port's word. Answers when the queue runs. One thread.
class MemoryPageStore final : public PageStore
{
public:
    explicit MemoryPageStore(CallQueue &queue) : m_queue(queue) { }

    /// Makes the next write fail in the port's manner: kept nowhere.
    std::optional<Error> failNextWrite;
    int reads = 0;

    [[nodiscard]] int generationsOf(const FeedKey &feed) const;
    /// The ids of what the active generation holds.
    [[nodiscard]] QSet<QString> activeIds(const FeedKey &feed) const;
    /// As "Clear cache" in another window. Numbers once given to generations are never given again.
    void clear();

    void find(const FeedKey &feed, Reply<std::optional<StoredFeed>> reply) override;
    void begin(const FeedKey &feed, const FeedTraits &traits, Reply<Generation> reply) override;
    void write(PageWrite write, Reply<Page> reply) override;
    void read(const FeedKey &feed, Generation generation, int ix, CancelToken cancel, Reply<Page> reply) override;
    void validated(const FeedKey &feed, Generation generation, int ix, const FetchedPage &page) override;
    void adapt(const FeedKey &feed, double factor) override { m_feeds[feed.text()].adapt = factor; }
    void activate(const FeedKey &feed, Generation generation, Reply<void> reply) override;
    void discard(const FeedKey &feed, Generation generation) override;
    void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) override;
    void keepTitles(const std::vector<Title> & /*titles*/, const QString & /*language*/) override { }
    void details(const TitleId &title, const QString &language, Reply<std::optional<StoredDetails>> reply) override;
    void keepDetails(const FetchedDetails &details, const QString &language) override;
    void detailsValidated(const TitleId &title, const QString &language, const FetchedDetails &details) override;

private:
    struct Kept {
        StoredFeed meta;
        std::map<int, std::vector<Row>> rows;
    };
    struct Feed {
        std::map<qint64, Kept> generations;
        std::optional<qint64> active;
        qint64 last = 0;
        double adapt = 1.0;
    };
    [[nodiscard]] Kept *kept(const FeedKey &feed, Generation generation);
    [[nodiscard]] Page keep(Kept &kept, const PageWrite &write);

    CallQueue &m_queue;
    std::map<QString, Feed> m_feeds;
    QHash<TitleId, qint64> m_items;
    QHash<TitleId, StoredDetails> m_details;
};

} // namespace matinee::test
