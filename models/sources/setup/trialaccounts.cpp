// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/setup/trialaccounts.h"

namespace matinee {

TrialAccounts::TrialAccounts(Mailbox &mailbox, QString sourceId, QString secret)
    : m_mailbox(mailbox), m_sourceId(std::move(sourceId)), m_secret(std::move(secret))
{
}

template <typename T>
void TrialAccounts::answer(Reply<T> reply, Result<T> result)
{
    m_mailbox.post([reply = std::move(reply), result = std::move(result)] { reply(result); });
}

void TrialAccounts::load(const QString &sourceId, Reply<SecretPlace> reply)
{
    answer<SecretPlace>(std::move(reply), placeOf(sourceId));
}

QString TrialAccounts::secret(const QString &sourceId) const
{
    return sourceId == m_sourceId ? m_secret : QString();
}

SecretPlace TrialAccounts::placeOf(const QString &sourceId) const
{
    return secret(sourceId).isEmpty() ? SecretPlace::Nowhere : SecretPlace::Memory;
}

void TrialAccounts::findKeychain(Reply<bool> reply)
{
    answer<bool>(std::move(reply), false);
}

void TrialAccounts::keep(const QString & /*sourceId*/, const QString & /*secret*/, Keeping /*keeping*/, Reply<SecretPlace> reply)
{
    answer<SecretPlace>(std::move(reply), SecretPlace::Nowhere);
}

void TrialAccounts::forget(const QString & /*sourceId*/, Reply<void> reply)
{
    answer<void>(std::move(reply), {});
}

void TrialAccounts::addAccount(
    const QString & /*sourceId*/, const Account & /*account*/, Keeping /*keeping*/, Reply<SecretPlace> reply)
{
    answer<SecretPlace>(std::move(reply), SecretPlace::Nowhere);
}

void TrialAccounts::useAccount(const QString & /*sourceId*/, const QString & /*accountId*/, Reply<void> reply)
{
    answer<void>(std::move(reply), {});
}

void TrialAccounts::removeAccount(const QString & /*sourceId*/, const QString & /*accountId*/, Reply<void> reply)
{
    answer<void>(std::move(reply), {});
}

} // namespace matinee
