// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace matinee::test {

/// How people who sign in behave, and the server with them. The default: who opens the page approves.
struct SignInPlan {
    int approveAfter = -1;     ///< approved by itself at the poll after so many; negative: by opening the page only
    int expireAfter = -1;      ///< the code is too old at the poll after so many
    bool denies = false;       ///< the person says no where it would be a yes
    int slowDowns = 0;         ///< so many polls are told to slow down (Trakt)
    bool hasCodes = true;      ///< Jellyfin's Quick Connect is switched on
    int tokenSeconds = 86'400; ///< how long a token lasts (Trakt)
};

} // namespace matinee::test
