// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QHash>
#include <QTimer>

#include <memory>

namespace matinee {

/// Tells when an opened file may have changed on disk: written to, replaced by a rename, deleted and made again.
/// Tells once things have been quiet for half a second, and too often rather than too rarely. Main thread.
class SourceWatcher : public QObject
{
    Q_OBJECT
public:
    SourceWatcher();
    ~SourceWatcher() override;

    /// Idempotent.
    void watch(const QString &path);
    /// Nothing is told after this.
    void stop();

Q_SIGNALS:
    void mayHaveChanged(const QString &path);

private:
    void onFileChanged(const QString &path);
    void onFolderChanged(const QString &folder);
    void settle(const QString &path);

    QFileSystemWatcher m_watcher;
    QHash<QString, std::shared_ptr<QTimer>> m_quiet; // by path
};

} // namespace matinee
