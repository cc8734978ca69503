// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/sql/query.h"
#include "models/catalog/pagesource.h"

namespace matinee {

/// Binds a key as kind and value in two parameters from `first`; no key as two NULLs.
void bindKey(sql::Query &query, int first, const std::optional<PageKey> &key);
/// The key in two columns from `first`. May throw SQLite::Exception (a kind of another version).
[[nodiscard]] std::optional<PageKey> keyAt(const sql::Query &query, int first);

/// cache_control, date, age, etag, last_modified, vary, as every statement here lists them.
inline constexpr int kValidatorColumns = 6;
void bindValidators(sql::Query &query, int first, const Validators &validators);
[[nodiscard]] Validators validatorsAt(const sql::Query &query, int first);

[[nodiscard]] QDateTime timeAt(const sql::Query &query, int column);
void bindTime(sql::Query &query, int index, const QDateTime &time);

} // namespace matinee
