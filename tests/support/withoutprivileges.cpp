// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/withoutprivileges.h"

#include <QDirIterator>
#include <QFile>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace matinee::test {
namespace {

constexpr auto kReadAll = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
constexpr auto kEnterAll = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
constexpr auto kWriteAll = QFile::WriteOwner | QFile::WriteGroup | QFile::WriteOther;

void setPermissions(const QString &folder, QFile::Permissions extra)
{
    QDirIterator entries(folder, QDir::Files | QDir::Hidden);
    while (entries.hasNext())
        QFile::setPermissions(entries.next(), kReadAll | extra);
    QFile::setPermissions(folder, kReadAll | kEnterAll | extra);
}

} // namespace

WithoutPrivileges::WithoutPrivileges()
{
#ifdef Q_OS_UNIX
    constexpr uid_t kNobody = 65534;
    m_dropped = ::geteuid() == 0 && ::seteuid(kNobody) == 0;
#endif
}

WithoutPrivileges::~WithoutPrivileges()
{
#ifdef Q_OS_UNIX
    if (m_dropped && ::seteuid(0) != 0)
        qFatal("cannot become root again");
#endif
}

void makeReadOnly(const QString &folder)
{
    setPermissions(folder, {});
}

void makeWritable(const QString &folder)
{
    setPermissions(folder, kWriteAll);
}

} // namespace matinee::test
