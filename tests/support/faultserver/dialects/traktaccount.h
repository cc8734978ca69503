// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/pendingsignins.h"
#include "tests/support/faultserver/servedworld.h"

namespace matinee::test {

/// Trakt's sign-in by device code, approved by GET /activate/{user_code}, the token after it, signing out; and what a
/// signed-in person writes: /sync/favorites, /sync/watchlist, /sync/ratings, each with /remove. Who signs in gets the
/// server's token; renewing it makes another, and the old one is not taken any more.
class TraktAccount
{
public:
    /// Signing in and out, which needs no token. Nothing where the path is none of these.
    [[nodiscard]] std::optional<Answer> signIn(const ServedRequest &request, const QString &path, ServedWorld &world);
    /// For those whose token was looked at. Nothing where the path is none of these.
    [[nodiscard]] std::optional<Answer> personal(const ServedRequest &request, const QString &path, ServedWorld &world) const;

private:
    [[nodiscard]] Answer deviceCode(const ServedWorld &world);
    [[nodiscard]] Answer deviceToken(const QString &code, const ServedRequest &request, const ServedWorld &world);
    [[nodiscard]] Answer renewed(const QString &renewal, const ServedRequest &request, ServedWorld &world);
    [[nodiscard]] Answer token(const ServedRequest &request, const ServedWorld &world) const;

    PendingSignIns m_devices;
    qint64 m_made = 0;
    int m_renewals = 0;
};

} // namespace matinee::test
