// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "models/catalog/signin.h"

namespace matinee::test {

/// Sign-ins that go as told.
class ScriptedSignIns final : public SignIns
{
public:
    QHash<QString, std::vector<SignInWay>> offered;
    std::vector<SignInWay> begun; ///< one a run
    int running = 0;
    int approvals = 0;
    QString givenName;
    QString givenPassword;
    QStringList signedOut; ///< "source/account"

    [[nodiscard]] std::vector<SignInWay> ways(const QString &sourceId) const override { return offered.value(sourceId); }
    [[nodiscard]] std::unique_ptr<SignIn> begin(const QString & /*sourceId*/, SignInWay way, SignIn::Listener listener) override
    {
        begun.push_back(way);
        m_listener = std::move(listener);
        return std::make_unique<Run>(*this);
    }
    void signOut(const QString &sourceId, const QString &accountId, Reply<void> reply) override
    {
        signedOut += sourceId + QLatin1Char('/') + accountId;
        reply({});
    }

    /// To whoever began last.
    void say(const SignInState &state)
    {
        const SignIn::Listener listener = m_listener;
        listener(state);
    }
    void sayFailed(ErrorKind kind)
    {
        SignInState state{SignInState::Kind::Failed};
        state.error = Error{kind, QStringLiteral("as scripted"), {}};
        say(state);
    }

private:
    struct Run final : SignIn {
        explicit Run(ScriptedSignIns &of) : m_of(of) { ++m_of.running; }
        ~Run() override { --m_of.running; }
        void approved() override { ++m_of.approvals; }
        void givePassword(const QString &name, const QString &password) override
        {
            m_of.givenName = name;
            m_of.givenPassword = password;
        }
        ScriptedSignIns &m_of;
    };
    SignIn::Listener m_listener;
};

} // namespace matinee::test
