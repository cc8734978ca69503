// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/feed/feedworld.h"

namespace matinee::test {

/// A feed over a chain of `films`, of which `kept` pages are in the store.
struct ChainWorld : FeedWorld {
    explicit ChainWorld(int films, int kept = 1) : FeedWorld(films)
    {
        store.shape = FeedShape::Chained;
        store.keptPages = kept;
        store.savedAt = clock.now();
    }
    /// Answers what is asked before it truly, and this page with an error.
    void failPage(int page, const Error &error)
    {
        while (!store.answerPageWith(page, tl::unexpected(error))) {
            if (store.rows.empty())
                store.answerPage(store.awaitedPages().front());
            else
                store.answerRow();
        }
    }
    /// Twelve new titles on top of what there was.
    void addTwelve()
    {
        std::vector<Row> films;
        for (qint64 n = 1000; n < 1012; ++n)
            films.push_back(filmRow(n));
        films.insert(films.end(), store.films.begin(), store.films.end());
        exchangeFilms(films);
    }
};

} // namespace matinee::test
