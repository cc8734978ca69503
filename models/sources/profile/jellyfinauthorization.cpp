// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/jellyfinauthorization.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSysInfo>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString deviceId()
{
    const QByteArray machine = QSysInfo::machineUniqueId();
    const QByteArray salted = "matinee\n" + (machine.isEmpty() ? QSysInfo::machineHostName().toUtf8() : machine);
    return QString::fromLatin1(QCryptographicHash::hash(salted, QCryptographicHash::Sha256).toHex().first(32));
}

QString fixedPart()
{
    const QString host = QSysInfo::machineHostName();
    const QString version = QCoreApplication::applicationVersion();
    return u"Client=\"Matinee\", Device=\"%1\", DeviceId=\"%2\", Version=\"%3\""_s.arg(
        encoded(host.isEmpty() ? u"Desktop"_s : host), deviceId(), encoded(version.isEmpty() ? u"0"_s : version));
}

} // namespace

QString jellyfinAuthorization(const QString &token)
{
    static const QString kFixed = fixedPart(); // the same while the program runs
    return token.isEmpty() ? "MediaBrowser "_L1 + kFixed : u"MediaBrowser Token=\"%1\", "_s.arg(encoded(token)) + kFixed;
}

} // namespace matinee
