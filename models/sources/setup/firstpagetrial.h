// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/profile/profilesources.h"
#include "models/sources/setup/trialaccounts.h"

namespace matinee {

/// What trials ask with; all of it outlives them.
struct TrialTools {
    HttpTransport &transport;
    const Clock &clock;
    Mailbox &mailbox;
};

/// Asks a source for the first page of its first list, with one secret or none, beside everything that is in use.
/// Nothing is kept. Main thread; the answer never comes once the trial is destroyed, which must not be from inside it.
class FirstPageTrial
{
public:
    /// A copy of the profiles is used: those in use may change.
    FirstPageTrial(ProfileSet profiles, const TrialTools &tools, const QString &sourceId, const QString &secret);

    /// Once. NotFound where the source has no list that can be asked for by itself, else as PageSource::fetch().
    void start(Reply<FetchedPage> reply);

private:
    ProfileSet m_profiles;
    QString m_sourceId;
    TrialAccounts m_accounts;
    ProfileSources m_sources;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee
