// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/tmdbsignin.h"

#include "models/sources/dialects/jsonscalars.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using namespace std::chrono_literals;

constexpr auto kTurn = 5s;                // a person needs longer than that to find the button
constexpr qint64 kTokenSeconds = 60 * 60; // of a request token
// TMDB's codes for a token that is not approved (yet): it has no other word for a no.
constexpr int kSessionDenied = 17;
constexpr int kTokenNotApproved = 41;

int codeOf(const SignInAnswer &answer)
{
    return answer.body.value(u"status_code"_s).toInt();
}

} // namespace

void TmdbSignIn::start()
{
    ask({"GET", "/authentication/token/new"}, [this](const SignInAnswer &answer) { onToken(answer); });
}

SignInAsk TmdbSignIn::signOut(const QString &session)
{
    return {"DELETE", "/authentication/session", QJsonObject{{u"session_id"_s, session}}};
}

void TmdbSignIn::onToken(const SignInAnswer &answer)
{
    if (!answer.isSuccess())
        return failWith(answer.error);
    m_token = answer.member("request_token"_L1);
    hide(m_token);
    if (m_token.isEmpty())
        return failWith({ErrorKind::Malformed, u"TMDB gave no request token"_s, u"/request_token"_s, answer.status});
    SignInState waiting{SignInState::Kind::Waiting};
    waiting.url = approvalPage();
    waiting.endsAt = endOf(answer.member("expires_at"_L1));
    waitFor(waiting, kTurn);
}

QUrl TmdbSignIn::approvalPage() const
{
    // The page is on TMDB's own site, beside the API; a server in its place has it itself.
    const ProfileEntry &entry = subject().entry;
    QUrl page(u"https://www.themoviedb.org"_s);
    if (entry.isReplaced)
        page = entry.base.adjusted(QUrl::RemovePath);
    page.setPath("/authenticate/"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(m_token)), QUrl::TolerantMode);
    return page;
}

QDateTime TmdbSignIn::endOf(const QString &said) const
{
    // "2016-08-26 17:04:39 UTC". Clocks differ: only an end that lies ahead, and not too far, is believed.
    QDateTime told = QDateTime::fromString(said.left(19), u"yyyy-MM-dd hh:mm:ss"_s);
    told.setTimeSpec(Qt::UTC);
    const QDateTime most = clock().now().addSecs(kTokenSeconds);
    return told.isValid() && told > clock().now() && told < most ? told : most;
}

void TmdbSignIn::poll()
{
    if (!m_session.isEmpty())
        return askAccount();
    ask(
        {"POST", "/authentication/session/new", QJsonObject{{u"request_token"_s, m_token}}},
        [this](const SignInAnswer &answer) { onSession(answer); },
        [this](const Error &error) { mayPass(error) ? pollAgain() : failWith(error); });
}

void TmdbSignIn::onSession(const SignInAnswer &answer)
{
    const int code = codeOf(answer);
    if (answer.isSuccess() && !answer.member("session_id"_L1).isEmpty()) {
        m_session = answer.member("session_id"_L1);
        hide(m_session);
        return askAccount();
    }
    if (answer.isSuccess())
        return failWith({ErrorKind::Malformed, u"TMDB gave no session"_s, u"/session_id"_s, answer.status});
    if (code == kSessionDenied || code == kTokenNotApproved || mayPass(answer.error))
        return pollAgain();
    if (code == 33) // the token is used up, refused or too old
        return failWith({ErrorKind::Rejected, u"TMDB takes this approval no more"_s, {}, answer.status});
    failWith(answer.error);
}

void TmdbSignIn::askAccount()
{
    SignInAsk who{"GET", "/account"};
    who.session = m_session;
    ask(
        who, [this](const SignInAnswer &answer) { onAccount(answer); },
        [this](const Error &error) { mayPass(error) ? pollAgain() : failWith(error); });
}

void TmdbSignIn::onAccount(const SignInAnswer &answer)
{
    if (!answer.isSuccess())
        return mayPass(answer.error) ? pollAgain() : failWith(answer.error);
    const QString id = scalarText(answer.body.value(u"id"_s)).value_or(QString());
    if (id.isEmpty())
        return failWith({ErrorKind::Malformed, u"TMDB did not say who signed in"_s, u"/id"_s, answer.status});
    const QString name = answer.member("name"_L1);
    succeedWith({id, name.isEmpty() ? answer.member("username"_L1) : name, m_session});
}

} // namespace matinee
