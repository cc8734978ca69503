// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <optional>

#include "models/sources/profile/answerreader.h"
#include "models/sources/profile/signing.h"

namespace matinee {

/// One step of signing in, before it is signed.
struct SignInAsk {
    QByteArray method = "GET";
    QByteArray path; ///< percent-encoded, below the base
    std::optional<QJsonObject> body = std::nullopt;
    QueryItems query = {};
    QString session = {}; ///< sign in this account's name
};

/// What a server said to a step, whatever its status.
struct SignInAnswer {
    int status = 0;
    QJsonObject body; ///< empty where it was no object
    QByteArray text;  ///< the body itself where it is one short word
    Error error;      ///< what a status that is no success means

    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
    [[nodiscard]] QString member(QLatin1StringView name) const { return body.value(name).toString(); }
};

/// The request of a step. A POST is never asked again by itself: it may have counted. Its trace has the path alone.
[[nodiscard]] HttpRequest signInRequest(const ProfileEntry &entry, const Secrets &secrets, const SignInAsk &ask);
/// Any thread.
[[nodiscard]] Verdict<SignInAnswer> readSignInAnswer(const Profile &profile, const HttpResponse &response);
/// Whether asking again in a while may go better.
[[nodiscard]] bool mayPass(const Error &error);

} // namespace matinee
