// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include <memory>

#include "models/catalog/sourceinstaller.h"
#include "models/sources/setup/firstpagetrial.h"

namespace matinee {

/// SourceInstaller over the profiles in use and the folder of the person's own. Main thread; files are read and
/// written on one pool thread. The references outlive it.
class ProfileInstaller final : public SourceInstaller
{
public:
    /// Forgets what is kept of an earlier source's lists, which had this id at another server, then calls back.
    using ForgetLists = std::function<void(const QString &sourceId, std::function<void()> then)>;

    ProfileInstaller(ProfileSet &profiles, QString folder, const TrialTools &tools, ForgetLists forgetLists);
    ~ProfileInstaller() override;

    /// A shipped profile that is of use only with another address.
    [[nodiscard]] static bool isTemplate(const QString &id);

    [[nodiscard]] std::vector<SourceTemplate> templates() const override;
    [[nodiscard]] Result<QByteArray> fromTemplate(const QString &templateId, const QString &address) const override;
    void read(const QString &path, Reply<ProfileText> reply) override;
    [[nodiscard]] tl::expected<SourceProposal, std::vector<SourceFault>> check(const QByteArray &profile) const override;
    void tryOut(const SourceProposal &proposal, Reply<SourceTrial> reply) override;
    void install(const SourceProposal &proposal, const QString &name, Reply<QString> reply) override;
    [[nodiscard]] bool isOwn(const QString &sourceId) const override;
    void remove(const QString &sourceId, Reply<void> reply) override;

private:
    [[nodiscard]] bool isFree(const QString &id) const;
    void use(const SourceProposal &proposal, std::shared_ptr<const Profile> profile, const QString &path, Reply<QString> reply);
    /// Runs `work` on the pool and `then` with what came of it here, as long as this lives.
    template <typename T>
    void onPool(std::function<Result<T>()> work, std::function<void(const Result<T> &)> then);

    ProfileSet &m_profiles;
    QString m_folder;
    TrialTools m_tools;
    ForgetLists m_forgetLists;
    QThreadPool m_pool;
    std::unique_ptr<FirstPageTrial> m_trial; // the newest; an earlier one is given up
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee
