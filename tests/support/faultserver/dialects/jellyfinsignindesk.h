// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/pendingsignins.h"
#include "tests/support/faultserver/servedworld.h"

namespace matinee::test {

/// Jellyfin's sign-in by password (any but "wrong" signs in) and by Quick Connect, approved by GET /approve/{Code}; and
/// signing out. Who signs in gets the server's token.
class JellyfinSignInDesk
{
public:
    /// Nothing where the path is none of these.
    [[nodiscard]] std::optional<Answer> answer(const ServedRequest &request, const QString &path, const ServedWorld &world);

private:
    [[nodiscard]] std::optional<Answer> quickConnect(const ServedRequest &request, const QString &path, const ServedWorld &world);

    PendingSignIns m_pending;         // by secret
    QMap<QString, QString> m_secrets; // by code
};

} // namespace matinee::test
