// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profileregistry.h"

#include "models/sources/setup/profileinstaller.h"

using namespace Qt::StringLiterals;

namespace matinee {

ProfileRegistry::ProfileRegistry(ProfileSources &sources, const ProfileSet &profiles, const TrialTools &tools)
    : m_sources(sources), m_profiles(profiles), m_tools(tools)
{
}

ProfileRegistry::~ProfileRegistry() = default;

QStringList ProfileRegistry::offeredIds() const
{
    QStringList offered;
    for (const QString &id : m_profiles.ids()) {
        const ProfileEntry &entry = *m_profiles.find(id);
        // Everybody's Jellyfin is elsewhere: the shipped profile is for --base, or to be given an address.
        if (!ProfileInstaller::isTemplate(id) || entry.isReplaced || !entry.file.isEmpty())
            offered += id;
    }
    return offered;
}

QStringList ProfileRegistry::attributions() const
{
    QStringList all;
    for (const QString &id : m_profiles.ids()) {
        const QString &said = m_profiles.find(id)->profile->attribution;
        if (!said.isEmpty())
            all += said;
    }
    return all;
}

void ProfileRegistry::describe(
    const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> /*progress*/)
{
    m_sources.describe(sourceId, std::move(reply));
}

void ProfileRegistry::tryOut(const QString &sourceId, const QString &secret, Reply<QString> reply)
{
    m_trial = std::make_unique<FirstPageTrial>(m_profiles, m_tools, sourceId, secret);
    const quint64 trial = ++m_trials;
    const QString account = accountNameFrom(sourceId, secret);
    m_trial->start([this, trial, account, reply = std::move(reply)](const Result<FetchedPage> &page) {
        // Not from inside its own answer: the trial, and the secret with it, goes soon after.
        m_tools.mailbox.post([this, life = std::weak_ptr(m_life), trial] {
            if (!life.expired() && trial == m_trials)
                m_trial.reset();
        });
        reply(page ? Result<QString>(account) : tl::unexpected(page.error()));
    });
}

} // namespace matinee
