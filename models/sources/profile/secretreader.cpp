// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/secretreader.h"

namespace matinee {

SecretReader::SecretReader(Accounts &accounts) : m_accounts(accounts) { }

void SecretReader::load(const ProfileEntry &entry, std::function<void(const Secrets &)> call)
{
    const ProfileAuth &auth = entry.profile->auth;
    if (auth.kind == ProfileAuth::Kind::None) {
        call({});
        return;
    }
    m_accounts.load(
        entry.profile->id, [this, life = std::weak_ptr(m_life), entry, call = std::move(call)](const Result<SecretPlace> &) {
            if (!life.expired())
                call(now(entry));
        });
}

Secrets SecretReader::now(const ProfileEntry &entry) const
{
    const QString id = entry.profile->id;
    const ProfileAuth &auth = entry.profile->auth;
    if (auth.kind == ProfileAuth::Kind::None)
        return {};
    return secretsOf(auth, m_accounts.secret(id), m_accounts.current(id));
}

int SecretReader::generation(const ProfileEntry &entry, const Secrets &secrets)
{
    Known &known = m_known[entry.profile->id];
    if (known.secrets != secrets)
        known = {secrets, known.generation + 1};
    return known.generation;
}

} // namespace matinee
