// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/headless/command.h"
#include "models/catalog/transfer.h"

namespace matinee {

/// `matinee import`: takes a file of the person's own in. What came of it is said on stderr.
class ImportCommand final : public Command
{
    Q_OBJECT
public:
    ImportCommand(Transfer &transfer, const Invocation &invocation);
    void start() override;

private:
    void tell(const ImportReport &report) const;

    Transfer &m_transfer;
    const QString m_file;
    const QString m_reportFile;
};

} // namespace matinee
