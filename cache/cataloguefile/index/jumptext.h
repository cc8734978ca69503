// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "cache/cataloguefile/index/catalogueplace.h"

namespace matinee {

/// The value that typed text stands for in an order: where a list is entered by type-to-jump. Going down an order,
/// a title prefix is entered at its end, so `bound` is then the largest title with the prefix.
/// Nothing where the text cannot be a value of the field, or is empty.
[[nodiscard]] std::optional<SortValue> jumpBound(const QString &text, SortField field, bool descending);

} // namespace matinee
