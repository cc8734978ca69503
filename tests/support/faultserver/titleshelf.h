// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "models/catalog/title.h"

namespace matinee::test {

/// Which list of a catalogue.
enum class ListKind {
    ByNumber, ///< every title by its number, ascending
    Popular,
    TrendingDay,
    TrendingWeek,
    TopRated,
    NowPlaying,
    Upcoming,
    Discover, ///< of one genre, where one is named
    Search,
    Recommended, ///< for a title
    Similar,     ///< to a title
    Favorites,   ///< kept by the server, see ServedWorld
    Watchlist,
    Rated,
};

/// One list, named in full.
struct ListAsk {
    ListKind kind = ListKind::Popular;
    QString text = {};       ///< Search
    qint64 title = 0;        ///< Recommended, Similar: its number
    qint64 genre = 0;        ///< Discover: its id, 0 for all
    bool descending = false; ///< Favorites, Watchlist, Rated: the newest first

    bool operator==(const ListAsk &) const = default;
    bool operator<(const ListAsk &other) const
    {
        return std::tie(kind, text, title, genre, descending)
            < std::tie(other.kind, other.text, other.title, other.genre, other.descending);
    }
};

/// A title and its number: from 1, without gaps, what dialects with whole ids call it.
struct ServedTitle {
    qint64 number = 0;
    Title title;
};

struct ServedGenre {
    qint64 id = 0;
    QString name;
};

/// Port: the titles a server serves. One thread, the server's.
class TitleShelf
{
public:
    TitleShelf() = default;
    TitleShelf(const TitleShelf &) = delete;
    TitleShelf &operator=(const TitleShelf &) = delete;
    virtual ~TitleShelf() = default;

    /// Titles in all.
    [[nodiscard]] virtual qint64 size() const = 0;
    [[nodiscard]] virtual qint64 total(const ListAsk &ask) = 0;
    /// Rows from `offset` (from 0) on; fewer only at the end of the list.
    [[nodiscard]] virtual std::vector<ServedTitle> slice(const ListAsk &ask, qint64 offset, qint64 count) = 0;
    [[nodiscard]] virtual std::optional<TitleDetails> details(qint64 number) = 0;
    [[nodiscard]] virtual std::vector<ServedGenre> genres() const = 0;
};

} // namespace matinee::test
