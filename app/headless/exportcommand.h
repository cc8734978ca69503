// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/headless/command.h"
#include "app/headless/titleprinter.h"
#include "models/catalog/personaldata.h"

namespace matinee {

/// `matinee export`: what is the person's own, read from user.db alone.
class ExportCommand final : public Command
{
    Q_OBJECT
public:
    ExportCommand(PersonalData &personal, const Invocation &invocation);
    void start() override;

private:
    [[nodiscard]] Result<void> print(const PersonalContent &content);

    PersonalData &m_personal;
    const QString m_what;
    std::unique_ptr<TitleWriter> m_writer;
};

} // namespace matinee
