// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <algorithm>

#include "models/catalog/accounts.h"
#include "models/catalog/sourceconnector.h"

namespace matinee::test {

/// Secrets kept in memory, answered at once from inside the call's caller: for tests that look at the window only.
class MemoryAccounts final : public Accounts, public SourceConnector
{
public:
    QHash<QString, QString> secrets;
    QHash<QString, std::vector<Account>> signedIn;
    QHash<QString, QString> currents;
    bool hasKeychain = false;
    QString opens; ///< the secret that a server takes; any other is Unauthorized
    std::optional<Error> failure;
    int tries = 0;

    void load(const QString &sourceId, Reply<SecretPlace> reply) override { reply(placeOf(sourceId)); }
    void findKeychain(Reply<bool> reply) override { reply(hasKeychain); }
    [[nodiscard]] QString secret(const QString &sourceId) const override { return secrets.value(sourceId); }
    [[nodiscard]] SecretPlace placeOf(const QString &sourceId) const override
    {
        return secrets.contains(sourceId) ? SecretPlace::Memory : SecretPlace::Nowhere;
    }
    void keep(const QString &sourceId, const QString &secret, Keeping keeping, Reply<SecretPlace> reply) override
    {
        secrets.insert(sourceId, secret);
        reply(placeFor(keeping));
    }
    void forget(const QString &sourceId, Reply<void> reply) override
    {
        secrets.remove(sourceId);
        reply({});
    }

    [[nodiscard]] std::vector<Account> accounts(const QString &sourceId) const override { return signedIn.value(sourceId); }
    [[nodiscard]] std::optional<Account> current(const QString &sourceId) const override
    {
        for (const Account &account : signedIn.value(sourceId)) {
            if (account.id == currents.value(sourceId))
                return account;
        }
        return std::nullopt;
    }
    void addAccount(const QString &sourceId, const Account &account, Keeping keeping, Reply<SecretPlace> reply) override
    {
        Account added = account;
        added.place = placeFor(keeping);
        std::erase_if(signedIn[sourceId], [&](const Account &one) { return one.id == account.id; });
        signedIn[sourceId].push_back(added);
        currents.insert(sourceId, account.id);
        reply(added.place);
    }
    void useAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) override
    {
        currents.insert(sourceId, accountId);
        reply({});
    }
    void removeAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) override
    {
        std::erase_if(signedIn[sourceId], [&](const Account &one) { return one.id == accountId; });
        currents.insert(sourceId, signedIn[sourceId].empty() ? QString() : signedIn[sourceId].front().id);
        reply({});
    }

    void tryOut(const QString & /*sourceId*/, const QString &secret, Reply<QString> reply) override
    {
        ++tries;
        if (failure)
            reply(tl::unexpected(*failure));
        else if (secret != opens)
            reply(fail(ErrorKind::Unauthorized, QStringLiteral("invalid key")));
        else
            reply(QStringLiteral("account-") + secret.left(2));
    }

private:
    [[nodiscard]] SecretPlace placeFor(Keeping keeping) const
    {
        return keeping == Keeping::Keychain && hasKeychain ? SecretPlace::Keychain : SecretPlace::Memory;
    }
};

} // namespace matinee::test
