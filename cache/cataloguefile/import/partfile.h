// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/catalog/error.h"

namespace matinee {

/// A database that is being made beside the place it will have. Gone, with its journals, unless publish() succeeded.
/// Its name is this process's own, so that two programs may make the same index at once.
class PartFile
{
public:
    /// Also removes what runs that were killed left there for this `target`, once it is a day old.
    explicit PartFile(const QString &target);
    ~PartFile();
    PartFile(const PartFile &) = delete;
    PartFile &operator=(const PartFile &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }
    /// A name beside it for a file that is needed while it is made; also removed.
    [[nodiscard]] QString workPath() const { return m_path + QLatin1StringView("-work"); }
    /// Brings the closed file to the disk and renames it over the target. DiskFull or Storage.
    [[nodiscard]] Result<void> publish();

private:
    QString m_target;
    QString m_path;
};

} // namespace matinee
