// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "cache/cataloguefile/index/cataloguefacts.h"
#include "cache/cataloguefile/index/cataloguequery.h"

namespace matinee {

/// Sizes and milestones of an order under one filter. Known: rows whose field is known, ascending by (value, n).
/// Missing: the rest, ascending by n. `knownMarks[k]` is the known row at ascending position k * step; of all
/// titles by title there are none, for the row at position p is p + 1.
struct OrderStats {
    qint64 known = 0;
    qint64 missing = 0;
    qint64 step = 1;
    std::vector<ListPlace> knownMarks;
    std::vector<ListPlace> missingMarks; ///< empty until they are needed: the importer makes none
};

/// The SQL names of an order's column and indexes. Titles are numbered in their order, so theirs is `n`.
struct OrderSql {
    QByteArray column;
    QByteArray knownIndex;
    QByteArray missingIndex; ///< empty for titles, which no row is without
};
[[nodiscard]] OrderSql orderSql(SortField field);
/// The column a list's places are told to others by.
[[nodiscard]] QByteArray placeColumn(SortField field);
/// How many titles come before `sortTitle` in title order. May throw SQLite::Exception.
[[nodiscard]] qint64 titlesBefore(IndexConnection &index, const QByteArray &sortTitle);
/// ` AND ...` for a filter, tested inside the covering index. The decade is left out for sort=year: there it bounds the range.
[[nodiscard]] QByteArray filterSql(const CatalogueFilter &filter, SortField field);

/// Sizes and milestones of the whole catalogue, as the importer wrote them. May throw SQLite::Exception.
[[nodiscard]] OrderStats wholeOrderStats(IndexConnection &index, const CatalogueFacts &facts, SortField field);

/// Counts a filtered order in one covering scan. `narrow`: every title of it in ascending order (known, then missing),
/// unless there are more than `kMostNarrowTitles`. May throw SQLite::Exception.
struct FilteredOrder {
    OrderStats stats;
    std::optional<std::vector<qint64>> narrow;
};
[[nodiscard]] FilteredOrder scanFilteredOrder(IndexConnection &index, SortField field, const CatalogueFilter &filter);

} // namespace matinee
