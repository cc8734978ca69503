// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/traktsignin.h"

#include <algorithm>

#include "models/sources/dialects/nexturl.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using namespace std::chrono_literals;

constexpr qint64 kUsualTurn = 5; // s, as RFC 8628 has it
constexpr qint64 kLongestTurn = 60;
constexpr qint64 kUsualCodeSeconds = 600;
constexpr qint64 kLongestCodeSeconds = 3600;
constexpr auto kSlowDown = 5s; // RFC 8628 3.5
constexpr qint64 kLongestTokenSeconds = 366LL * 86'400;
// Trakt sends nobody back to a program without a page of its own; it wants to hear so.
constexpr QLatin1StringView kNoPage{"urn:ietf:wg:oauth:2.0:oob"};

qint64 secondsIn(const SignInAnswer &answer, QLatin1StringView name, qint64 usual, qint64 most)
{
    const qint64 said = answer.body.value(name).toInteger(usual);
    return std::clamp<qint64>(said, 1, most);
}

QJsonObject asProgram(const Secrets &secrets)
{
    return {{u"client_id"_s, secrets.key}, {u"client_secret"_s, secrets.clientSecret}};
}

} // namespace

SignInAsk TraktSignIn::signOut(const Secrets &secrets, const QString &token)
{
    QJsonObject body = asProgram(secrets);
    body.insert(u"token"_s, token);
    return {"POST", "/oauth/revoke", body};
}

SignInAsk TraktSignIn::renew(const Secrets &secrets, const QString &renewal)
{
    QJsonObject body = asProgram(secrets);
    body.insert(u"refresh_token"_s, renewal);
    body.insert(u"redirect_uri"_s, kNoPage);
    body.insert(u"grant_type"_s, u"refresh_token"_s);
    return {"POST", "/oauth/token", body};
}

std::optional<Account> TraktSignIn::tokenIn(const SignInAnswer &answer, const QDateTime &now)
{
    Account account{{}, {}, answer.member("access_token"_L1), answer.member("refresh_token"_L1)};
    if (account.secret.isEmpty())
        return std::nullopt;
    if (answer.body.contains("expires_in"_L1))
        account.expiresAt = now.addSecs(secondsIn(answer, "expires_in"_L1, kLongestTokenSeconds, kLongestTokenSeconds));
    return account;
}

void TraktSignIn::start()
{
    const Secrets &secrets = subject().secrets;
    if (secrets.clientSecret.isEmpty() && !subject().entry.isReplaced) {
        return failWith({ErrorKind::Unauthorized,
            u"signing in at Trakt needs the client secret too: the key is written client-id:client-secret"_s, u"auth"_s});
    }
    ask({"POST", "/oauth/device/code", QJsonObject{{u"client_id"_s, secrets.key}}},
        [this](const SignInAnswer &answer) { onCode(answer); });
}

void TraktSignIn::onCode(const SignInAnswer &answer)
{
    if (answer.status == 401 || answer.status == 403)
        return failWith({ErrorKind::Unauthorized, u"Trakt does not know this client id"_s, {}, answer.status});
    if (!answer.isSuccess())
        return failWith(answer.error);
    m_device = answer.member("device_code"_L1);
    hide(m_device);
    SignInState waiting{SignInState::Kind::Waiting};
    waiting.code = answer.member("user_code"_L1);
    waiting.url = activationPage(answer.member("verification_url"_L1), waiting.code);
    if (m_device.isEmpty() || waiting.code.isEmpty())
        return failWith({ErrorKind::Malformed, u"Trakt gave no code"_s, u"/user_code"_s, answer.status});
    if (waiting.url.isEmpty())
        return failWith(
            {ErrorKind::CrossOrigin, u"Trakt named no page that can be opened"_s, u"/verification_url"_s, answer.status});
    waiting.endsAt = clock().now().addSecs(secondsIn(answer, "expires_in"_L1, kUsualCodeSeconds, kLongestCodeSeconds));
    waitFor(waiting, std::chrono::seconds(secondsIn(answer, "interval"_L1, kUsualTurn, kLongestTurn)));
}

/// The page with the code filled in. Only https is opened, or what the source itself is.
QUrl TraktSignIn::activationPage(const QString &said, const QString &code) const
{
    QUrl page(said, QUrl::StrictMode);
    const bool isSafe = page.scheme() == "https"_L1 || isSameOrigin(page, subject().entry.base);
    if (!page.isValid() || page.host().isEmpty() || !page.userInfo().isEmpty() || !isSafe)
        return {};
    page.setPath(page.path() + u'/' + code);
    return page;
}

void TraktSignIn::poll()
{
    if (m_account)
        return askName();
    QJsonObject body = asProgram(subject().secrets);
    body.insert(u"code"_s, m_device);
    ask(
        {"POST", "/oauth/device/token", body}, [this](const SignInAnswer &answer) { onToken(answer); },
        [this](const Error &error) { mayPass(error) ? pollAgain() : failWith(error); });
}

void TraktSignIn::onToken(const SignInAnswer &answer)
{
    switch (answer.status) {
    case 400: return pollAgain(); // pending
    case 404:
    case 409:
    case 410: return failWith({ErrorKind::Rejected, u"Trakt takes this code no more"_s, {}, answer.status});
    case 418: return failWith({ErrorKind::Rejected, u"the sign-in was refused on Trakt's page"_s, {}, answer.status});
    case 429: slowDown(kSlowDown); return pollAgain();
    default: break;
    }
    if (!answer.isSuccess())
        return mayPass(answer.error) ? pollAgain() : failWith(answer.error);
    m_account = tokenIn(answer, clock().now());
    if (!m_account)
        return failWith({ErrorKind::Malformed, u"Trakt gave no token"_s, u"/access_token"_s, answer.status});
    hide(m_account->secret);
    hide(m_account->renewal);
    askName();
}

void TraktSignIn::askName()
{
    SignInAsk who{"GET", "/users/me"};
    who.session = m_account->secret;
    ask(
        who, [this](const SignInAnswer &answer) { onName(answer); },
        [this](const Error &error) { mayPass(error) ? pollAgain() : failWith(error); });
}

void TraktSignIn::onName(const SignInAnswer &answer)
{
    if (!answer.isSuccess())
        return mayPass(answer.error) ? pollAgain() : failWith(answer.error);
    const QString slug = answer.body.value(u"ids"_s).toObject().value(u"slug"_s).toString();
    m_account->id = slug.isEmpty() ? answer.member("username"_L1) : slug;
    m_account->name = answer.member("name"_L1).isEmpty() ? answer.member("username"_L1) : answer.member("name"_L1);
    if (m_account->id.isEmpty())
        return failWith({ErrorKind::Malformed, u"Trakt did not say who signed in"_s, u"/ids/slug"_s, answer.status});
    succeedWith(*m_account);
}

} // namespace matinee
