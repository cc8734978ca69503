// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/headless/command.h"
#include "app/headless/titlewriter.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// `matinee export favorites`: every favorite of every source, newest first, read from user.db alone.
class ExportCommand final : public Command
{
    Q_OBJECT
public:
    ExportCommand(UserData &userData, const Invocation &invocation);
    void start() override;

private:
    UserData &m_userData;
    std::unique_ptr<TitleWriter> m_writer;
};

} // namespace matinee
