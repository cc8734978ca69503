// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <variant>

namespace matinee {

/// What a list of a catalogue can be ordered by. Rank: the list's own order (picks, search hits, favorites).
enum class SortField { Title, Year, Runtime, Rating, Rank };

/// The name as it stands in a FeedKey, a cursor and the index's `milestone` table: "title", "year", ...
[[nodiscard]] QString sortFieldName(SortField field);

/// A sort value as SQLite compares it: nothing for a missing one, text as UTF-8 bytes (BINARY collation).
/// For SortField::Rank it is the position from 0.
using SortValue = std::variant<std::monostate, qint64, double, QByteArray>;

/// Where a row stands in a list: `n` is the title's number in the index (negative: a favorite the index has not).
/// (value, n) is unique, so that ties neither repeat nor vanish.
struct ListPlace {
    SortValue value;
    qint64 n = 0;
    bool operator==(const ListPlace &) const = default;
};

} // namespace matinee
