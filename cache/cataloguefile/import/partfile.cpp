// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/partfile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <cerrno>
#include <filesystem>
#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr int kAbandonedAfterDays = 1; // far beyond the longest import

void removeJournals(const QString &database)
{
    for (const QLatin1StringView ending : {"-wal"_L1, "-shm"_L1, "-journal"_L1})
        QFile::remove(database + ending);
}

void removeAbandoned(const QFileInfo &target)
{
    const QDateTime limit = QDateTime::currentDateTimeUtc().addDays(-kAbandonedAfterDays);
    const QFileInfoList parts = target.dir().entryInfoList({target.fileName() + u".*.part*"_s}, QDir::Files);
    for (const QFileInfo &part : parts) {
        if (part.lastModified() < limit)
            QFile::remove(part.filePath());
    }
}

/// Waits until the file's bytes are on the disk, so that the rename can never be there before them.
Result<void> flushToDisk(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return fail(ErrorKind::Storage, u"cannot be opened again: "_s + file.errorString(), path);
#ifdef Q_OS_WIN
    const int failed = _commit(file.handle());
#else
    const int failed = fsync(file.handle());
#endif
    if (failed != 0)
        return fail(errno == ENOSPC ? ErrorKind::DiskFull : ErrorKind::Storage, u"cannot be brought to the disk"_s, path);
    return {};
}

} // namespace

PartFile::PartFile(const QString &target) : m_target(target)
{
    static std::atomic_int runs = 0;
    m_path = u"%1.%2-%3.part"_s.arg(target).arg(QCoreApplication::applicationPid()).arg(++runs);
    removeAbandoned(QFileInfo(target));
}

PartFile::~PartFile()
{
    QFile::remove(m_path);
    removeJournals(m_path);
    QFile::remove(workPath());
}

Result<void> PartFile::publish()
{
    if (auto flushed = flushToDisk(m_path); !flushed)
        return flushed;
    // A log left beside the old file would be replayed into the new one.
    removeJournals(m_target);
    std::error_code error;
    std::filesystem::rename(
        std::filesystem::path(m_path.toStdU16String()), std::filesystem::path(m_target.toStdU16String()), error);
    if (error)
        return fail(ErrorKind::Storage, u"cannot be replaced: "_s + QString::fromStdString(error.message()), m_target);
    return {};
}

} // namespace matinee
