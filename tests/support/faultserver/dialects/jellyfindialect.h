// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/jellyfinsignindesk.h"
#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// Jellyfin: /Items and what belongs to it, pictures, favorites, signing in as JellyfinSignInDesk has it. The token is
/// what `Authorization: MediaBrowser Token="..."` must show.
class JellyfinDialect final : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    /// 401 and 403 without a body, 503 as a server that is starting up, else ProblemDetails.
    [[nodiscard]] Answer error(int status) const override;

private:
    [[nodiscard]] std::optional<Answer> picture(const QStringList &parts, const ServedRequest &request) const;
    [[nodiscard]] Answer items(const ServedRequest &request, ServedWorld &world) const;
    [[nodiscard]] Answer item(const QString &id, ServedWorld &world) const;
    [[nodiscard]] Answer similar(const ServedRequest &request, const QString &id, ServedWorld &world) const;
    [[nodiscard]] Answer recommendations(ServedWorld &world) const;
    [[nodiscard]] Answer favorite(const ServedRequest &request, const QString &id, ServedWorld &world) const;

    JellyfinSignInDesk m_signIns;
};

} // namespace matinee::test
