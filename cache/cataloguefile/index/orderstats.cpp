// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/orderstats.h"

#include "cache/cataloguefile/schema.h"

namespace matinee {
namespace {

// Up to here a filtered list is kept as a list of numbers (512 KB): a filter that lets one title in a thousand through
// would otherwise walk a thousand index entries for each title it shows. Above it at least one in 16 of a million passes.
constexpr std::size_t kMostNarrowTitles = 65536;
// Closer than the importer's: between two of these a filter makes the walk pass over many more entries.
constexpr qint64 kFilteredStep = 200;

struct Scan {
    std::vector<ListPlace> marks;
    qint64 count = 0;
};

Scan scanSegment(SQLite::Statement &statement, std::optional<std::vector<qint64>> &narrow)
{
    Scan scan;
    while (statement.executeStep()) {
        const qint64 n = statement.getColumn(0).getInt64();
        if (scan.count % kFilteredStep == 0)
            scan.marks.push_back({sortValueOf(statement.getColumn(1)), n});
        ++scan.count;
        if (narrow && narrow->size() < kMostNarrowTitles)
            narrow->push_back(n);
        else
            narrow.reset();
    }
    return scan;
}

} // namespace

OrderSql orderSql(SortField field)
{
    switch (field) {
    case SortField::Title: return {"n", "title_by_n", ""};
    case SortField::Year: return {"year", "title_by_year", "title_without_year"};
    case SortField::Runtime: return {"runtime", "title_by_runtime", "title_without_runtime"};
    case SortField::Rating: return {"rating", "title_by_rating", "title_without_rating"};
    case SortField::Rank: break;
    }
    Q_UNREACHABLE();
}

QByteArray placeColumn(SortField field)
{
    return field == SortField::Title ? QByteArray("sort_title") : orderSql(field).column;
}

qint64 titlesBefore(IndexConnection &index, const QByteArray &sortTitle)
{
    auto largest = index.use("SELECT max(n) FROM title");
    largest->executeStep();
    auto title = index.use("SELECT sort_title FROM title WHERE n=?1");
    qint64 first = 1;
    for (qint64 size = largest->getColumn(0).getInt64(); size > 0;) {
        const qint64 half = size / 2;
        title->reset();
        title->bind(1, static_cast<int64_t>(first + half));
        const bool isBefore = title->executeStep() && sortValueOf(title->getColumn(0)) < SortValue(sortTitle);
        first = isBefore ? first + half + 1 : first;
        size = isBefore ? size - half - 1 : half;
    }
    return first - 1;
}

QByteArray filterSql(const CatalogueFilter &filter, SortField field)
{
    QByteArray sql;
    qint64 mask = 0;
    for (const CatalogueTerm &term : filter.terms)
        mask |= term.mask;
    if (mask != 0) {
        const QByteArray bits = QByteArray::number(mask);
        sql += " AND facets&" + bits + '=' + bits;
    }
    for (const CatalogueTerm &term : filter.terms) {
        if (term.shared)
            sql += " AND EXISTS(SELECT 1 FROM posting WHERE term_id=" + QByteArray::number(term.id) + " AND posting.n=title.n)";
    }
    if (filter.decade && field != SortField::Year)
        sql += " AND year>=" + QByteArray::number(*filter.decade) + " AND year<=" + QByteArray::number(*filter.decade + 9);
    return sql;
}

OrderStats wholeOrderStats(IndexConnection &index, const CatalogueFacts &facts, SortField field)
{
    OrderStats stats{facts.known(field), facts.titles - facts.known(field), kMilestoneStep, {}, {}};
    if (field == SortField::Title)
        return stats;
    auto statement = index.use("SELECT value, n FROM milestone WHERE field=?1 ORDER BY k");
    bindText(*statement, 1, sortFieldName(field));
    while (statement->executeStep())
        stats.knownMarks.push_back({sortValueOf(statement->getColumn(0)), statement->getColumn(1).getInt64()});
    return stats;
}

FilteredOrder scanFilteredOrder(IndexConnection &index, SortField field, const CatalogueFilter &filter)
{
    const OrderSql names = orderSql(field);
    FilteredOrder out{{0, 0, kFilteredStep, {}, {}}, std::vector<qint64>()};
    QByteArray known
        = "SELECT n," + names.column + " FROM title INDEXED BY " + names.knownIndex + " WHERE " + names.column + " IS NOT NULL";
    if (filter.decade && field == SortField::Year)
        known += " AND year>=" + QByteArray::number(*filter.decade) + " AND year<=" + QByteArray::number(*filter.decade + 9);
    {
        auto statement = index.use(known + filterSql(filter, field) + " ORDER BY " + names.column + ",n");
        Scan scan = scanSegment(*statement, out.narrow);
        out.stats.known = scan.count;
        out.stats.knownMarks = std::move(scan.marks);
    }
    // A title without a year is in no decade.
    if (names.missingIndex.isEmpty() || (filter.decade && field == SortField::Year))
        return out;
    auto statement = index.use("SELECT n,NULL FROM title INDEXED BY " + names.missingIndex + " WHERE " + names.column + " IS NULL"
        + filterSql(filter, field) + " ORDER BY n");
    Scan scan = scanSegment(*statement, out.narrow);
    out.stats.missing = scan.count;
    out.stats.missingMarks = std::move(scan.marks);
    return out;
}

} // namespace matinee
