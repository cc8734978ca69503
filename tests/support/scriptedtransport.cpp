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

void ScriptedAccounts::keep(const QString &sourceId, const QString &secret, Reply<SecretPlace> reply)
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

} // namespace matinee::test
