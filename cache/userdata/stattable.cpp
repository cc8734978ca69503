// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/stattable.h"

#include <array>
#include <optional>

#include "cache/userdata/userrows.h"

namespace matinee::stattable {
namespace {

using namespace userrows;

constexpr std::array kKinds{UseKind::Hit, UseKind::Miss, UseKind::Failed, UseKind::Request, UseKind::Bytes, UseKind::Slow};

std::optional<UseKind> kindOf(const QString &name)
{
    for (const UseKind kind : kKinds) {
        if (useKindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

std::int64_t dayNumber(const QDate &day)
{
    return QDate(1970, 1, 1).daysTo(day);
}

std::int64_t firstDayKept(const QDate &today)
{
    return dayNumber(today) - kUseDays + 1;
}

} // namespace

void add(SQLite::Database &db, const std::vector<UseCount> &counts, const QDate &today)
{
    SQLite::Statement put(db,
        "INSERT INTO stat_day(day,feed,what,n,ms) VALUES(?,?,?,?,?) "
        "ON CONFLICT(day,feed,what) DO UPDATE SET n=n+excluded.n, ms=ms+excluded.ms");
    for (const UseCount &count : counts) {
        put.reset();
        put.bind(1, dayNumber(count.day));
        bindText(put, 2, count.subject);
        bindText(put, 3, useKindName(count.kind));
        put.bind(4, static_cast<std::int64_t>(count.n));
        put.bind(5, count.ms);
        put.exec();
    }
    SQLite::Statement forget(db, "DELETE FROM stat_day WHERE day<?");
    forget.bind(1, firstDayKept(today));
    forget.exec();
}

std::vector<UseCount> all(SQLite::Database &db, const QDate &today)
{
    SQLite::Statement row(db, "SELECT day,feed,what,n,ms FROM stat_day WHERE day>=? ORDER BY day,feed,what");
    row.bind(1, firstDayKept(today));
    std::vector<UseCount> found;
    while (row.executeStep()) {
        if (const auto kind = kindOf(textAt(row, 2))) {
            found.push_back({QDate(1970, 1, 1).addDays(row.getColumn(0).getInt64()), textAt(row, 1), *kind,
                row.getColumn(3).getInt64(), row.getColumn(4).getDouble()});
        }
    }
    return found;
}

} // namespace matinee::stattable
