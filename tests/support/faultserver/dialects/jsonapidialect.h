// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// JSON:API: `{data: [{type, id, attributes}], links, meta}`. /movies?page[number]=&page[size]=, or page[offset]= and
/// page[limit]=, or page[after]= with page[size]= (a cursor; then no `last`). Links are absolute, brackets encoded.
class JsonApiDialect final : public PlainDialect
{
public:
    [[nodiscard]] Answer error(int status) const override;

protected:
    [[nodiscard]] Answer page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) override;
    [[nodiscard]] Answer details(qint64 number, const TitleDetails &details, ServedWorld &world) override;
};

} // namespace matinee::test
