// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/sources/accounts/secretvault.h"

namespace matinee {

/// The system's keychain: Secret Service, Windows Credential Store, macOS Keychain, through QtKeychain. Never a file.
/// Main thread. Without QtKeychain at build time, or without a session bus, everything fails with Storage at once.
class KeychainVault final : public QObject, public SecretVault
{
    Q_OBJECT
public:
    using QObject::QObject;

    void read(const QString &key, Reply<QString> reply) override;
    void write(const QString &key, const QString &text, Reply<void> reply) override;
    void remove(const QString &key, Reply<void> reply) override;

private:
    template <typename T>
    void refuse(Reply<T> reply);
};

} // namespace matinee
