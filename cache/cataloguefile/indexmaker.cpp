// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/indexmaker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include "cache/cataloguefile/import/catalogueimporter.h"
#include "cache/cataloguefile/index/catalogueindex.h"
#include "cache/cataloguefile/import/contenthash.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// How long a wait for another process's import goes without looking whether it is still wanted.
constexpr std::chrono::milliseconds kLockSlice{100};

} // namespace

std::optional<MadeIndex> IndexMaker::find(const CatalogueOrigin &origin) const
{
    MadeIndex made{{}, {}, FileStamp::of(origin.path)};
    if (made.stamp.bytes < 0)
        return std::nullopt;
    if (origin.embedded) { // part of the program, a few hundred kilobytes: hashed each time
        made.contentHash = catalogueContentHash(origin.path, true).value_or(QString());
    } else {
        const auto record = m_directory.recall(origin.path);
        if (!record || record->stamp != made.stamp)
            return std::nullopt;
        made.contentHash = record->contentHash;
    }
    made.path = m_directory.indexPath(made.contentHash);
    return QFileInfo::exists(made.path) ? std::optional(std::move(made)) : std::nullopt;
}

bool IndexMaker::isWhole(const QString &indexPath) const
{
    if (!QFileInfo::exists(indexPath))
        return false;
    const auto opened = CatalogueIndex::open(indexPath, QString());
    if (opened)
        return true;
    discardDamaged(indexPath, opened.error());
    return false;
}

void IndexMaker::discardDamaged(const QString &indexPath, const Error &why) const
{
    m_directory.discard(indexPath);
    m_trace.event(u"error"_s,
        {{u"what"_s, u"index discarded"_s}, {u"kind"_s, errorKindName(why.kind)}, {u"detail"_s, why.detail},
            {u"where"_s, indexPath}});
}

Result<MadeIndex> IndexMaker::make(const CatalogueOrigin &origin, const std::function<bool(SourceProgress)> &progress) const
{
    MadeIndex made{{}, {}, FileStamp::of(origin.path)};
    auto hash = catalogueContentHash(origin.path, origin.embedded);
    if (!hash)
        return tl::unexpected(hash.error());
    made.contentHash = *std::move(hash);
    made.path = m_directory.indexPath(made.contentHash);
    QDir().mkpath(QFileInfo(made.path).path());
    // Where no lock can be had (a folder that cannot be written), the import says so better.
    QLockFile lock(m_directory.lockPath(made.contentHash));
    lock.setStaleLockTime(std::chrono::milliseconds(0)); // only the death of its holder frees it
    while (!lock.tryLock(kLockSlice) && lock.error() == QLockFile::LockFailedError) {
        if (!progress({}))
            return fail(ErrorKind::Cancelled, u"the import was cancelled"_s, origin.path);
    }
    if (!isWhole(made.path))
        return import(origin, std::move(made), progress);
    const auto opened = CatalogueIndex::open(made.path, origin.id);
    remember(origin, made, opened ? (*opened)->facts().titles : 0);
    return made;
}

Result<MadeIndex> IndexMaker::import(
    const CatalogueOrigin &origin, MadeIndex wanted, const std::function<bool(SourceProgress)> &progress) const
{
    const auto report = CatalogueImporter::run({origin.path, wanted.path, origin.embedded}, progress);
    if (!report)
        return tl::unexpected(report.error());
    if (report->contentHash != wanted.contentHash) { // written to between hashing and reading
        const QString imported = wanted.path;
        wanted.contentHash = report->contentHash;
        wanted.path = m_directory.indexPath(wanted.contentHash);
        QFile::remove(wanted.path);
        if (!QFile::rename(imported, wanted.path))
            return fail(ErrorKind::Storage, u"the index could not be renamed"_s, imported);
    }
    remember(origin, wanted, report->titles);
    return wanted;
}

void IndexMaker::remember(const CatalogueOrigin &origin, const MadeIndex &made, qint64 titles) const
{
    FileStamp stamp = made.stamp;
    if (!origin.embedded && !stamp.isSettled(m_clock.now()))
        stamp.modifiedMs = 0; // matches no file: hashed again next time
    m_directory.remember({origin.path, stamp, made.contentHash, titles, 0});
}

} // namespace matinee
