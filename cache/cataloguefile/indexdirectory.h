// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QSet>

#include <optional>
#include <vector>

#include "models/catalog/error.h"

namespace matinee {

/// How a file looked from outside: enough to believe that it has not changed.
struct FileStamp {
    qint64 bytes = -1;     ///< -1: there is no such file
    qint64 modifiedMs = 0; ///< UTC
    bool operator==(const FileStamp &) const = default;

    [[nodiscard]] static FileStamp of(const QString &path);
    /// A file written to this moment may be written to again without showing: its stamp proves nothing yet.
    [[nodiscard]] bool isSettled(const QDateTime &now) const;
};

/// Which content a source had when it was indexed last.
struct IndexRecord {
    QString path; ///< of the source
    FileStamp stamp;
    QString contentHash;
    qint64 titles = 0;
    qint64 bytes = 0; ///< of the index, journals included; filled in by records()
};

/// The folder of catalogue indexes: `<content hash>.db`, and beside them a small file for each source that says which
/// content it had, so that half a gigabyte need not be hashed at every start. Several processes may use it at once.
/// No state: any thread but the GUI's.
class IndexDirectory
{
public:
    explicit IndexDirectory(QString path) : m_path(std::move(path)) { }

    [[nodiscard]] QString indexPath(const QString &contentHash) const;
    [[nodiscard]] QString lockPath(const QString &contentHash) const;
    [[nodiscard]] std::optional<IndexRecord> recall(const QString &sourcePath) const;
    /// A record that cannot be written costs only time at the next start, so nothing is told.
    void remember(const IndexRecord &record) const;
    /// Of every source whose index is still here.
    [[nodiscard]] std::vector<IndexRecord> records() const;

    /// Marks an index as used today.
    void touch(const QString &indexPath, const QDateTime &now) const;
    /// Removes an index with its journals.
    void discard(const QString &indexPath) const;
    /// Removes indexes that nobody opened for 30 days, but those to keep. Only files that carry our application id.
    int removeUnused(const QSet<QString> &keep, const QDateTime &now) const;

private:
    [[nodiscard]] QString recordPath(const QString &sourcePath) const;

    QString m_path;
};

} // namespace matinee
