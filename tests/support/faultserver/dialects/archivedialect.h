// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// The Internet Archive: /advancedsearch.php (pages up to the 10 000th item), /services/search/v1/scrape (cursors, at
/// least 100 items), /metadata/{identifier}, /services/img/{identifier}. A `title:word` in q searches; anything else
/// is the list of all. As there, titles, creators and years come as text, number or array.
class ArchiveDialect final : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    [[nodiscard]] Answer error(int status) const override;

private:
    [[nodiscard]] Answer advanced(const ServedRequest &request, ServedWorld &world) const;
    [[nodiscard]] Answer scrape(const ServedRequest &request, ServedWorld &world) const;
    [[nodiscard]] Answer metadata(const QString &identifier, ServedWorld &world) const;
};

} // namespace matinee::test
