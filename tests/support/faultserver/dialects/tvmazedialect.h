// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// TVmaze: /shows?page=N from 0 holds the ids 250N ... 250N+249, of which every 17th is missing; behind the last page
/// comes 404. /search/shows?q= is [{score, show}] in one piece, /shows/{id} one show.
class TvmazeDialect final : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    [[nodiscard]] Answer error(int status) const override;

private:
    [[nodiscard]] Answer window(const ServedRequest &request, ServedWorld &world) const;
    [[nodiscard]] Answer search(const ServedRequest &request, ServedWorld &world) const;
};

} // namespace matinee::test
