// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <memory>

#include "models/feed/remote/cachedfeedstore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/memorypagestore.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/scriptedsource.h"
#include "tests/support/scriptedstore.h"

namespace matinee::test {

using namespace Qt::StringLiterals;
using Stale = CachedFeedStore::StalePages;

/// A remote list of `films`, 20 a page, kept in a store of memory; everything answers when it is waited for.
struct RemoteWorld {
    CallQueue queue;
    FakeClock clock;
    RecordingTrace trace;
    MemoryPageStore pages{queue};
    ScriptedSource source{queue, clock};
    std::unique_ptr<CachedFeedStore> store;
    FeedKey feed = FeedKey::of(u"remote"_s, u"trending"_s);
    std::vector<FeedKey> drifted;

    explicit RemoteWorld(int films, FeedShape shape = FeedShape::Addressable, FreshnessClass of = FreshnessClass::Trending,
        Stale stale = Stale::Shown)
    {
        source.feedTraits.shape = shape;
        source.feedTraits.freshness = of;
        source.fill(films);
        start(stale);
    }
    /// As after a restart: the store's pages stay.
    void start(Stale stale = Stale::Shown)
    {
        store = std::make_unique<CachedFeedStore>(pages, source, clock, trace, queue.poster(), stale);
        store->onDrift([this](const FeedKey &key) { drifted.push_back(key); });
    }

    void goOffline()
    {
        store->setObstacle([](const QString &) { return Error{ErrorKind::Offline, u"the network is not asked"_s, {}}; });
    }

    template <typename T, typename Ask>
    Result<T> wait(Ask ask)
    {
        std::optional<Result<T>> got;
        bool isInside = true;
        ask([&](Result<T> result) {
            QVERIFY2(!isInside, "an answer came from inside the call");
            got = std::move(result);
        });
        isInside = false;
        queue.run();
        return got ? *got : Result<T>(fail(ErrorKind::Timeout, u"no answer"_s));
    }
    Result<FeedOpening> open()
    {
        return wait<FeedOpening>([&](auto reply) { store->open(feed, reply); });
    }
    Result<FeedOpening> reopen()
    {
        return wait<FeedOpening>([&](auto reply) { store->reopen(feed, reply); });
    }
    Result<Page> page(Generation generation, const PageKey &key)
    {
        return wait<Page>([&](auto reply) { store->page(feed, generation, key, Priority::VisiblePage, {}, reply); });
    }
    /// Every title to the end, by the keys the pages give; at most 100 pages.
    QStringList walk(Generation generation)
    {
        QStringList ids;
        PageKey key = FirstPage{};
        for (int i = 0; i < 100; ++i) {
            const auto got = page(generation, key);
            if (!got)
                return ids << got.error().sentence();
            for (const Row &row : got->rows)
                ids += row.title.id.extId;
            lastEnd = got->end;
            if (!got->next)
                return ids;
            key = *got->next;
        }
        return ids << u"no end"_s;
    }
    std::optional<EndReason> lastEnd;
    [[nodiscard]] qsizetype asked() const { return std::ssize(source.asked); }
};

inline QStringList numbers(int count)
{
    QStringList ids;
    for (int n = 0; n < count; ++n)
        ids += QString::number(n);
    return ids;
}

} // namespace matinee::test
