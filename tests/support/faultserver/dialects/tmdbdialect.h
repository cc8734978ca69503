// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/tmdbaccount.h"

namespace matinee::test {

/// What a page of TMDB holds; nobody can ask for another size.
inline constexpr qint64 kTmdbPageRows = 20;
/// The `page` of a request, 1 where it is missing; nothing where TMDB answers with its code 22.
[[nodiscard]] std::optional<qint64> tmdbPage(const ServedRequest &request);

/// TMDB v3, with or without the /3 in front (catalogs.md "TMDB v3" is the description).
class TmdbDialect final : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    [[nodiscard]] Answer error(int status) const override;

private:
    [[nodiscard]] bool isAllowed(const ServedRequest &request, const ServedWorld &world) const;
    [[nodiscard]] std::optional<Answer> reference(const QString &path, ServedWorld &world) const;
    [[nodiscard]] std::optional<ListAsk> listOf(const ServedRequest &request, const QStringList &parts) const;
    [[nodiscard]] Answer list(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer movie(const ServedRequest &request, const QStringList &parts, ServedWorld &world) const;
    [[nodiscard]] std::optional<QJsonObject> part(
        const QString &name, qint64 number, const TitleDetails &details, ServedWorld &world) const;

    TmdbAccount m_account;
};

} // namespace matinee::test
