// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/jellyfinsignin.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using namespace std::chrono_literals;

constexpr auto kTurn = 3s;
constexpr qint64 kCodeSeconds = 10 * 60; // the server forgets a code after that
const QByteArray kUsers = "/Users";
const QByteArray kConnect = "/QuickConnect/Connect";

Error switchedOff(int status)
{
    return {ErrorKind::Forbidden, u"Quick Connect is switched off on this server"_s, {}, status};
}

Error nobody(int status)
{
    return {ErrorKind::Malformed, u"the server did not say who signed in"_s, u"/User/Id"_s, status};
}

} // namespace

std::optional<Account> jellyfinAccount(const SignInAnswer &answer)
{
    const QJsonObject user = answer.body.value(u"User"_s).toObject();
    const Account account{user.value(u"Id"_s).toString(), user.value(u"Name"_s).toString(), answer.member("AccessToken"_L1)};
    return account.id.isEmpty() || account.secret.isEmpty() ? std::nullopt : std::optional(account);
}

SignInAsk jellyfinSignOut(const QString &token)
{
    SignInAsk ask{"POST", "/Sessions/Logout"};
    ask.session = token;
    return ask;
}

// ---- by code -----------------------------------------------------------------------------------------------------

void JellyfinCodeSignIn::start()
{
    ask({"GET", "/QuickConnect/Enabled"}, [this](const SignInAnswer &answer) {
        if (answer.isSuccess() && answer.text == "true")
            initiate("POST");
        else if (answer.isSuccess() || answer.status == 401 || answer.status == 404)
            failWith(switchedOff(answer.status));
        else
            failWith(answer.error);
    });
}

void JellyfinCodeSignIn::initiate(const QByteArray &method)
{
    ask({method, "/QuickConnect/Initiate"}, [this, method](const SignInAnswer &answer) { onCode(answer, method); });
}

void JellyfinCodeSignIn::onCode(const SignInAnswer &answer, const QByteArray &method)
{
    if (answer.status == 405 && method == "POST")
        return initiate("GET"); // servers before 10.9
    if (answer.status == 401)
        return failWith(switchedOff(answer.status));
    if (!answer.isSuccess())
        return failWith(answer.error);
    m_secret = answer.member("Secret"_L1);
    hide(m_secret);
    SignInState waiting{SignInState::Kind::Waiting};
    waiting.code = answer.member("Code"_L1);
    if (m_secret.isEmpty() || waiting.code.isEmpty())
        return failWith({ErrorKind::Malformed, u"the server gave no code"_s, u"/Code"_s, answer.status});
    waiting.url = subject().entry.base;
    const QString below = waiting.url.path();
    waiting.url.setPath((below.endsWith(u'/') ? below.chopped(1) : below) + "/web/"_L1);
    waiting.endsAt = clock().now().addSecs(kCodeSeconds);
    waitFor(waiting, kTurn);
}

void JellyfinCodeSignIn::poll()
{
    if (m_isApproved)
        return authenticate();
    ask(
        {"GET", kConnect, std::nullopt, {{u"secret"_s, m_secret}}}, [this](const SignInAnswer &answer) { onTurn(answer); },
        [this](const Error &error) { mayPass(error) ? pollAgain() : failWith(error); });
}

void JellyfinCodeSignIn::onTurn(const SignInAnswer &answer)
{
    if (answer.status == 404)
        return failWith({ErrorKind::Rejected, u"the server knows this code no more"_s, {}, answer.status});
    if (!answer.isSuccess())
        return mayPass(answer.error) ? pollAgain() : failWith(answer.error);
    m_isApproved = answer.body.value(u"Authenticated"_s).toBool();
    m_isApproved ? authenticate() : pollAgain();
}

void JellyfinCodeSignIn::authenticate()
{
    ask(
        {"POST", kUsers + "/AuthenticateWithQuickConnect", QJsonObject{{u"Secret"_s, m_secret}}},
        [this](const SignInAnswer &answer) {
            if (!answer.isSuccess())
                return mayPass(answer.error) ? pollAgain() : failWith(answer.error);
            const std::optional<Account> account = jellyfinAccount(answer);
            account ? succeedWith(*account) : failWith(nobody(answer.status));
        },
        [this](const Error &error) { mayPass(error) ? pollAgain() : failWith(error); });
}

// ---- by password -------------------------------------------------------------------------------------------------

void JellyfinPasswordSignIn::start()
{
    askAgain(std::nullopt);
}

void JellyfinPasswordSignIn::askAgain(const std::optional<Error> &error)
{
    SignInState state{SignInState::Kind::NeedsPassword};
    state.error = error;
    say(state);
}

void JellyfinPasswordSignIn::givePassword(const QString &name, const QString &password)
{
    say({SignInState::Kind::Working});
    ask(
        {"POST", kUsers + "/AuthenticateByName", QJsonObject{{u"Username"_s, name}, {u"Pw"_s, password}}},
        [this](const SignInAnswer &answer) { onAnswer(answer); },
        [this](const Error &error) { mayPass(error) ? askAgain(error) : failWith(error); });
}

void JellyfinPasswordSignIn::onAnswer(const SignInAnswer &answer)
{
    if (answer.status == 401 || answer.status == 403)
        return askAgain(Error{ErrorKind::Unauthorized, u"the server does not know this name and password"_s, {}, answer.status});
    if (!answer.isSuccess()) {
        // Not in the server's words: they might repeat the password.
        const Error error{
            answer.error.kind, u"the server answered %1"_s.arg(answer.status), {}, answer.status, answer.error.retryAfter};
        return mayPass(error) ? askAgain(error) : failWith(error);
    }
    const std::optional<Account> account = jellyfinAccount(answer);
    account ? succeedWith(*account) : failWith(nobody(answer.status));
}

} // namespace matinee
