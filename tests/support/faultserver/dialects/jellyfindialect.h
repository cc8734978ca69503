// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// Jellyfin: /Items and what belongs to it, pictures, favorites, sign-in by password and by QuickConnect. The token is
/// what `Authorization: MediaBrowser Token="..."` must show; any password but "wrong" signs in and yields it.
/// QuickConnect is approved by GET /approve/{Code}.
class JellyfinDialect final : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    /// 401 and 403 without a body, 503 as a server that is starting up, else ProblemDetails.
    [[nodiscard]] Answer error(int status) const override;

private:
    [[nodiscard]] std::optional<Answer> signIn(const ServedRequest &request, const QString &path, const ServedWorld &world);
    [[nodiscard]] std::optional<Answer> quickConnect(const ServedRequest &request, const QString &path);
    [[nodiscard]] std::optional<Answer> picture(const QStringList &parts, const ServedRequest &request) const;
    [[nodiscard]] Answer items(const ServedRequest &request, ServedWorld &world) const;
    [[nodiscard]] Answer item(const QString &id, ServedWorld &world) const;
    [[nodiscard]] Answer similar(const ServedRequest &request, const QString &id, ServedWorld &world) const;
    [[nodiscard]] Answer recommendations(ServedWorld &world) const;
    [[nodiscard]] Answer favorite(const ServedRequest &request, const QString &id, ServedWorld &world) const;

    struct QuickConnect {
        QString secret;
        QString code;
        bool approved = false;
    };
    std::vector<QuickConnect> m_quickConnects;
};

} // namespace matinee::test
