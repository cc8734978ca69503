// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/sourcedescriptor.h"
#include "models/sources/profile/answerreader.h"
#include "models/sources/profile/profileset.h"

namespace matinee {

/// The source as the window and the command line show it, its titles translated where they are ours. `genres`: the
/// choices of filters by genre, as far as they are known. `isSignedIn`: the lists of an account are shown.
[[nodiscard]] SourceDescriptor describeProfile(const ProfileEntry &entry, const GenreNames &genres, bool isSignedIn);

} // namespace matinee
