// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "models/catalog/pagekey.h"
#include "models/sources/dialects/pagination.h"

namespace matinee {

[[nodiscard]] bool isFirst(const PageKey &key);
/// Page, Offset, Range.
[[nodiscard]] bool isNumbered(const Pagination &pagination);
/// The row a numbered page begins with; nothing for a key that is no number.
[[nodiscard]] std::optional<qint64> firstRowOf(const Pagination &pagination, const PageKey &key, int pageSize);
/// The number by which a hybrid list asks for this page; nothing where it asks by token.
[[nodiscard]] std::optional<qint64> jumpNumberOf(const Pagination &pagination, const PageKey &key);

} // namespace matinee
