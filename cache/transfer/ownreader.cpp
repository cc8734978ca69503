// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/transfer/ownreader.h"

#include <QFileInfo>
#include <QJsonObject>

#include "models/catalog/transfer.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Kind = ImportedFact::Kind;

template <typename T>
void takeInto(std::optional<T> &member, const QJsonValue &value, double least, double most)
{
    if (value.isDouble() && value.toDouble() >= least && value.toDouble() <= most)
        member = static_cast<T>(value.toDouble());
}

constexpr double kMostInt = 2147483647;

Title titleOf(const QJsonObject &row)
{
    const auto text = [&](QLatin1StringView key) { return row.value(key).toString(); };
    Title title;
    title.id = {text("source"_L1), text("type"_L1), text("id"_L1)};
    title.title = text("title"_L1);
    title.originalTitle = text("originalTitle"_L1);
    takeInto(title.year, row.value("year"_L1), 1, 9999);
    title.date = text("date"_L1);
    takeInto(title.rating, row.value("rating"_L1), 0, 10);
    takeInto(title.votes, row.value("votes"_L1), 0, kMostInt);
    takeInto(title.runtime, row.value("runtime"_L1), 1, kMostInt);
    for (const QJsonValue genre : row.value("genres"_L1).toArray())
        title.genres += genre.toString();
    title.overview = text("overview"_L1);
    title.poster = text("poster"_L1);
    title.backdrop = text("backdrop"_L1);
    takeInto(title.popularity, row.value("popularity"_L1), -1e300, 1e300);
    return title;
}

std::vector<ImportedFact> factsOf(const QJsonObject &row)
{
    const QDateTime at = QDateTime::fromString(row.value("addedAt"_L1).toString(), Qt::ISODateWithMs).toUTC();
    std::vector<ImportedFact> facts;
    const auto mark = [&](QLatin1StringView key, MarkKind kind) {
        if (row.value(key).toBool())
            facts.push_back({Kind::Mark, kind, 1, {}, 0, at});
    };
    mark("favorite"_L1, MarkKind::Favorite);
    mark("watchlist"_L1, MarkKind::Watchlist);
    mark("watched"_L1, MarkKind::Watched);
    if (const double rating = row.value("myRating"_L1).toDouble(); rating >= 0.5 && rating <= 10)
        facts.push_back({Kind::Mark, MarkKind::Rating, rating, {}, 0, at});
    if (const QString note = row.value("note"_L1).toString(); !note.isEmpty())
        facts.push_back({Kind::Note, {}, 1, note, 0, at});
    if (const QString list = row.value("list"_L1).toString(); !list.isEmpty())
        facts.push_back({Kind::ListItem, {}, 1, list, row.value("listNumber"_L1).toInt(), at});
    return facts;
}

/// What rows mean that say nothing themselves: the file is called as what was exported.
ImportedFact meaningOf(const QString &path)
{
    const QString name = QFileInfo(path).completeBaseName();
    const ExportChoice choice = ExportChoice::named(name.toLower());
    if (choice.what == ExportChoice::What::Mark && choice.mark != MarkKind::Rating)
        return {Kind::Mark, choice.mark};
    return {Kind::ListItem, {}, 1, name};
}

} // namespace

void readOwnJson(const QJsonArray &array, const QString &path, ImportedRows &rows)
{
    rows.kind = u"Matinee"_s;
    int number = 0;
    for (const QJsonValue value : array) {
        const QString where = u"%1: entry %2"_s.arg(path).arg(++number);
        const QJsonObject row = value.toObject();
        ImportedRow imported{where, {}, titleOf(row), factsOf(row)};
        const Title &title = *imported.whole;
        imported.clue.title = title.title;
        imported.clue.year = title.year;
        for (const ImportedFact &fact : imported.facts) {
            if (fact.kind == Kind::ListItem)
                rows.addList(fact.text, fact.listNumber, row.value("listAbout"_L1).toString());
        }
        if (title.title.isEmpty() && row.contains("list"_L1))
            continue; // a list without titles
        if (title.title.isEmpty())
            rows.faults.push_back({where, u"no title"_s});
        else if (imported.facts.empty())
            rows.faults.push_back({where, u"is no favorite, on no list and not rated"_s, title.title});
        else
            rows.rows.push_back(std::move(imported));
    }
}

Result<void> readOwnCsv(QIODevice &device, const QString &path, ImportedRows &rows)
{
    rows.kind = u"Matinee"_s;
    const ImportedFact meaning = meaningOf(path);
    CsvTableSink sink;
    sink.columns = [](const CsvColumns &) -> Result<void> { return {}; };
    sink.fault = [&](const QString &where, const QString &reason) { rows.faults.push_back({where, reason}); };
    sink.row = [&](const CsvRow &row) {
        Title title;
        title.id = {row.cell("source"_L1), row.cell("type"_L1), row.cell("id"_L1)};
        title.title = row.cell("title"_L1);
        title.originalTitle = row.cell("originaltitle"_L1);
        const auto number = [&](QLatin1StringView name) {
            bool ok = false;
            const double found = row.cell(name).toDouble(&ok);
            return ok ? QJsonValue(found) : QJsonValue();
        };
        takeInto(title.year, number("year"_L1), 1, 9999);
        takeInto(title.rating, number("rating"_L1), 0, 10);
        takeInto(title.votes, number("votes"_L1), 0, kMostInt);
        takeInto(title.runtime, number("runtime"_L1), 1, kMostInt);
        takeInto(title.popularity, number("popularity"_L1), -1e300, 1e300);
        title.date = row.cell("date"_L1);
        title.genres = row.cell("genres"_L1).split(u'|', Qt::SkipEmptyParts);
        title.overview = row.cell("overview"_L1);
        title.poster = row.cell("poster"_L1);
        title.backdrop = row.cell("backdrop"_L1);
        if (title.title.isEmpty())
            return rows.faults.push_back({row.where(), u"no title"_s});
        ImportedRow imported{row.where(), {{}, {}, {}, title.title, title.year}, title};
        const bool isFavorite = row.cell("favorite"_L1) == "true"_L1;
        if (isFavorite)
            imported.facts.push_back({Kind::Mark, MarkKind::Favorite});
        if (meaning.kind == Kind::ListItem ? !isFavorite : meaning.mark != MarkKind::Favorite)
            imported.facts.push_back(meaning);
        if (imported.facts.empty())
            return rows.faults.push_back({row.where(), u"is no favorite"_s, title.title});
        for (const ImportedFact &fact : imported.facts) {
            if (fact.kind == Kind::ListItem)
                rows.addList(fact.text, 0);
        }
        rows.rows.push_back(std::move(imported));
    };
    return readCsvTable(device, path, sink);
}

} // namespace matinee
