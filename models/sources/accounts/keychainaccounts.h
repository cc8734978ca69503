// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>

#include "models/catalog/accounts.h"

namespace matinee {

/// Secrets in the system's keychain (Secret Service, Windows Credential Store, macOS Keychain, through QtKeychain),
/// else in memory until the program closes; never in a file of ours. Main thread.
///
/// A source's secret is looked for, in this order, in the environment (`MATINEE_TMDB_TOKEN` for "tmdb"), in the
/// keychain, and in what the program was built with (MATINEE_TMDB_TOKEN of CMake, TMDB only).
class KeychainAccounts final : public QObject, public Accounts
{
    Q_OBJECT
public:
    /// `profile` tells the keys of one profile folder from another's; empty for the usual one.
    explicit KeychainAccounts(QString profile, QObject *parent = nullptr);
    ~KeychainAccounts() override;

    void load(const QString &sourceId, Reply<SecretPlace> reply) override;
    [[nodiscard]] QString secret(const QString &sourceId) const override;
    [[nodiscard]] SecretPlace placeOf(const QString &sourceId) const override;
    void keep(const QString &sourceId, const QString &secret, Reply<SecretPlace> reply) override;
    void forget(const QString &sourceId, Reply<void> reply) override;

    /// `MATINEE_TMDB_TOKEN` for "tmdb": capitals, other characters as underscores.
    [[nodiscard]] static QString variableFor(const QString &sourceId);

private:
    struct Known {
        QString secret;
        SecretPlace place = SecretPlace::Nowhere;
    };
    template <typename T>
    void answer(const Reply<T> &reply, Result<T> result);
    void note(const QString &sourceId, Known known, const Reply<SecretPlace> &reply);
    [[nodiscard]] QString keyOf(const QString &sourceId) const;

    QString m_profile;
    QHash<QString, Known> m_known;
};

} // namespace matinee
