// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/signinrun.h"

using namespace Qt::StringLiterals;

namespace matinee {

SignInRun::SignInRun(const SignInTools &tools, SignInSubject subject, Listener listener)
    : m_tools(tools),
      m_subject(std::move(subject)),
      m_listener(std::move(listener)),
      m_transport(tools.transport, tools.mailbox),
      m_hidden(m_subject.secrets.all())
{
}

SignInRun::~SignInRun()
{
    m_cancel.cancel();
    m_tools.transport.cancel(m_cancel);
}

void SignInRun::begin()
{
    m_tools.later({}, [this, life = std::weak_ptr(m_life)] {
        if (!life.expired())
            say({SignInState::Kind::Working});
        if (!life.expired())
            start();
    });
}

void SignInRun::refuse(const Error &error)
{
    m_tools.later({}, [this, life = std::weak_ptr(m_life), error] {
        if (!life.expired())
            failWith(error);
    });
}

void SignInRun::hide(const QString &secret)
{
    if (!secret.isEmpty())
        m_hidden << secret << QString::fromLatin1(QUrl::toPercentEncoding(secret));
}

void SignInRun::ask(const SignInAsk &ask, Answered answered, Unanswered otherwise)
{
    const auto profile = m_subject.entry.profile;
    const auto read = [profile](const HttpResponse &response) { return readSignInAnswer(*profile, response); };
    m_transport.ask<SignInAnswer>(signInRequest(m_subject.entry, m_subject.secrets, ask), read, m_cancel,
        [this, life = std::weak_ptr(m_life), answered = std::move(answered), otherwise = std::move(otherwise)](
            const Result<SignInAnswer> &answer) {
            if (life.expired() || m_isOver)
                return;
            if (answer)
                answered(*answer);
            else if (otherwise)
                otherwise(answer.error());
            else
                failWith(answer.error());
        });
}

void SignInRun::say(const SignInState &state)
{
    // The listener may destroy this.
    const Listener listener = m_listener;
    listener(state);
}

void SignInRun::failWith(const Error &error)
{
    if (std::exchange(m_isOver, true))
        return;
    SignInState state{SignInState::Kind::Failed};
    state.error = withoutSecrets(error, m_hidden);
    say(state);
}

void SignInRun::succeedWith(Account account)
{
    if (std::exchange(m_isOver, true))
        return;
    SignInState state{SignInState::Kind::Done};
    state.account = std::move(account);
    say(state);
}

void SignInRun::givePassword(const QString & /*name*/, const QString & /*password*/) { }

// ---- in turns ----------------------------------------------------------------------------------------------------

void SignInRun::waitFor(const SignInState &waiting, std::chrono::milliseconds interval)
{
    m_waiting = waiting;
    m_interval = interval;
    scheduleTurn();
    say(waiting);
}

void SignInRun::approved()
{
    if (m_isOver || m_waiting.kind != SignInState::Kind::Waiting)
        return;
    m_wasApproved = true;
    if (!m_isPolling)
        turn(++m_turn);
}

void SignInRun::pollAgain()
{
    m_isPolling = false;
    scheduleTurn();
    if (!std::exchange(m_wasApproved, false))
        return;
    SignInState state = m_waiting;
    state.isNotYet = true;
    say(state);
}

void SignInRun::scheduleTurn()
{
    m_tools.later(m_interval, [this, life = std::weak_ptr(m_life), number = ++m_turn] {
        if (!life.expired())
            turn(number);
    });
}

void SignInRun::turn(int number)
{
    if (m_isOver || m_isPolling || number != m_turn)
        return;
    if (m_waiting.endsAt.isValid() && m_tools.clock.now() >= m_waiting.endsAt)
        return failWith({ErrorKind::Timeout, u"nobody approved in time"_s, {}});
    m_isPolling = true;
    poll();
}

} // namespace matinee
