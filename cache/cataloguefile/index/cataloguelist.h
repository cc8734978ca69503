// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "cache/cataloguefile/index/cataloguerows.h"

namespace matinee {

/// How a list gets to a row by its number.
enum class Seek {
    Offset,    ///< count from the beginning (SQL OFFSET over a covering index)
    Milestone, ///< start from the nearest remembered row
};

/// One list of a catalogue, in list order. A list that walks the index hands titles out read, as it passes them
/// anyway; one that is kept as numbers hands out numbers (RawTitle::isRead()). Catalogue thread.
class CatalogueList
{
public:
    CatalogueList() = default;
    CatalogueList(const CatalogueList &) = delete;
    CatalogueList &operator=(const CatalogueList &) = delete;
    virtual ~CatalogueList() = default;

    /// Exact for every list: better than paging.md asks, because one covering scan serves count and milestones.
    [[nodiscard]] virtual qint64 total() const = 0;
    /// At most `count` titles from row `offset` (from 0) on; fewer only at the end of the list.
    [[nodiscard]] virtual Result<std::vector<RawTitle>> at(qint64 offset, int count, Seek seek) = 0;
    /// At most `count` titles after the place, or before it when not `forward`, then nearest first.
    /// InvalidArgument, `where` = "cursor", where the list has no such place.
    [[nodiscard]] virtual Result<std::vector<RawTitle>> beyond(const ListPlace &place, bool forward, int count) = 0;
    /// The place of a title of this list, for a cursor.
    [[nodiscard]] virtual Result<ListPlace> placeOf(qint64 n) = 0;
    /// The row (from 0) of a title, -1 when it is not in the list.
    [[nodiscard]] virtual Result<qint64> rowOf(qint64 n) = 0;
    /// The first row whose sort value starts with `text` or comes after it in list order; -1 where there is none.
    [[nodiscard]] virtual Result<qint64> rowOfText(const QString &text) = 0;
};

} // namespace matinee
