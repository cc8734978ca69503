// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/profile/mapping.h"
#include "models/sources/profile/profilenode.h"

namespace matinee {

/// A profile's "title", or, over another one, what "details" says otherwise.
[[nodiscard]] TitleMapping readTitleMapping(ProfileNode &node, const TitleMapping &over, ProfileNode::Need need);
/// What a profile's "details" says beside its request.
[[nodiscard]] DetailsMapping readDetailsMapping(ProfileNode &node, const TitleMapping &title);

} // namespace matinee
