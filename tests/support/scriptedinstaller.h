// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringList>

#include <deque>

#include "models/catalog/sourceinstaller.h"

namespace matinee::test {

/// Sources that are added as told; a profile is good when it begins with "good".
class ScriptedInstaller final : public SourceInstaller
{
public:
    QHash<QString, ProfileText> files;
    std::vector<SourceFault> faults{{QStringLiteral("/base"), QStringLiteral("must be an address")}};
    std::deque<Reply<SourceTrial>> trials; ///< not answered yet
    Result<QString> installs = QStringLiteral("films");
    QStringList installed; ///< "id as name"
    QStringList own;
    QStringList removed;
    bool replaces = false;

    [[nodiscard]] std::vector<SourceTemplate> templates() const override
    {
        return {{QStringLiteral("jellyfin"), QStringLiteral("Jellyfin"), QStringLiteral("http://127.0.0.1:8096")}};
    }
    [[nodiscard]] Result<QByteArray> fromTemplate(const QString &templateId, const QString &address) const override
    {
        if (!address.startsWith(QStringLiteral("http")))
            return fail(ErrorKind::InvalidArgument, QStringLiteral("no address"), QStringLiteral("address"));
        return "good " + templateId.toUtf8() + ' ' + address.toUtf8();
    }
    void read(const QString &path, Reply<ProfileText> reply) override
    {
        const auto file = files.constFind(path);
        if (file == files.constEnd())
            return reply(fail(ErrorKind::Storage, QStringLiteral("no such file"), path));
        reply(*file);
    }
    [[nodiscard]] tl::expected<SourceProposal, std::vector<SourceFault>> check(const QByteArray &profile) const override
    {
        if (!profile.startsWith("good"))
            return tl::unexpected(faults);
        return SourceProposal{
            profile, QStringLiteral("films"), QStringLiteral("Films"), QStringLiteral("films.test"), 3, replaces};
    }
    void tryOut(const SourceProposal & /*proposal*/, Reply<SourceTrial> reply) override { trials.push_back(std::move(reply)); }
    void install(const SourceProposal &proposal, const QString &name, Reply<QString> reply) override
    {
        if (installs)
            installed += proposal.id + QStringLiteral(" as ") + name;
        reply(installs);
    }
    [[nodiscard]] bool isOwn(const QString &sourceId) const override { return own.contains(sourceId); }
    void remove(const QString &sourceId, Reply<void> reply) override
    {
        removed += sourceId;
        reply({});
    }

    /// The oldest trial's answer.
    void answer(const Result<SourceTrial> &trial)
    {
        const Reply<SourceTrial> reply = std::move(trials.front());
        trials.pop_front();
        reply(trial);
    }
};

} // namespace matinee::test
