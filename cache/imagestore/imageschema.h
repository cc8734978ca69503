// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "cache/sql/database.h"

namespace matinee {

/// application_id of images.db: "MtIm".
inline constexpr std::int32_t kImageStoreApplicationId = 0x4d74496d;

/// Kept pictures (store.md 7.3). A file that does not fit is made anew.
[[nodiscard]] std::span<const sql::Migration> imageStoreMigrations();

} // namespace matinee
