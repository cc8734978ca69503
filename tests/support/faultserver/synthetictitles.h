// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/titleshelf.h"

namespace matinee::test {

/// The title of a number: always the same, nothing is kept. "The Silver Harbor 33": the first word is number % 32 of a
/// pool, the second number / 32 % 32, and the genre kGenres[number % 19]. As with TMDB some things are missing: the
/// date of every 79th, the overview of every 97th, the poster of every 31st, and every tenth rating is whole.
[[nodiscard]] TitleDetails syntheticTitle(qint64 number);

/// TMDB's 19 genres with their ids.
[[nodiscard]] const std::vector<ServedGenre> &tmdbGenres();

/// `count` made-up titles, numbered from 1. Popular, trending of the day and ByNumber are 1, 2, 3, ...; row i (from 0)
/// of another whole list is title (i + k * count / 8) % count + 1. Recommended for t: t+1 ... t+60, Similar: t+101 ...
/// t+140, both within the catalogue and wrapping. Search: a word of the pool finds the titles it begins (1 in 32),
/// "the" all of them, a number the title so numbered. Discover with a genre: 1 in 19.
class SyntheticTitles final : public TitleShelf
{
public:
    explicit SyntheticTitles(qint64 count) : m_count(count) { }

    [[nodiscard]] qint64 size() const override { return m_count; }
    [[nodiscard]] qint64 total(const ListAsk &ask) override { return rule(ask).rows; }
    [[nodiscard]] std::vector<ServedTitle> slice(const ListAsk &ask, qint64 offset, qint64 count) override;
    [[nodiscard]] std::optional<TitleDetails> details(qint64 number) override;
    [[nodiscard]] std::vector<ServedGenre> genres() const override { return tmdbGenres(); }

private:
    // Row i is title (first - 1 + i * step) % count + 1.
    struct Rule {
        qint64 first = 1;
        qint64 step = 1;
        qint64 rows = 0;
    };
    [[nodiscard]] Rule rule(const ListAsk &ask) const;
    [[nodiscard]] Rule everyNth(qint64 remainder, qint64 step) const;
    [[nodiscard]] Rule searched(const QString &text) const;

    qint64 m_count;
};

} // namespace matinee::test
