// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/sourcewatcher.h"

#include <QFileInfo>

#include <chrono>

namespace matinee {
namespace {

// Editors save in several steps, downloads in many: one look when they pause.
constexpr std::chrono::milliseconds kQuiet{500};

} // namespace

SourceWatcher::SourceWatcher()
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &SourceWatcher::onFileChanged);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &SourceWatcher::onFolderChanged);
}

SourceWatcher::~SourceWatcher() = default;

void SourceWatcher::watch(const QString &path)
{
    if (m_quiet.contains(path))
        return;
    auto timer = std::make_shared<QTimer>();
    timer->setSingleShot(true);
    timer->setInterval(kQuiet);
    connect(timer.get(), &QTimer::timeout, this, [this, path] { Q_EMIT mayHaveChanged(path); });
    m_quiet.insert(path, std::move(timer));
    // A file that is replaced by a rename is another file to the watcher: its folder tells.
    m_watcher.addPaths({path, QFileInfo(path).path()});
}

void SourceWatcher::stop()
{
    disconnect(&m_watcher, nullptr, this, nullptr);
    m_quiet.clear();
}

void SourceWatcher::onFileChanged(const QString &path)
{
    settle(path);
}

void SourceWatcher::onFolderChanged(const QString &folder)
{
    for (auto at = m_quiet.cbegin(); at != m_quiet.cend(); ++at) {
        if (QFileInfo(at.key()).path() == folder)
            settle(at.key());
    }
}

void SourceWatcher::settle(const QString &path)
{
    if (!m_watcher.files().contains(path))
        m_watcher.addPath(path); // fails while the file is away; its folder tells when it is back
    const auto timer = m_quiet.constFind(path);
    if (timer != m_quiet.cend())
        (*timer)->start();
}

} // namespace matinee
