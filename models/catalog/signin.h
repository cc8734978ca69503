// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "models/catalog/accounts.h"

namespace matinee {

/// How a person can sign in at a source.
enum class SignInWay {
    Browser,  ///< approves in the browser
    Code,     ///< types a code on a page or in another app of the source
    Password, ///< gives name and password here
};

/// How far a sign-in is.
struct SignInState {
    enum class Kind {
        Working,       ///< the server is asked
        NeedsPassword, ///< givePassword() is waited for; `error` where the last one was not taken
        Waiting,       ///< the person approves elsewhere: at `url`, with `code` where there is one
        Done,          ///< `account` signed in; the last state
        Failed,        ///< `error` says why; the last state
    };
    Kind kind = Kind::Working;
    QUrl url = {};                       ///< https, or the source's own origin; empty: the person knows where
    QString code = {};                   ///< to be typed there; empty: opening `url` is enough
    QDateTime endsAt = {};               ///< when the server stops waiting
    bool isNotYet = false;               ///< asked by approved(), the server knows of nothing so far
    std::optional<Account> account = {}; ///< its secret is to go into Accounts and nowhere else
    std::optional<Error> error = std::nullopt;
};

/// One run of signing in, from begin() of SignIns to Done or Failed; destroying it gives up. Main thread.
class SignIn
{
public:
    /// Called with each state, from the event loop. The run may be destroyed from inside.
    using Listener = std::function<void(const SignInState &)>;

    SignIn() = default;
    SignIn(const SignIn &) = delete;
    SignIn &operator=(const SignIn &) = delete;
    virtual ~SignIn() = default;

    /// While Waiting: the person says it is done, so the server is asked now and not at the next turn.
    virtual void approved() = 0;
    /// While NeedsPassword. Neither is kept.
    virtual void givePassword(const QString &name, const QString &password) = 0;
};

/// Port: signing in at sources that do it in more than one step. Main thread; answers as Reply says.
class SignIns
{
public:
    SignIns() = default;
    SignIns(const SignIns &) = delete;
    SignIns &operator=(const SignIns &) = delete;
    virtual ~SignIns() = default;

    /// The ways a source has, the easiest first; none where a key is all it takes.
    [[nodiscard]] virtual std::vector<SignInWay> ways(const QString &sourceId) const = 0;
    /// Starts one of ways(). Failed with Unauthorized where the source's own key is missing or not taken, with
    /// Forbidden where the server has this way switched off, with Rejected where the person said no, with Timeout where
    /// nobody approved in time; else as HttpTransport says.
    [[nodiscard]] virtual std::unique_ptr<SignIn> begin(const QString &sourceId, SignInWay way, SignIn::Listener listener) = 0;
    /// Ends the session at the server, where that can be, and forgets the account here, whatever the server says.
    virtual void signOut(const QString &sourceId, const QString &accountId, Reply<void> reply) = 0;
};

} // namespace matinee
