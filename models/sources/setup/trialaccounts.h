// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/accounts.h"
#include "models/catalog/mailbox.h"

namespace matinee {

/// One secret for one source, which nobody keeps; an empty one is none. Main thread.
class TrialAccounts final : public Accounts
{
public:
    TrialAccounts(Mailbox &mailbox, QString sourceId, QString secret);

    void load(const QString &sourceId, Reply<SecretPlace> reply) override;
    [[nodiscard]] QString secret(const QString &sourceId) const override;
    [[nodiscard]] SecretPlace placeOf(const QString &sourceId) const override;
    [[nodiscard]] std::vector<Account> accounts(const QString & /*sourceId*/) const override { return {}; }
    [[nodiscard]] std::optional<Account> current(const QString & /*sourceId*/) const override { return std::nullopt; }
    // What would change them answers, and changes nothing.
    void findKeychain(Reply<bool> reply) override;
    void keep(const QString &sourceId, const QString &secret, Keeping keeping, Reply<SecretPlace> reply) override;
    void forget(const QString &sourceId, Reply<void> reply) override;
    void addAccount(const QString &sourceId, const Account &account, Keeping keeping, Reply<SecretPlace> reply) override;
    void useAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) override;
    void removeAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) override;

private:
    template <typename T>
    void answer(Reply<T> reply, Result<T> result);

    Mailbox &m_mailbox;
    QString m_sourceId;
    QString m_secret;
};

} // namespace matinee
