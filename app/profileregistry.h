// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "models/catalog/sourceconnector.h"
#include "models/catalog/sourceregistry.h"
#include "models/sources/setup/firstpagetrial.h"

namespace matinee {

/// The sources of profiles as the window and the commands ask for them, and whether a key opens one. Main thread; all
/// it is given outlives it.
class ProfileRegistry final : public SourceRegistry, public SourceConnector
{
public:
    ProfileRegistry(ProfileSources &sources, const ProfileSet &profiles, const TrialTools &tools);
    ~ProfileRegistry() override;

    [[nodiscard]] QStringList sourceIds() const override { return m_sources.sourceIds(); }
    /// Without the shipped ones that need an address, unless they were given one.
    [[nodiscard]] QStringList offeredIds() const override;
    [[nodiscard]] QString sourceName(const QString &sourceId) const override { return m_sources.sourceName(sourceId); }
    [[nodiscard]] QStringList attributions() const override;
    void describe(
        const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> progress = {}) override;
    /// Nothing of a profile is read again by itself.
    void onChanged(std::function<void(const QString &sourceId)> /*listener*/) override { }
    void adopt(const QString &sourceId, Reply<SourceDescriptor> reply) override { describe(sourceId, std::move(reply)); }

    /// Asks for the first page of the source's first list.
    void tryOut(const QString &sourceId, const QString &secret, Reply<QString> reply) override;

private:
    ProfileSources &m_sources;
    const ProfileSet &m_profiles;
    TrialTools m_tools;
    std::unique_ptr<FirstPageTrial> m_trial; // the newest; an earlier one is given up
    quint64 m_trials = 0;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee
