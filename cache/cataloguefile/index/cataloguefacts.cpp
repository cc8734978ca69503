// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/cataloguefacts.h"

#include <QFileInfo>

#include "cache/cataloguefile/schema.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

void readMeta(IndexConnection &index, CatalogueFacts &facts)
{
    auto statement = index.use("SELECT k, v FROM meta");
    while (statement->executeStep()) {
        const QString key = textOf(statement->getColumn(0));
        if (key == "titles"_L1)
            facts.titles = statement->getColumn(1).getInt64();
        else if (key == "faults"_L1)
            facts.faultCount = statement->getColumn(1).getInt64();
        else if (key == "content_hash"_L1)
            facts.contentHash = textOf(statement->getColumn(1));
    }
}

void readCounts(IndexConnection &index, CatalogueFacts &facts)
{
    auto fields = index.use("SELECT field, known FROM field_count");
    while (fields->executeStep()) {
        const QString field = textOf(fields->getColumn(0));
        const qint64 known = fields->getColumn(1).getInt64();
        if (field == "year"_L1)
            facts.withYear = known;
        else if (field == "runtime"_L1)
            facts.withRuntime = known;
        else if (field == "rating"_L1)
            facts.withRating = known;
    }
    auto decades = index.use("SELECT decade, titles FROM decade_count ORDER BY decade");
    while (decades->executeStep())
        facts.decades.emplace_back(decades->getColumn(0).getInt(), decades->getColumn(1).getInt64());
}

std::vector<CatalogueTerm> readTerms(IndexConnection &index, TermKind kind)
{
    std::vector<CatalogueTerm> terms;
    auto statement = index.use("SELECT term_id, name, bit, titles FROM term WHERE kind=?1 ORDER BY titles DESC, name");
    statement->bind(1, static_cast<int>(kind));
    while (statement->executeStep()) {
        const qint64 mask = qint64(1) << statement->getColumn(2).getInt();
        terms.push_back({statement->getColumn(0).getInt64(), textOf(statement->getColumn(1)), mask, mask == kSharedFacetBit,
            statement->getColumn(3).getInt64()});
    }
    return terms;
}

void readFaults(IndexConnection &index, CatalogueFacts &facts)
{
    auto statement = index.use("SELECT line, reason FROM fault ORDER BY line");
    while (statement->executeStep())
        facts.faults.push_back({statement->getColumn(0).getInt64(), textOf(statement->getColumn(1))});
}

} // namespace

qint64 CatalogueFacts::known(SortField field) const
{
    switch (field) {
    case SortField::Year: return withYear;
    case SortField::Runtime: return withRuntime;
    case SortField::Rating: return withRating;
    case SortField::Title:
    case SortField::Rank: return titles;
    }
    Q_UNREACHABLE();
}

std::vector<SortField> CatalogueFacts::sorts() const
{
    std::vector<SortField> fields{SortField::Title};
    for (const SortField field : {SortField::Year, SortField::Runtime, SortField::Rating}) {
        if (known(field) > 0)
            fields.push_back(field);
    }
    return fields;
}

Result<CatalogueFacts> readCatalogueFacts(IndexConnection &index)
{
    return index.read<CatalogueFacts>([&]() -> Result<CatalogueFacts> {
        CatalogueFacts facts;
        readMeta(index, facts);
        readCounts(index, facts);
        facts.genres = readTerms(index, TermKind::Genre);
        facts.countries = readTerms(index, TermKind::Country);
        readFaults(index, facts);
        facts.bytes = QFileInfo(index.path()).size();
        return facts;
    });
}

} // namespace matinee
