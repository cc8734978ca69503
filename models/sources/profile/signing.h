// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/dialects/requestparts.h"
#include "models/sources/profile/profileset.h"

namespace matinee {

/// What requests to one source are signed with.
struct Secrets {
    QString key;       ///< the token, key, or "user:password" (basic), or "user-id:token" (jellyfin)
    QString accountId; ///< of the person who signed in, where the API counts them
    QString session;   ///< the second secret (ProfileAuth::session)
    bool operator==(const Secrets &) const = default;

    /// Everything that must never be seen.
    [[nodiscard]] QStringList all() const;
};

/// The name under which Accounts keeps the second secret of a source, written `account-id:session`.
[[nodiscard]] QString sessionAccountOf(const QString &sourceId);
/// What Accounts holds, as Secrets.
[[nodiscard]] Secrets secretsOf(const ProfileAuth &auth, const QString &key, const QString &account);

/// Signs a request. Unauthorized (`where` = "auth") where a secret is needed and there is none: the detail says what to
/// do. With a replaced base and no secret it goes unsigned.
[[nodiscard]] Result<void> sign(const ProfileEntry &entry, const Secrets &secrets, bool needsAccount, RequestParts &parts);
/// As sign() would say, without a request.
[[nodiscard]] Result<void> canSign(const ProfileEntry &entry, const Secrets &secrets, bool needsAccount);
/// The query items that carry secrets.
[[nodiscard]] QStringList credentialNames(const Profile &profile);
/// Which account lists belong to: its id, or a short name made from the secret; empty where nobody is signed in.
[[nodiscard]] QString accountName(const ProfileEntry &entry, const Secrets &secrets);

} // namespace matinee
