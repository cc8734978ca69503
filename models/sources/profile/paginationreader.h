// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/dialects/pagination.h"
#include "models/sources/profile/profilenode.h"

namespace matinee {

/// One member of a profile's "pagination".
[[nodiscard]] Pagination readPagination(ProfileNode &node);

} // namespace matinee
