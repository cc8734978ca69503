// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/titleactions.h"
#include "models/sources/profile/answerreader.h"

namespace matinee {

/// What a server says to a write, from any final status. `off`: the write takes something away. Any thread.
[[nodiscard]] Verdict<WriteOutcome> readWriteAnswer(
    const Profile &profile, const ProfileWrite &write, bool off, const HttpResponse &response);

/// A rating of 0..10 as the action's server counts, as text: "8.5".
[[nodiscard]] QString ratingText(const ProfileAction &action, double rating);

} // namespace matinee
