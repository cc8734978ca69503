// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "models/catalog/accounts.h"

namespace matinee {

/// The accounts of one source and which is current, as they are kept: one JSON text an account list, so that the
/// keychain has one entry a source. A value.
class AccountList
{
public:
    /// What toText() made; empty for anything else, which can only be another program's.
    [[nodiscard]] static AccountList fromText(const QString &text);
    /// Without those that are not kept in the keychain.
    [[nodiscard]] QString toText() const;

    [[nodiscard]] const std::vector<Account> &all() const { return m_accounts; }
    [[nodiscard]] std::optional<Account> current() const;
    /// Whether anything of it is to be kept.
    [[nodiscard]] bool isKept() const;

    /// Replaces the one with the same id, or comes last; current from now on.
    void add(const Account &account);
    /// False for an account that is not there.
    bool use(const QString &accountId);
    bool remove(const QString &accountId);
    void setPlace(const QString &accountId, SecretPlace place);

private:
    [[nodiscard]] std::vector<Account>::iterator find(const QString &accountId);

    std::vector<Account> m_accounts;
    QString m_current;
};

} // namespace matinee
