// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace matinee {

/// Where everything of one person is kept (store.md 7.1). With `--profile-dir DIR` all of it is below DIR.
struct ProfilePaths {
    QString profile;            ///< the folder of --profile-dir, empty for the usual places
    QString settingsFile;       ///< settings.ini
    QString profileDirectory;   ///< profiles of sources, of the person's own
    QString userDatabase;       ///< user.db
    QString lockFile;           ///< user.lock, the window's
    QString catalogueDirectory; ///< indexes of catalogue files
    QString pageDatabase;       ///< cache.db
    QString imageDatabase;      ///< images.db

    /// The platform's places when `profileDir` is empty. Needs QCoreApplication's name set; creates nothing.
    [[nodiscard]] static ProfilePaths in(const QString &profileDir);
};

} // namespace matinee
