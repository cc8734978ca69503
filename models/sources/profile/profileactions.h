// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/titleactions.h"
#include "models/sources/profile/readingtransport.h"
#include "models/sources/profile/secretreader.h"

namespace matinee {

/// The changes that profiles describe, sent to their servers. Main thread; answers are read on pool threads. No error
/// ever holds a secret.
class ProfileActions final : public TitleActions
{
public:
    /// All must outlive this; `profiles` must not change while this lives.
    ProfileActions(const ProfileSet &profiles, HttpTransport &transport, Accounts &accounts, Mailbox &mailbox);
    ~ProfileActions() override;

    [[nodiscard]] bool canSet(const QString &sourceId, TitleState state) const override;
    void setState(const StateChange &change, const CancelToken &cancel, Reply<WriteOutcome> reply) override;

private:
    void answer(const Reply<WriteOutcome> &reply, const Error &error);
    void send(const ProfileEntry &entry, const StateChange &change, const Secrets &secrets, const CancelToken &cancel,
        const Reply<WriteOutcome> &reply);

    const ProfileSet &m_profiles;
    Mailbox &m_mailbox;
    SecretReader m_secrets;
    ReadingTransport m_transport;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee
