// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// A GraphQL server with Relay connections: POST /graphql `{query, variables}`. Fields it answers, by the word the query
/// holds: movies(first, after), search(text, first, after), trending, recommendations(id), favorites, movie(id);
/// mutation setFavorite(id, favorite). Arguments are read from `variables` alone. Errors come under a 200.
class RelayDialect final : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    [[nodiscard]] Answer error(int status) const override;

private:
    [[nodiscard]] Answer connection(
        const QString &field, const ListAsk &ask, const QJsonObject &variables, ServedWorld &world) const;
};

} // namespace matinee::test
