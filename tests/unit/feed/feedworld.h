// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/feed/feed.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/scriptedstore.h"
#include "tests/unit/feed/mirrorview.h"

namespace matinee::test {

/// A feed over a scripted store with one active view: all an engine test needs.
struct FeedWorld {
    ScriptedStore store;
    FakeClock clock;
    RecordingTrace trace;
    FeedKey key = FeedKey::of(QStringLiteral("scripted"), QStringLiteral("all"));
    std::shared_ptr<Feed> feed;
    std::unique_ptr<MirrorView> view;

    explicit FeedWorld(int films) : store(films)
    {
        feed = std::make_shared<Feed>(key, store, clock, trace);
        view = std::make_unique<MirrorView>(*feed);
        feed->setActive(*view, true);
    }

    void show(int first, int last, double rowsPerSecond = 0) { feed->setViewport(*view, {first, last, rowsPerSecond}); }
    /// Opened and told its size; nothing of it is shown yet.
    void open(const std::optional<Anchor> &anchor = std::nullopt)
    {
        feed->open(*view, anchor);
        store.answerOpen();
    }
    /// Opened, shown, and all that is wanted there is loaded.
    void openAt(int first, int last)
    {
        open();
        show(first, last);
        store.answerAll();
    }
    /// The list has other rows from now on.
    void exchangeFilms(std::vector<Row> films)
    {
        store.films = std::move(films);
        store.generation = store.generation.next();
    }
    [[nodiscard]] std::vector<Row> filmsWithout(std::initializer_list<qint64> numbers) const
    {
        std::vector<Row> rows = store.films;
        for (const qint64 n : numbers)
            std::erase_if(rows, [n](const Row &row) { return row.item.value == n; });
        return rows;
    }
};

} // namespace matinee::test
