// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/indexdirectory.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QtEndian>

#include <chrono>
#include <filesystem>
#include <system_error>

#include "cache/cataloguefile/schema.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// A catalogue not opened for a month is quicker indexed again than kept.
constexpr qint64 kUnusedDays = 30;
// Coarser than the clock of any file system in use (FAT: 2 s).
constexpr qint64 kSettledMs = 2500;
// Where an SQLite file has its application id (file format, "The Database Header").
constexpr qint64 kApplicationIdOffset = 68;

std::optional<IndexRecord> readRecord(const QString &recordPath)
{
    QFile file(recordPath);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    IndexRecord record{object.value(u"path"_s).toString(),
        {object.value(u"bytes"_s).toInteger(-1), object.value(u"modifiedMs"_s).toInteger()},
        object.value(u"contentHash"_s).toString(), object.value(u"titles"_s).toInteger(), 0};
    if (record.path.isEmpty() || record.contentHash.isEmpty())
        return std::nullopt;
    return record;
}

qint64 bytesOf(const QString &indexPath)
{
    return QFileInfo(indexPath).size() + QFileInfo(indexPath + u"-wal"_s).size() + QFileInfo(indexPath + u"-shm"_s).size();
}

bool isOurs(const QString &indexPath)
{
    QFile file(indexPath);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(kApplicationIdOffset))
        return false;
    const QByteArray id = file.read(sizeof(qint32));
    return id.size() == sizeof(qint32) && qFromBigEndian<qint32>(id.constData()) == kCatalogueApplicationId;
}

} // namespace

FileStamp FileStamp::of(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return {};
    return {info.size(), info.lastModified().toMSecsSinceEpoch()};
}

bool FileStamp::isSettled(const QDateTime &now) const
{
    return std::abs(now.toMSecsSinceEpoch() - modifiedMs) > kSettledMs;
}

QString IndexDirectory::indexPath(const QString &contentHash) const
{
    return m_path + u'/' + contentHash + u".db"_s;
}

QString IndexDirectory::lockPath(const QString &contentHash) const
{
    return m_path + u'/' + contentHash + u".lock"_s;
}

QString IndexDirectory::recordPath(const QString &sourcePath) const
{
    const QByteArray name = QCryptographicHash::hash(sourcePath.toUtf8(), QCryptographicHash::Sha1).toHex();
    return m_path + u'/' + QString::fromLatin1(name) + u".source"_s;
}

std::optional<IndexRecord> IndexDirectory::recall(const QString &sourcePath) const
{
    auto record = readRecord(recordPath(sourcePath));
    return record && record->path == sourcePath ? record : std::nullopt;
}

void IndexDirectory::remember(const IndexRecord &record) const
{
    const QJsonObject object{{u"path"_s, record.path}, {u"bytes"_s, record.stamp.bytes},
        {u"modifiedMs"_s, record.stamp.modifiedMs}, {u"contentHash"_s, record.contentHash}, {u"titles"_s, record.titles}};
    QSaveFile file(recordPath(record.path));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(QJsonDocument(object).toJson(QJsonDocument::Compact));
    file.commit();
}

std::vector<IndexRecord> IndexDirectory::records() const
{
    std::vector<IndexRecord> found;
    const QDir directory(m_path);
    for (const QString &name : directory.entryList({u"*.source"_s}, QDir::Files, QDir::Name)) {
        auto record = readRecord(directory.filePath(name));
        if (!record || !QFileInfo::exists(indexPath(record->contentHash)))
            continue;
        record->bytes = bytesOf(indexPath(record->contentHash));
        found.push_back(*std::move(record));
    }
    return found;
}

void IndexDirectory::touch(const QString &indexPath, const QDateTime &now) const
{
    // By path: closing a second descriptor of a file drops the locks SQLite holds on it in this process.
    const auto since = std::chrono::milliseconds(now.toMSecsSinceEpoch());
    std::error_code ignored; // a folder that cannot be written keeps its dates
    std::filesystem::last_write_time(indexPath.toStdString(),
        std::chrono::file_clock::from_sys(std::chrono::sys_time<std::chrono::milliseconds>(since)), ignored);
}

void IndexDirectory::discard(const QString &indexPath) const
{
    for (const auto &suffix : {QString(), u"-wal"_s, u"-shm"_s})
        QFile::remove(indexPath + suffix);
}

int IndexDirectory::removeUnused(const QSet<QString> &keep, const QDateTime &now) const
{
    int removed = 0;
    const QDir directory(m_path);
    for (const QFileInfo &index : directory.entryInfoList({u"*.db"_s}, QDir::Files)) {
        const bool unused = index.lastModified().daysTo(now) > kUnusedDays;
        if (!unused || keep.contains(index.absoluteFilePath()) || !isOurs(index.filePath()))
            continue;
        discard(index.filePath());
        ++removed;
    }
    for (const QString &name : directory.entryList({u"*.source"_s}, QDir::Files)) {
        const auto record = readRecord(directory.filePath(name));
        if (record && !QFileInfo::exists(indexPath(record->contentHash)))
            QFile::remove(directory.filePath(name));
    }
    return removed;
}

} // namespace matinee
