// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/signinrequest.h"

#include <QJsonDocument>

#include "models/sources/dialects/jsonbody.h"
#include "models/sources/profile/jellyfinauthorization.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr JsonLimits kLimits{256 * 1024, 32}; // a user's document with all its settings is under 20 KiB
constexpr qsizetype kShortWord = 16;

void signStep(const ProfileEntry &entry, const Secrets &secrets, const SignInAsk &ask, RequestParts &parts)
{
    Secrets as = secrets;
    const ProfileAuth &auth = entry.profile->auth;
    (auth.session ? as.session : as.key) = ask.session;
    // Before anybody is signed in Jellyfin wants to know who asks all the same.
    if (auth.kind == ProfileAuth::Kind::Jellyfin && ask.session.isEmpty())
        parts.set({RequestPlace::Kind::Header, u"Authorization"_s, {}}, jellyfinAuthorization({}));
    else
        (void)sign(entry, as, auth.session.has_value() && !ask.session.isEmpty(), parts); // what it lacks the server says
}

} // namespace

HttpRequest signInRequest(const ProfileEntry &entry, const Secrets &secrets, const SignInAsk &ask)
{
    RequestParts parts;
    parts.method = ask.method;
    parts.base = entry.base;
    parts.path = ask.path;
    parts.query = ask.query;
    parts.headers.emplace_back("Accept", "application/json");
    for (const auto &[name, value] : entry.profile->headers)
        parts.set({RequestPlace::Kind::Header, QString::fromLatin1(name), {}}, value);
    signStep(entry, secrets, ask, parts);
    HttpRequest request;
    request.method = parts.method;
    request.url = parts.url();
    request.headers = parts.headers;
    if (ask.body) {
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = QJsonDocument(*ask.body).toJson(QJsonDocument::Compact);
    }
    request.isIdempotent = ask.method == "GET";
    request.mayJoin = false;
    request.maxBytes = kLimits.maxBytes;
    request.limits = entry.profile->limits;
    return request;
}

Verdict<SignInAnswer> readSignInAnswer(const Profile &profile, const HttpResponse &response)
{
    SignInAnswer answer{response.status, {}, response.body.trimmed(), {}};
    if (!answer.isSuccess())
        answer.error = statusError(profile, response);
    if (answer.text.size() > kShortWord)
        answer.text.clear();
    const auto document = readJsonBody(response.body, kLimits);
    if (document)
        answer.body = document->toObject();
    else if (answer.isSuccess() && answer.text.isEmpty() && !response.body.trimmed().isEmpty())
        return tl::unexpected(document.error());
    return answer;
}

bool mayPass(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::Unreachable:
    case ErrorKind::Timeout:
    case ErrorKind::RateLimited:
    case ErrorKind::CaptivePortal:
    case ErrorKind::Server: return true;
    default: return false;
    }
}

} // namespace matinee
