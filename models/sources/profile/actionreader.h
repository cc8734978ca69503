// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/profile/profile.h"
#include "models/sources/profile/profilenode.h"

namespace matinee {

/// "actions" of a profile: what a person can change on the server.
[[nodiscard]] std::map<QString, ProfileAction> readActions(ProfileNode &root);

} // namespace matinee
