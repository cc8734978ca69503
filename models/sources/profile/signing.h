// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/accounts.h"
#include "models/sources/dialects/requestparts.h"
#include "models/sources/profile/profileset.h"

namespace matinee {

/// What requests to one source are signed with.
struct Secrets {
    QString key;               ///< the token, key, or "user:password" (basic)
    QString accountId;         ///< of the person who signed in, where the API counts them
    QString session;           ///< the second secret (ProfileAuth::session)
    QString clientSecret = {}; ///< of the program at Trakt: signs sign-ins only
    bool operator==(const Secrets &) const = default;

    /// Everything that must never be seen.
    [[nodiscard]] QStringList all() const;
};

/// What Accounts holds, as Secrets. `key` may be "user-id:token" (jellyfin) or "client-id:client-secret" (trakt); where
/// the profile has no place for a session, the account's secret is the key.
[[nodiscard]] Secrets secretsOf(const ProfileAuth &auth, const QString &key, const std::optional<Account> &account);
/// An error cleaned of secrets: a server may repeat what it was sent.
[[nodiscard]] Error withoutSecrets(Error error, const QStringList &secrets);

/// Signs a request. Unauthorized (`where` = "auth") where a secret is needed and there is none: the detail says what to
/// do. With a replaced base and no secret it goes unsigned.
[[nodiscard]] Result<void> sign(const ProfileEntry &entry, const Secrets &secrets, bool needsAccount, RequestParts &parts);
/// As sign() would say, without a request.
[[nodiscard]] Result<void> canSign(const ProfileEntry &entry, const Secrets &secrets, bool needsAccount);
/// The query items that carry secrets.
[[nodiscard]] QStringList credentialNames(const Profile &profile);
/// A name for an account whose server has none: made from its secret, which it does not give away.
[[nodiscard]] QString accountNameFrom(const QString &sourceId, const QString &secret);
/// Which account lists belong to: its id, or a short name made from the secret; empty where nobody is signed in.
[[nodiscard]] QString accountName(const ProfileEntry &entry, const Secrets &secrets);

} // namespace matinee
