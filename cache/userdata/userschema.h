// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "cache/sql/database.h"

namespace matinee {

/// application_id of user.db: "MtUd".
inline constexpr std::int32_t kUserApplicationId = 0x4d745564;

/// Everything a person made themselves (store.md 7.3). Forward only; a step that was released is never edited.
[[nodiscard]] std::span<const sql::Migration> userMigrations();

} // namespace matinee
