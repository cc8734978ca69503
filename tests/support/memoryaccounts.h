// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "models/catalog/accounts.h"
#include "models/catalog/sourceconnector.h"

namespace matinee::test {

/// Secrets kept in memory, answered at once from inside the call's caller: for tests that look at the window only.
class MemoryAccounts final : public Accounts, public SourceConnector
{
public:
    QHash<QString, QString> secrets;
    QString opens; ///< the secret that a server takes; any other is Unauthorized
    std::optional<Error> failure;
    int tries = 0;

    void load(const QString &sourceId, Reply<SecretPlace> reply) override { reply(placeOf(sourceId)); }
    [[nodiscard]] QString secret(const QString &sourceId) const override { return secrets.value(sourceId); }
    [[nodiscard]] SecretPlace placeOf(const QString &sourceId) const override
    {
        return secrets.contains(sourceId) ? SecretPlace::Memory : SecretPlace::Nowhere;
    }
    void keep(const QString &sourceId, const QString &secret, Reply<SecretPlace> reply) override
    {
        secrets.insert(sourceId, secret);
        reply(SecretPlace::Memory);
    }
    void forget(const QString &sourceId, Reply<void> reply) override
    {
        secrets.remove(sourceId);
        reply({});
    }
    void tryOut(const QString & /*sourceId*/, const QString &secret, Reply<void> reply) override
    {
        ++tries;
        if (failure)
            reply(tl::unexpected(*failure));
        else if (secret != opens)
            reply(fail(ErrorKind::Unauthorized, QStringLiteral("invalid key")));
        else
            reply({});
    }
};

} // namespace matinee::test
