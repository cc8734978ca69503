// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

#include "models/catalog/imagesource.h"
#include "models/sources/profile/profileset.h"

namespace matinee {

/// The code of the smallest size at least this wide, of the largest where none is; empty where the profile names none.
[[nodiscard]] QString sizeCodeFor(const Profile &profile, int deviceWidth);

/// Where a picture is fetched from. CrossOrigin for anything but the source's own origin and the https hosts its profile
/// declares. With a replaced base what the profile points to is looked for at that base's origin, at the same path.
[[nodiscard]] Result<QUrl> imageUrl(const ProfileEntry &entry, const QString &path, const QString &sizeCode);

} // namespace matinee
