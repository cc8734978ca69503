// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "cache/sql/database.h"

namespace matinee {

/// application_id of a catalogue index: "MtCx".
inline constexpr std::int32_t kCatalogueApplicationId = 0x4d744378;
/// Rows between two milestones of a sort order (paging.md, "Cursors of our own"). 1000 rows apart, skipping to a page
/// took 40 % of its time (66 us a page, 40 us at 100). A million titles have 10 000 an order, about 1 MB in memory.
inline constexpr qint64 kMilestoneStep = 100;
/// Genres and countries that have a bit of their own in `title.facets`; later ones share kSharedFacetBit and are
/// checked in `posting`. Bit 63 would be the sign.
inline constexpr int kOwnFacetBits = 62;
inline constexpr qint64 kSharedFacetBit = qint64(1) << 62;

/// Kinds of rows in `term`.
enum class TermKind { Genre = 1, Country = 2, Director = 3, Cast = 4 };

/// One catalogue file, indexed once and then never changed: written by the importer, read by everything else.
[[nodiscard]] std::span<const sql::Migration> catalogueMigrations();
/// The CREATE INDEX statements the importer runs after the last row: those the rows do not come in the order of.
[[nodiscard]] const char *catalogueIndexScript();

} // namespace matinee
