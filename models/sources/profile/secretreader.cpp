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
    const QString id = entry.profile->id;
    const std::weak_ptr life(m_life);
    const auto finish = [this, life, entry, call = std::move(call)](const Result<SecretPlace> &) {
        if (!life.expired())
            call(now(entry));
    };
    m_accounts.load(id, [this, life, id, hasSession = auth.session.has_value(), finish](const Result<SecretPlace> &place) {
        if (life.expired())
            return;
        if (hasSession)
            m_accounts.load(sessionAccountOf(id), finish);
        else
            finish(place);
    });
}

Secrets SecretReader::now(const ProfileEntry &entry) const
{
    const QString id = entry.profile->id;
    const ProfileAuth &auth = entry.profile->auth;
    if (auth.kind == ProfileAuth::Kind::None)
        return {};
    return secretsOf(auth, m_accounts.secret(id), auth.session ? m_accounts.secret(sessionAccountOf(id)) : QString());
}

int SecretReader::generation(const ProfileEntry &entry, const Secrets &secrets)
{
    Known &known = m_known[entry.profile->id];
    if (known.secrets != secrets)
        known = {secrets, known.generation + 1};
    return known.generation;
}

} // namespace matinee
