// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/sourceconnector.h"
#include "models/catalog/sourceregistry.h"
#include "models/sources/http/httptransport.h"
#include "models/sources/profile/profilesources.h"

namespace matinee {

/// The sources of profiles as the window and the commands ask for them, and whether a key opens one. Main thread; all
/// it is given outlives it.
class ProfileRegistry final : public SourceRegistry, public SourceConnector
{
public:
    ProfileRegistry(
        ProfileSources &sources, const ProfileSet &profiles, HttpTransport &transport, const Clock &clock, Mailbox &mailbox);
    ~ProfileRegistry() override;

    [[nodiscard]] QStringList sourceIds() const override { return m_sources.sourceIds(); }
    /// Without the shipped ones that need an address, unless they were given one by --base.
    [[nodiscard]] QStringList offeredIds() const override;
    [[nodiscard]] QString sourceName(const QString &sourceId) const override { return m_sources.sourceName(sourceId); }
    [[nodiscard]] QStringList attributions() const override;
    void describe(
        const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> progress = {}) override;
    /// A profile stays what it was at the start.
    void onChanged(std::function<void(const QString &sourceId)> /*listener*/) override { }
    void adopt(const QString &sourceId, Reply<SourceDescriptor> reply) override { describe(sourceId, std::move(reply)); }

    /// Asks for the first page of the source's first list.
    void tryOut(const QString &sourceId, const QString &secret, Reply<QString> reply) override;

private:
    struct Trial;

    ProfileSources &m_sources;
    const ProfileSet &m_profiles;
    HttpTransport &m_transport;
    const Clock &m_clock;
    Mailbox &m_mailbox;
    std::unique_ptr<Trial> m_trial; // the newest; an earlier one is given up
    quint64 m_trials = 0;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee
