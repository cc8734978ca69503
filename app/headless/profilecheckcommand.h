// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/commandline.h"
#include "app/composition.h"
#include "app/headless/command.h"

namespace matinee {

/// `matinee profile check`: prints every fault of a profile, one a line as `FILE: POINTER: text`; exit 1 where there is
/// one. With `--live` the first page of its first list is asked for, too.
class ProfileCheckCommand final : public Command
{
    Q_OBJECT
public:
    ProfileCheckCommand(Composition &parts, const Invocation &invocation);
    void start() override;

private:
    void tryFirstPage(const SourceDescriptor &source);

    Composition &m_parts;
    QString m_file;
    QString m_base;
    bool m_live;
    ProfileSet m_profiles;
    std::unique_ptr<ProfileSources> m_source;
};

} // namespace matinee
