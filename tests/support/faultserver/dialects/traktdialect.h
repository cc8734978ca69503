// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"
#include "tests/support/faultserver/dialects/traktaccount.h"

namespace matinee::test {

/// Trakt: bare arrays with X-Pagination-* headers. /movies/trending, /movies/popular, /movies/{id}, /movies/{id}/related,
/// /search/movie?query=, /recommendations/movies (one page), /users/{id}/favorites/movies and /watchlist/movies, and what
/// TraktAccount answers. Every call but signing in needs trakt-api-key and trakt-api-version: 2; a person's calls need
/// `Bearer TOKEN`.
class TraktDialect final : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    /// Without a body, as most of Trakt's.
    [[nodiscard]] Answer error(int status) const override;

private:
    enum class Wrap { None, Trending, Search, Favorite };
    [[nodiscard]] std::optional<Answer> personal(const ServedRequest &request, const QString &path, ServedWorld &world) const;
    [[nodiscard]] Answer movie(const ServedRequest &request, const QString &id, ServedWorld &world) const;
    [[nodiscard]] Answer list(const ServedRequest &request, const ListAsk &ask, Wrap wrap, ServedWorld &world) const;
    [[nodiscard]] Answer recommended(const ServedRequest &request, ServedWorld &world) const;

    TraktAccount m_account;
};

} // namespace matinee::test
