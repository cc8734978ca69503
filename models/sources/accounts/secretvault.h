// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/catalog/reply.h"

namespace matinee {

/// Port: texts kept safely by the system, under keys. Main thread; answers as Reply says, in the order asked. NotFound
/// where there is no such entry; Storage where nothing can be kept here, or the person did not unlock it.
class SecretVault
{
public:
    SecretVault() = default;
    SecretVault(const SecretVault &) = delete;
    SecretVault &operator=(const SecretVault &) = delete;
    virtual ~SecretVault() = default;

    virtual void read(const QString &key, Reply<QString> reply) = 0;
    virtual void write(const QString &key, const QString &text, Reply<void> reply) = 0;
    virtual void remove(const QString &key, Reply<void> reply) = 0;
};

} // namespace matinee
