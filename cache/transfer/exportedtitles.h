// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "cache/transfer/titlewriter.h"
#include "models/catalog/personal.h"

namespace matinee {

/// What of the person's own is to be written, in its order: marks newest first, lists in the person's order. A list without
/// titles of an export of everything is one entry without a title. InvalidArgument for a list there is not.
[[nodiscard]] Result<std::vector<PrintedTitle>> exportedTitles(const PersonalContent &content, const ExportChoice &choice);

} // namespace matinee
