// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/sql/quarantine.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace matinee::sql {
namespace {

// The main file last when they go, so that a crash in between leaves journals without a file, never a file without them.
const QStringList kParts{u"-wal"_s, u"-shm"_s, QString()};

bool isOfThisDay(const QString &copy, const QDateTime &now)
{
    const QFileInfo file(copy);
    return file.exists() && file.lastModified().toUTC().date() == now.toUTC().date();
}

void stamp(const QString &copy, const QDateTime &now)
{
    QFile file(copy); // renaming keeps the time of the last write
    if (file.open(QIODevice::ReadWrite))
        file.setFileTime(now, QFileDevice::FileModificationTime);
}

} // namespace

Result<Quarantine> quarantine(const QString &path, const QDateTime &now)
{
    const QString copy = path + u".damaged"_s;
    const bool keeps = !isOfThisDay(copy, now);
    for (const QString &part : kParts) {
        if (keeps)
            QFile::remove(copy + part);
        if (!QFile::exists(path + part))
            continue;
        if (!(keeps ? QFile::rename(path + part, copy + part) : QFile::remove(path + part)))
            return fail(ErrorKind::ReadOnly, u"the damaged file cannot be moved out of the way"_s, path);
    }
    if (keeps)
        stamp(copy, now);
    return keeps ? Quarantine::Kept : Quarantine::Removed;
}

} // namespace matinee::sql
