// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>
#include <vector>

#include "models/sources/profile/profile.h"
#include "models/sources/profile/profilenode.h"

namespace matinee {

/// A profile, or all that is wrong with it. Both are never there.
struct ProfileReading {
    std::shared_ptr<const Profile> profile;
    std::vector<ProfileFault> faults;

    /// One line a fault: "/feeds/0/class: must be one of: ...".
    [[nodiscard]] QString faultText() const;
};

/// Reads a profile (at most 256 KiB), whole and strictly. Any thread.
[[nodiscard]] ProfileReading readProfile(const QByteArray &json);

} // namespace matinee
