// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/signin/signinrun.h"

namespace matinee {

/// Signing in at Trakt: a code that the person types on Trakt's page becomes a token (catalogs.md 3.2; the device flow of
/// OAuth). Main thread.
class TraktSignIn final : public SignInRun
{
public:
    using SignInRun::SignInRun;

    /// Ends a token.
    [[nodiscard]] static SignInAsk signOut(const Secrets &secrets, const QString &token);
    /// Fetches the token after the one that ends.
    [[nodiscard]] static SignInAsk renew(const Secrets &secrets, const QString &renewal);
    /// The secret, its end and its renewal, from an answer to either way; nothing where there is no token in it.
    [[nodiscard]] static std::optional<Account> tokenIn(const SignInAnswer &answer, const QDateTime &now);

protected:
    void start() override;
    void poll() override;

private:
    void onCode(const SignInAnswer &answer);
    void onToken(const SignInAnswer &answer);
    void askName();
    void onName(const SignInAnswer &answer);
    [[nodiscard]] QUrl activationPage(const QString &said, const QString &code) const;

    QString m_device;
    std::optional<Account> m_account; // the token is there, its owner's name is not
};

} // namespace matinee
