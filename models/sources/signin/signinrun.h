// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "models/catalog/signin.h"
#include "models/sources/profile/readingtransport.h"
#include "models/sources/signin/signinrequest.h"
#include "models/sources/signin/signintools.h"

namespace matinee {

/// Whose sign-in it is: the source, with the program's own key there.
struct SignInSubject {
    ProfileEntry entry;
    Secrets secrets;
};

/// What all ways of signing in share: asking the server, telling the listener, asking again in turns until the server
/// stops waiting. Errors are cleaned of every secret that went out or came in. Main thread.
class SignInRun : public SignIn
{
public:
    SignInRun(const SignInTools &tools, SignInSubject subject, Listener listener);
    ~SignInRun() override;

    /// Once, after it was made: says Working and starts, from the event loop.
    void begin();
    /// Instead of begin(): ends it as Failed, from the event loop.
    void refuse(const Error &error);

    void approved() override;
    void givePassword(const QString &name, const QString &password) override;

protected:
    virtual void start() = 0;

    using Answered = std::function<void(const SignInAnswer &)>;
    /// What an answer is to be said with, where there is none: a failure fails the run, unless `otherwise` takes it.
    using Unanswered = std::function<void(const Error &)>;
    void ask(const SignInAsk &ask, Answered answered, Unanswered otherwise = {});

    void say(const SignInState &state);
    void failWith(const Error &error);
    void succeedWith(Account account);
    /// This text is in no error from now on.
    void hide(const QString &secret);

    /// Says Waiting, then calls poll() every `interval` until endsAt of the state, which is Failed with Timeout.
    void waitFor(const SignInState &waiting, std::chrono::milliseconds interval);
    /// Asks the server; ends in pollAgain(), succeedWith() or failWith().
    virtual void poll() { }
    /// The answer was "not yet", or none that says anything.
    void pollAgain();
    void slowDown(std::chrono::milliseconds by) { m_interval += by; }

    [[nodiscard]] const SignInSubject &subject() const { return m_subject; }
    [[nodiscard]] const Clock &clock() const { return m_tools.clock; }

private:
    void turn(int number);
    void scheduleTurn();

    SignInTools m_tools;
    SignInSubject m_subject;
    Listener m_listener;
    ReadingTransport m_transport;
    CancelToken m_cancel;
    QStringList m_hidden;
    SignInState m_waiting;
    std::chrono::milliseconds m_interval{};
    int m_turn = 0;             // only the newest turn that was asked for is taken
    bool m_isPolling = false;   // a poll is on its way
    bool m_wasApproved = false; // the person waits for what it says
    bool m_isOver = false;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee
