// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/signin/signinrun.h"

namespace matinee {

/// Signing in at a Jellyfin server by QuickConnect: a code that the person types into an app that is signed in already
/// (catalogs.md 3.1). Forbidden where the server has it switched off. Main thread.
class JellyfinCodeSignIn final : public SignInRun
{
public:
    using SignInRun::SignInRun;


protected:
    void start() override;
    void poll() override;

private:
    void initiate(const QByteArray &method);
    void onCode(const SignInAnswer &answer, const QByteArray &method);
    void onTurn(const SignInAnswer &answer);
    void authenticate();

    QString m_secret;
    bool m_isApproved = false;
};

/// Signing in at a Jellyfin server by name and password, asked for again where they are not taken. Main thread.
class JellyfinPasswordSignIn final : public SignInRun
{
public:
    using SignInRun::SignInRun;

    void givePassword(const QString &name, const QString &password) override;

protected:
    void start() override;

private:
    void onAnswer(const SignInAnswer &answer);
    void askAgain(const std::optional<Error> &error);
};

/// Who signed in, from an answer to either; nothing where it does not say.
[[nodiscard]] std::optional<Account> jellyfinAccount(const SignInAnswer &answer);
/// Ends a session.
[[nodiscard]] SignInAsk jellyfinSignOut(const QString &token);

} // namespace matinee
