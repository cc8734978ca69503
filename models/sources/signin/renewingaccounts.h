// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "models/sources/profile/profileset.h"
#include "models/sources/profile/readingtransport.h"
#include "models/sources/signin/signinrequest.h"
#include "models/sources/signin/signintools.h"

namespace matinee {

/// Accounts whose secrets last: what ends soon is renewed while it is loaded, so that every request after load() is
/// signed with a secret that works. Where renewing fails the old secret stays, and is tried again later. Main thread.
class RenewingAccounts final : public Accounts
{
public:
    /// All outlive this.
    RenewingAccounts(Accounts &kept, const ProfileSet &profiles, const SignInTools &tools);
    ~RenewingAccounts() override;

    void load(const QString &sourceId, Reply<SecretPlace> reply) override;
    void findKeychain(Reply<bool> reply) override { m_kept.findKeychain(std::move(reply)); }
    [[nodiscard]] QString secret(const QString &sourceId) const override { return m_kept.secret(sourceId); }
    [[nodiscard]] SecretPlace placeOf(const QString &sourceId) const override { return m_kept.placeOf(sourceId); }
    void keep(const QString &sourceId, const QString &secret, Keeping keeping, Reply<SecretPlace> reply) override;
    void forget(const QString &sourceId, Reply<void> reply) override { m_kept.forget(sourceId, std::move(reply)); }
    [[nodiscard]] std::vector<Account> accounts(const QString &sourceId) const override { return m_kept.accounts(sourceId); }
    [[nodiscard]] std::optional<Account> current(const QString &sourceId) const override { return m_kept.current(sourceId); }
    void addAccount(const QString &sourceId, const Account &account, Keeping keeping, Reply<SecretPlace> reply) override;
    void useAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) override;
    void removeAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) override;

private:
    [[nodiscard]] bool isDue(const QString &sourceId) const;
    void renew(const QString &sourceId, const Account &account);
    void onRenewed(const QString &sourceId, const Account &account, const Result<SignInAnswer> &answer);
    void release(const QString &sourceId);

    Accounts &m_kept;
    const ProfileSet &m_profiles;
    SignInTools m_tools;
    ReadingTransport m_transport;
    QHash<QString, std::vector<Reply<SecretPlace>>> m_waiting; // by source: a renewal is on its way
    QHash<QString, QDateTime> m_notBefore;                     // by source: the last one failed
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee
