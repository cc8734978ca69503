// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/imagestore/imageschema.h"

#include <array>

namespace matinee {
namespace {

constexpr const char *kFirst = R"sql(
CREATE TABLE img(
  img_id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, path TEXT NOT NULL, size_code TEXT NOT NULL,
  mime INTEGER NOT NULL,                                                  -- ImageFormat
  bytes BLOB NOT NULL, crc INTEGER NOT NULL, len INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL, last_used INTEGER NOT NULL) STRICT;        -- ms since 1970 UTC; to the hour
CREATE INDEX img_lru ON img(last_used);
)sql";

constexpr std::array kMigrations{sql::Migration{kFirst}};

} // namespace

std::span<const sql::Migration> imageStoreMigrations()
{
    return kMigrations;
}

} // namespace matinee
