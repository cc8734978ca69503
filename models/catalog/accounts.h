// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

#include "models/catalog/reply.h"

namespace matinee {

/// Where a secret is by now.
enum class SecretPlace {
    Nowhere,
    Keychain,
    Memory,      ///< no keychain runs, or the person chose so: gone when the program closes
    Program,     ///< built in by who packaged the program
    Environment, ///< MATINEE_<SOURCE>_TOKEN: never written anywhere
};

/// How long a person wants a secret to be kept.
enum class Keeping {
    Keychain,    ///< until it is taken back; in memory where no keychain takes it
    UntilClosed, ///< in memory only
};

/// A person's account at a source, and what requests in its name are signed with.
struct Account {
    QString id;               ///< the source's own of the person, or a name made from the secret; one account a source each
    QString name;             ///< what the person is called there; may be empty
    QString secret;           ///< session, token, or `user:password`
    QString renewal = {};     ///< a token that fetches the next secret, where the source has such
    QDateTime expiresAt = {}; ///< UTC, when `secret` ends; invalid: it does not
    SecretPlace place = SecretPlace::Nowhere;
    bool operator==(const Account &) const = default;
};

/// Port: the secrets that requests are signed with: a key for each source, and the accounts of the persons who signed in
/// there, one of them current. Main thread; answers as Reply says. A secret is never part of a trace, an error, a key of
/// a cache or a file of ours.
class Accounts
{
public:
    Accounts() = default;
    Accounts(const Accounts &) = delete;
    Accounts &operator=(const Accounts &) = delete;
    virtual ~Accounts() = default;

    /// Reads the source's key and accounts from where they are kept; the answer says where the key was. Asking again is
    /// cheap.
    virtual void load(const QString &sourceId, Reply<SecretPlace> reply) = 0;
    /// Whether a keychain takes secrets here; what it says lasts until the program closes.
    virtual void findKeychain(Reply<bool> reply) = 0;

    /// The key that load() or keep() brought, empty where there is none. From memory.
    [[nodiscard]] virtual QString secret(const QString &sourceId) const = 0;
    [[nodiscard]] virtual SecretPlace placeOf(const QString &sourceId) const = 0;
    /// The answer says where the key is now: Memory where no keychain took it.
    virtual void keep(const QString &sourceId, const QString &secret, Keeping keeping, Reply<SecretPlace> reply) = 0;
    virtual void forget(const QString &sourceId, Reply<void> reply) = 0;

    /// Those signed in, in the order they came. From memory.
    [[nodiscard]] virtual std::vector<Account> accounts(const QString &sourceId) const = 0;
    /// Whose lists are shown and who is meant by a change; nothing where nobody is signed in. From memory.
    [[nodiscard]] virtual std::optional<Account> current(const QString &sourceId) const = 0;
    /// Takes the place of the account with the same id, or joins the others, and is the current one.
    virtual void addAccount(const QString &sourceId, const Account &account, Keeping keeping, Reply<SecretPlace> reply) = 0;
    /// NotFound for an account that is not there.
    virtual void useAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) = 0;
    /// The one beside it becomes current where it was.
    virtual void removeAccount(const QString &sourceId, const QString &accountId, Reply<void> reply) = 0;
};

} // namespace matinee
