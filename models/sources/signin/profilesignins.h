// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/signin.h"
#include "models/sources/profile/profileset.h"
#include "models/sources/profile/readingtransport.h"
#include "models/sources/signin/signintools.h"

namespace matinee {

/// Signing in at the sources of profiles, as their `auth.kind` has it. Main thread.
class ProfileSignIns final : public SignIns
{
public:
    /// All outlive this.
    ProfileSignIns(const ProfileSet &profiles, Accounts &accounts, const SignInTools &tools);
    ~ProfileSignIns() override;

    [[nodiscard]] std::vector<SignInWay> ways(const QString &sourceId) const override;
    [[nodiscard]] std::unique_ptr<SignIn> begin(const QString &sourceId, SignInWay way, SignIn::Listener listener) override;
    void signOut(const QString &sourceId, const QString &accountId, Reply<void> reply) override;

private:
    void endSession(const ProfileEntry &entry, const Account &account);

    const ProfileSet &m_profiles;
    Accounts &m_accounts;
    SignInTools m_tools;
    ReadingTransport m_transport;
};

} // namespace matinee
