// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

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

/// Port: the secrets that requests are signed with. Main thread. A secret is never part of a trace, an error, a key of
/// a cache or a file of ours.
class Accounts
{
public:
    Accounts() = default;
    Accounts(const Accounts &) = delete;
    Accounts &operator=(const Accounts &) = delete;
    virtual ~Accounts() = default;

    /// Reads the source's secret from where it is kept; the answer says where that was. Asking again is cheap.
    virtual void load(const QString &sourceId, Reply<SecretPlace> reply) = 0;
    /// What load() or keep() brought, empty where there is none. From memory.
    [[nodiscard]] virtual QString secret(const QString &sourceId) const = 0;
    [[nodiscard]] virtual SecretPlace placeOf(const QString &sourceId) const = 0;
    /// Keeps a secret in the keychain; where none runs it is kept in memory and the answer says so.
    virtual void keep(const QString &sourceId, const QString &secret, Reply<SecretPlace> reply) = 0;
    virtual void forget(const QString &sourceId, Reply<void> reply) = 0;
};

} // namespace matinee
