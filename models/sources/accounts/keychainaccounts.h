// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>

#include "models/catalog/accounts.h"
#include "models/sources/accounts/accountlist.h"
#include "models/sources/accounts/secretvault.h"

namespace matinee {

/// Secrets in a vault of the system's, else in memory until the program closes; never in a file of ours. Main thread.
///
/// A source's key is looked for, in this order, in the environment (`MATINEE_TMDB_TOKEN` for "tmdb"), in the vault, and
/// in what the program was built with (MATINEE_TMDB_TOKEN of CMake, TMDB only). An account may come from the environment
/// too: `MATINEE_TMDB_ACCOUNT_TOKEN`, written `account-id:secret`.
class KeychainAccounts final : public QObject, public Accounts
{
    Q_OBJECT
public:
    /// `profile` tells the keys of one profile folder from another's; empty for the usual one. `vault` outlives this.
    KeychainAccounts(QString profile, SecretVault &vault, QObject *parent = nullptr);
    ~KeychainAccounts() override;

    void load(const QString &sourceId, Reply<SecretPlace> reply) override;
    void findKeychain(Reply<bool> reply) override;
    [[nodiscard]] QString secret(const QString &sourceId) const override;
    [[nodiscard]] SecretPlace placeOf(const QString &sourceId) const override;
    void keep(const QString &sourceId, const QString &secret, Keeping keeping, Reply<SecretPlace> reply) override;
    void forget(const QString &sourceId, Reply<void> reply) override;

    [[nodiscard]] std::vector<Account> accounts(const QString &sourceId) const override;
    [[nodiscard]] std::optional<Account> current(const QString &sourceId) const override;
    void addAccount(const QString &sourceId, const Account &account, Keeping keeping, Reply<SecretPlace> reply) override;
    void useAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) override;
    void removeAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) override;

    /// What a secret of this profile is called in the vault.
    [[nodiscard]] QString entryOf(const QString &name) const;
    /// `MATINEE_TMDB_TOKEN` for "tmdb": capitals, other characters as underscores.
    [[nodiscard]] static QString variableFor(const QString &sourceId);

private:
    struct Known {
        QString key;
        SecretPlace place = SecretPlace::Nowhere;
        AccountList accounts;
        bool isKeyRead = false;
        bool areAccountsRead = false;
    };
    /// From the event loop, unless this is gone by then.
    template <typename T>
    void answer(const Reply<T> &reply, Result<T> result);
    void loadKey(const QString &sourceId, const std::function<void()> &then);
    void loadAccounts(const QString &sourceId, const std::function<void()> &then);
    /// `wasKept`: an entry is in the vault that must be gone where nothing is to be kept any more.
    void writeAccounts(const QString &sourceId, bool wasKept, Reply<void> reply);
    template <typename T>
    [[nodiscard]] Reply<T> whileHere(std::function<void(const Result<T> &)> call);

    QString m_profile;
    SecretVault &m_vault;
    QHash<QString, Known> m_known;
};

} // namespace matinee
