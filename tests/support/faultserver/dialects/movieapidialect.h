// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/drfdialect.h"

namespace matinee::test {

/// The movie API on Django REST framework with a page envelope of its own: `{count, next, previous, current_page,
/// total_pages, results}`, page_size 10, at most 100. /api/movies/trending/?time_window=, /api/movies/popular/,
/// /api/movies/search/?q=, /api/movies/{id}/, /api/movies/{id}/recommendations/, /api/users/favorites/.
class MovieApiDialect final : public DrfDialect
{
protected:
    [[nodiscard]] Answer page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) override;
};

} // namespace matinee::test
