// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include <memory>

#include "cache/transfer/importjob.h"
#include "models/catalog/mailbox.h"

namespace matinee {

/// The person's own data from and to files. Main thread; files are read and written on a thread of its own.
class FileTransfer final : public Transfer
{
public:
    /// `finders` look for titles, in this order. All references outlive this.
    FileTransfer(PersonalData &personal, std::vector<TitleFinder *> finders, Mailbox &mailbox);
    ~FileTransfer() override { close(); }

    void importFile(const QString &path, const QString &reportFile, Reply<ImportReport> reply) override;
    void exportFile(const ExportChoice &choice, FileFormat format, const QString &path, Reply<qint64> reply) override;

    /// Waits for a file that is being read or written. Idempotent.
    void close();

private:
    void apart(std::function<void()> work, std::function<void()> then);

    PersonalData &m_personal;
    const std::vector<TitleFinder *> m_finders;
    Mailbox &m_mailbox;
    QThreadPool m_pool;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee
