// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/signin/signinrun.h"

namespace matinee {

/// Signing in at TMDB: a request token, approved by the person in the browser, becomes a session (catalogs.md 1.1).
/// Main thread.
class TmdbSignIn final : public SignInRun
{
public:
    using SignInRun::SignInRun;

    /// Ends a session.
    [[nodiscard]] static SignInAsk signOut(const QString &session);

protected:
    void start() override;
    void poll() override;

private:
    void onToken(const SignInAnswer &answer);
    void onSession(const SignInAnswer &answer);
    void askAccount();
    void onAccount(const SignInAnswer &answer);
    [[nodiscard]] QUrl approvalPage() const;
    [[nodiscard]] QDateTime endOf(const QString &said) const;

    QString m_token;
    QString m_session; // empty until the token was approved
};

} // namespace matinee
