// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/feedkey.h"
#include "models/catalog/title.h"
#include "models/sources/profile/profileset.h"

namespace matinee {

/// A list as it is asked for: the feed of the profile and what its templates are filled in with.
struct FeedPlan {
    ProfileEntry entry;
    const ProfileFeed *feed = nullptr; ///< of entry.profile
    Variables variables;
    int pageSize = 20;
};

/// InvalidArgument (`where` = "feed" or the parameter) for a feed the profile has not, a parameter the feed does not
/// declare, a value it does not know, and for a title or a text that is missing. Cheap.
[[nodiscard]] Result<FeedPlan> planFeed(const ProfileEntry &entry, const FeedKey &key, int pageSize = 0);

/// {language} and {region}, where the source has them.
[[nodiscard]] Variables commonVariablesOf(const ProfileEntry &entry);
/// {title.id} and {title.type}. InvalidArgument, `where` = "title", for a type the source does not have.
[[nodiscard]] Result<void> addTitle(const Profile &profile, const TitleId &title, Variables &variables);

} // namespace matinee
