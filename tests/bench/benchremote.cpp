// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchremote.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "app/profilepaths.h"
#include "models/sources/profile/profileset.h"
#include "tests/bench/benchprint.h"

using namespace Qt::StringLiterals;

namespace matinee::bench {

RemoteManner against(const test::FaultServer &server)
{
    RemoteManner manner;
    manner.base = server.url().toString(QUrl::StripTrailingSlash);
    return manner;
}

void writeHurriedProfile(const QString &profileDir)
{
    QFile shipped(shippedProfileFolder() + "/tmdb.json"_L1);
    if (!shipped.open(QIODevice::ReadOnly))
        die(u"the shipped profile cannot be read"_s);
    QJsonObject profile = QJsonDocument::fromJson(shipped.readAll()).object();
    profile.insert(u"limits"_s, QJsonObject{{u"perSecond"_s, 1000}, {u"burst"_s, 1000}, {u"inFlight"_s, 4}});
    const QString folder = ProfilePaths::in(profileDir).profileDirectory;
    QFile own(folder + "/tmdb.json"_L1);
    if (!QDir().mkpath(folder) || !own.open(QIODevice::WriteOnly) || own.write(QJsonDocument(profile).toJson()) < 0)
        die(u"the profile cannot be written"_s);
}

} // namespace matinee::bench
