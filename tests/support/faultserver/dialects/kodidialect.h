// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// Kodi's JSON-RPC: POST /jsonrpc or GET /jsonrpc?request=. GetMovies with limits, sort, filter and properties,
/// GetMovieDetails, SetMovieDetails with the tag "favorite", GetFavourites, JSONRPC.Ping and Version; pictures under
/// /image/. The token is "name:password" for Basic.
class KodiDialect final : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    [[nodiscard]] Answer error(int status) const override;

private:
    using Params = QJsonObject;
    /// A result, or an error code of JSON-RPC.
    struct Outcome {
        QJsonValue result = QJsonValue::Null;
        int error = 0;
    };
    [[nodiscard]] Outcome call(const QString &method, const Params &params, ServedWorld &world) const;
    [[nodiscard]] Outcome movies(const Params &params, ServedWorld &world) const;
    [[nodiscard]] Outcome movieDetails(const Params &params, ServedWorld &world) const;
    [[nodiscard]] Outcome setMovieDetails(const Params &params, ServedWorld &world) const;
};

} // namespace matinee::test
