// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <vector>

#include "models/catalog/accounts.h"
#include "models/sources/http/httptransport.h"

namespace matinee::test {

/// An answer with this status, body and headers.
[[nodiscard]] HttpResponse httpAnswer(int status, const QByteArray &body, HttpHeaders headers = {});

/// A transport without a network: requests wait in `asked` until they are answered, or `serve` answers each from the
/// event loop. Reads 2xx bodies on a thread of its own, as the real one does. Main thread.
class ScriptedTransport final : public HttpTransport
{
public:
    struct Asked {
        HttpRequest request;
        CancelToken cancel;
        Reply<HttpResponse> reply;
    };
    std::deque<Asked> asked;           ///< not answered yet
    std::vector<HttpRequest> requests; ///< all, in order
    /// Answers by itself what it returns something for.
    std::function<std::optional<HttpResponse>(const HttpRequest &)> serve;
    bool readsBodies = true; ///< false: as for a request that joined another one's flight

    void send(HttpRequest request, const CancelToken &cancel, Reply<HttpResponse> reply) override;
    void cancel(const CancelToken &cancel) override;

    /// Answers the oldest request; false when there is none.
    bool answer(const HttpResponse &response);
    bool fail(const Error &error);

private:
    void finish(const Asked &ask, HttpResponse response) const;

    QObject m_loop;
};

/// Accounts in memory, which answer from the event loop.
class ScriptedAccounts final : public Accounts
{
public:
    QHash<QString, QString> secrets;
    QHash<QString, std::vector<Account>> signedIn; ///< the last is the current one
    int loads = 0;

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

private:
    QObject m_loop;
};

} // namespace matinee::test
