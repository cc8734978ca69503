// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedtransport.h"

#include <QMetaObject>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace matinee::test {

HttpResponse httpAnswer(int status, const QByteArray &body, HttpHeaders headers)
{
    HttpResponse response;
    response.status = status;
    response.headers = std::move(headers);
    response.body = body;
    response.receivedAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    return response;
}

void ScriptedTransport::send(HttpRequest request, const CancelToken &cancel, Reply<HttpResponse> reply)
{
    requests.push_back(request);
    Asked ask{std::move(request), cancel, std::move(reply)};
    std::optional<HttpResponse> response = serve ? serve(ask.request) : std::nullopt;
    if (!response) {
        asked.push_back(std::move(ask));
        return;
    }
    QMetaObject::invokeMethod(
        &m_loop, [this, ask = std::move(ask), response = std::move(*response)] { finish(ask, response); }, Qt::QueuedConnection);
}

void ScriptedTransport::cancel(const CancelToken &cancel)
{
    std::erase_if(asked, [&](const Asked &ask) {
        if (ask.cancel != cancel)
            return false;
        QMetaObject::invokeMethod(
            &m_loop, [reply = ask.reply] { reply(matinee::fail(ErrorKind::Cancelled, u"cancelled"_s)); }, Qt::QueuedConnection);
        return true;
    });
}

bool ScriptedTransport::answer(const HttpResponse &response)
{
    if (asked.empty())
        return false;
    const Asked ask = std::move(asked.front());
    asked.pop_front();
    finish(ask, response);
    return true;
}

bool ScriptedTransport::fail(const Error &error)
{
    if (asked.empty())
        return false;
    const Asked ask = std::move(asked.front());
    asked.pop_front();
    ask.reply(tl::unexpected(error));
    return true;
}

void ScriptedTransport::finish(const Asked &ask, HttpResponse response) const
{
    if (!response.url.isValid())
        response.url = ask.request.url;
    BodyVerdict verdict;
    if (readsBodies && ask.request.read && response.status >= 200 && response.status < 300) {
        std::thread pool([&] { verdict = ask.request.read(response); });
        pool.join();
    }
    if (verdict.kind == BodyVerdict::Kind::Good)
        ask.reply(std::move(response));
    else
        ask.reply(tl::unexpected(verdict.error.value()));
}

void ScriptedAccounts::load(const QString &sourceId, Reply<SecretPlace> reply)
{
    ++loads;
    QMetaObject::invokeMethod(
        &m_loop, [reply = std::move(reply), place = placeOf(sourceId)] { reply(place); }, Qt::QueuedConnection);
}

QString ScriptedAccounts::secret(const QString &sourceId) const
{
    return secrets.value(sourceId);
}

SecretPlace ScriptedAccounts::placeOf(const QString &sourceId) const
{
    return secrets.contains(sourceId) ? SecretPlace::Memory : SecretPlace::Nowhere;
}

void ScriptedAccounts::findKeychain(Reply<bool> reply)
{
    QMetaObject::invokeMethod(
        &m_loop, [reply = std::move(reply)] { reply(true); }, Qt::QueuedConnection);
}

void ScriptedAccounts::keep(const QString &sourceId, const QString &secret, Keeping /*keeping*/, Reply<SecretPlace> reply)
{
    secrets.insert(sourceId, secret);
    load(sourceId, std::move(reply));
}

void ScriptedAccounts::forget(const QString &sourceId, Reply<void> reply)
{
    secrets.remove(sourceId);
    QMetaObject::invokeMethod(
        &m_loop, [reply = std::move(reply)] { reply({}); }, Qt::QueuedConnection);
}

std::vector<Account> ScriptedAccounts::accounts(const QString &sourceId) const
{
    return signedIn.value(sourceId);
}

std::optional<Account> ScriptedAccounts::current(const QString &sourceId) const
{
    const std::vector<Account> all = accounts(sourceId);
    return all.empty() ? std::nullopt : std::optional(all.back());
}

void ScriptedAccounts::addAccount(const QString &sourceId, const Account &account, Keeping keeping, Reply<SecretPlace> reply)
{
    Account added = account;
    added.place = keeping == Keeping::Keychain ? SecretPlace::Keychain : SecretPlace::Memory;
    std::erase_if(signedIn[sourceId], [&](const Account &one) { return one.id == account.id; });
    signedIn[sourceId].push_back(added);
    load(sourceId, std::move(reply));
}

void ScriptedAccounts::useAccount(const QString &sourceId, const QString &accountId, Reply<void> reply)
{
    std::vector<Account> &all = signedIn[sourceId];
    const auto found = std::ranges::find(all, accountId, &Account::id);
    if (found != all.end())
        std::rotate(found, found + 1, all.end());
    QMetaObject::invokeMethod(
        &m_loop, [reply = std::move(reply)] { reply({}); }, Qt::QueuedConnection);
}

void ScriptedAccounts::removeAccount(const QString &sourceId, const QString &accountId, Reply<void> reply)
{
    std::erase_if(signedIn[sourceId], [&](const Account &one) { return one.id == accountId; });
    QMetaObject::invokeMethod(
        &m_loop, [reply = std::move(reply)] { reply({}); }, Qt::QueuedConnection);
}

} // namespace matinee::test
