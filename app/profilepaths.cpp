// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profilepaths.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace matinee {

ProfilePaths ProfilePaths::in(const QString &profileDir)
{
    const auto place = [&](QStandardPaths::StandardLocation location, const QString &below) {
        return profileDir.isEmpty() ? QStandardPaths::writableLocation(location) : profileDir + u'/' + below;
    };
    const QString config = place(QStandardPaths::AppConfigLocation, u"config"_s);
    // Not the roaming place: a database in WAL mode wants a local disk.
    const QString data = place(QStandardPaths::AppLocalDataLocation, u"data"_s);
    const QString cache = place(QStandardPaths::CacheLocation, u"cache"_s);
    return {profileDir, config + u"/settings.ini"_s, config + u"/profiles"_s, data + u"/user.db"_s, data + u"/user.lock"_s,
        cache + u"/catalogues"_s, cache + u"/cache.db"_s, cache + u"/images.db"_s};
}

} // namespace matinee
