// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/forwardingfeedstore.h"
#include "models/catalog/personaldata.h"
#include "models/catalog/sourceregistry.h"

namespace matinee {

/// Every source behind one door: what belongs to a remote source goes to the remote ports, all else to the local ones.
/// Main thread; everything it routes to outlives it.
class SourceRouter final : public ForwardingFeedStore, public TitleStore, public SourceRegistry
{
public:
    /// What stands behind a kind of sources.
    struct Ports {
        FeedStore &feeds;
        TitleStore &titles;
        SourceRegistry &sources;
    };
    /// `own`: the lists of the person's own, which every source offers; favorites of a catalogue are the catalogue's.
    SourceRouter(Ports local, Ports remote, FeedStore &own, PersonalData &personal);

    void details(const TitleId &title, Reply<TitleDetails> reply) override;

    /// The local ones first.
    [[nodiscard]] QStringList sourceIds() const override;
    [[nodiscard]] QStringList offeredIds() const override;
    [[nodiscard]] QString sourceName(const QString &sourceId) const override;
    [[nodiscard]] QStringList attributions() const override;
    void describe(
        const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> progress = {}) override;
    void onChanged(std::function<void(const QString &sourceId)> listener) override;
    void adopt(const QString &sourceId, Reply<SourceDescriptor> reply) override;

    [[nodiscard]] bool isRemote(const QString &sourceId) const;

protected:
    [[nodiscard]] FeedStore &storeOf(const FeedKey &feed) const override;

private:
    [[nodiscard]] Reply<SourceDescriptor> withOwn(Reply<SourceDescriptor> reply);
    [[nodiscard]] SourceRegistry &registryOf(const QString &sourceId);

    Ports m_local;
    Ports m_remote;
    FeedStore &m_own;
    PersonalData &m_personal;
};

} // namespace matinee
