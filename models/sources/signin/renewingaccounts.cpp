// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/renewingaccounts.h"

#include <algorithm>

#include "models/sources/signin/traktsignin.h"

namespace matinee {
namespace {

constexpr qint64 kAheadSeconds = 60 * 60; // before the end: a long list goes on meanwhile
constexpr qint64 kAgainSeconds = 10 * 60; // after a failure

} // namespace

RenewingAccounts::RenewingAccounts(Accounts &kept, const ProfileSet &profiles, const SignInTools &tools)
    : m_kept(kept), m_profiles(profiles), m_tools(tools), m_transport(tools.transport, tools.mailbox)
{
}

RenewingAccounts::~RenewingAccounts() = default;

void RenewingAccounts::load(const QString &sourceId, Reply<SecretPlace> reply)
{
    m_kept.load(
        sourceId, [this, life = std::weak_ptr(m_life), sourceId, reply = std::move(reply)](const Result<SecretPlace> &place) {
            if (life.expired())
                return;
            const auto waiting = m_waiting.find(sourceId);
            if (waiting != m_waiting.end())
                return waiting->push_back(reply);
            if (!isDue(sourceId))
                return reply(place);
            m_waiting[sourceId].push_back(reply);
            renew(sourceId, *m_kept.current(sourceId));
        });
}

bool RenewingAccounts::isDue(const QString &sourceId) const
{
    const ProfileEntry *entry = m_profiles.find(sourceId);
    const std::optional<Account> account = m_kept.current(sourceId);
    if (!entry || entry->profile->auth.kind != ProfileAuth::Kind::Trakt || !account || account->renewal.isEmpty())
        return false;
    const QDateTime now = m_tools.clock.now();
    const bool endsSoon = account->expiresAt.isValid() && account->expiresAt <= now.addSecs(kAheadSeconds);
    return endsSoon && (!m_notBefore.contains(sourceId) || m_notBefore.value(sourceId) <= now);
}

void RenewingAccounts::renew(const QString &sourceId, const Account &account)
{
    const ProfileEntry &entry = *m_profiles.find(sourceId);
    const Secrets secrets = secretsOf(entry.profile->auth, m_kept.secret(sourceId), std::nullopt);
    m_transport.ask<SignInAnswer>(
        signInRequest(entry, secrets, TraktSignIn::renew(secrets, account.renewal)),
        [profile = entry.profile](const HttpResponse &response) { return readSignInAnswer(*profile, response); }, CancelToken(),
        [this, life = std::weak_ptr(m_life), sourceId, account](const Result<SignInAnswer> &answer) {
            if (!life.expired())
                onRenewed(sourceId, account, answer);
        });
}

void RenewingAccounts::onRenewed(const QString &sourceId, const Account &account, const Result<SignInAnswer> &answer)
{
    const auto token
        = answer && answer->isSuccess() ? TraktSignIn::tokenIn(*answer, m_tools.clock.now()) : std::optional<Account>();
    const std::vector<Account> all = m_kept.accounts(sourceId);
    const bool isStillThere = std::ranges::any_of(all, [&](const Account &one) { return one.secret == account.secret; });
    if (!token || !isStillThere) {
        m_notBefore.insert(sourceId, m_tools.clock.now().addSecs(kAgainSeconds));
        return release(sourceId);
    }
    Account renewed = account;
    renewed.secret = token->secret;
    renewed.renewal = token->renewal.isEmpty() ? account.renewal : token->renewal;
    renewed.expiresAt = token->expiresAt;
    const Keeping keeping = account.place == SecretPlace::Keychain ? Keeping::Keychain : Keeping::UntilClosed;
    const std::optional<Account> current = m_kept.current(sourceId);
    m_kept.addAccount(sourceId, renewed, keeping, [this, life = std::weak_ptr(m_life), sourceId](const Result<SecretPlace> &) {
        if (!life.expired())
            release(sourceId);
    });
    if (current && current->id != account.id) // the person chose another one meanwhile
        m_kept.useAccount(sourceId, current->id, [](const Result<void> &) {});
}

void RenewingAccounts::release(const QString &sourceId)
{
    const std::vector<Reply<SecretPlace>> waiting = m_waiting.take(sourceId);
    for (const Reply<SecretPlace> &reply : waiting)
        reply(m_kept.placeOf(sourceId));
}

void RenewingAccounts::keep(const QString &sourceId, const QString &secret, Keeping keeping, Reply<SecretPlace> reply)
{
    m_kept.keep(sourceId, secret, keeping, std::move(reply));
}

void RenewingAccounts::addAccount(const QString &sourceId, const Account &account, Keeping keeping, Reply<SecretPlace> reply)
{
    m_notBefore.remove(sourceId);
    m_kept.addAccount(sourceId, account, keeping, std::move(reply));
}

void RenewingAccounts::useAccount(const QString &sourceId, const QString &accountId, Reply<void> reply)
{
    m_notBefore.remove(sourceId);
    m_kept.useAccount(sourceId, accountId, std::move(reply));
}

void RenewingAccounts::removeAccount(const QString &sourceId, const QString &accountId, Reply<void> reply)
{
    m_kept.removeAccount(sourceId, accountId, std::move(reply));
}

} // namespace matinee
