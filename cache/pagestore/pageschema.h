// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "cache/sql/database.h"

namespace matinee {

/// application_id of cache.db: "MtPg".
inline constexpr std::int32_t kPageStoreApplicationId = 0x4d745067;

/// generation.state
enum class GenerationState {
    Staging, ///< being filled beside the active one
    Active,  ///< the one a list is opened with
    Dead,    ///< removed in slices
};

/// The kept pages of remote lists (store.md 7.3). Nothing here is the person's own: a file that does not fit is made
/// anew.
[[nodiscard]] std::span<const sql::Migration> pageStoreMigrations();

} // namespace matinee
