// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/transfer.h"

namespace matinee::test {

/// Answers what it is told, at once.
class ScriptedTransfer final : public Transfer
{
public:
    Result<ImportReport> report = ImportReport();
    QStringList imported; ///< paths
    QStringList reports;  ///< report files
    QStringList exported; ///< paths

    void importFile(const QString &path, const QString &reportFile, Reply<ImportReport> reply) override
    {
        imported += path;
        reports += reportFile;
        reply(report);
    }
    void exportFile(const ExportChoice & /*choice*/, FileFormat /*format*/, const QString &path, Reply<qint64> reply) override
    {
        exported += path;
        reply(qint64(1));
    }
};

} // namespace matinee::test
