// SPDX-License-Identifier: GPL-3.0-or-later
// Columns as IMDb's own exports have them: Const, Your Rating, Date Rated, Title, Original Title, Title Type, Year, ...; lists
// have Position, Created, Modified and Description besides.
#include "cache/transfer/imdbreader.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QDateTime dayOf(const QString &text)
{
    const QDate day = QDate::fromString(text.left(10), Qt::ISODate);
    return day.isValid() ? QDateTime(day, QTime(12, 0), Qt::UTC) : QDateTime();
}

/// "tvSeries", "TV Episode", "Video Game": what is no film. An export without types is taken whole.
bool isFilm(const QString &type)
{
    const QString folded = type.toLower().remove(u' ');
    return !folded.contains("series"_L1) && !folded.contains("episode"_L1) && !folded.contains("game"_L1)
        && !folded.contains("podcast"_L1);
}

} // namespace

Result<void> readImdb(QIODevice &device, const QString &path, ImportedRows &rows)
{
    using Kind = ImportedFact::Kind;
    rows.kind = u"IMDb"_s;
    const QString name = QFileInfo(path).completeBaseName();
    const bool isWatchlist = name.contains("watchlist"_L1, Qt::CaseInsensitive);
    bool isList = false;
    CsvTableSink sink;
    sink.columns = [&](const CsvColumns &columns) -> Result<void> {
        isList = columns.has("position"_L1);
        if (!columns.has("title"_L1))
            return fail(ErrorKind::Malformed, u"the header row names no \"Title\" column"_s, path);
        if (isList && !isWatchlist)
            rows.addList(name, 0);
        return {};
    };
    sink.fault = [&](const QString &where, const QString &reason) { rows.faults.push_back({where, reason}); };
    sink.row = [&](const CsvRow &row) {
        ImportedRow imported{row.where(), {}};
        imported.clue.imdb = row.cell("const"_L1);
        imported.clue.title = row.cell("title"_L1);
        imported.clue.originalTitle = row.cell("originaltitle"_L1);
        if (imported.clue.title.isEmpty())
            return rows.faults.push_back({row.where(), u"no title"_s});
        if (const int year = row.cell("year"_L1).toInt(); year > 0)
            imported.clue.year = year;
        if (!isFilm(row.cell("titletype"_L1)))
            return rows.faults.push_back({row.where(), u"is no film"_s, imported.clue.title, row.cell("year"_L1)});
        const QDateTime listed = dayOf(row.cell("created"_L1));
        if (isList && isWatchlist)
            imported.facts.push_back({Kind::Mark, MarkKind::Watchlist, 1, {}, 0, listed});
        else if (isList)
            imported.facts.push_back({Kind::ListItem, {}, 1, name, 0, listed});
        bool ok = false;
        if (const double rating = row.cell("yourrating"_L1).toDouble(&ok); ok && rating >= 0.5 && rating <= 10)
            imported.facts.push_back({Kind::Mark, MarkKind::Rating, rating, {}, 0, dayOf(row.cell("daterated"_L1))});
        if (imported.facts.empty())
            return rows.faults.push_back({row.where(), u"has no rating"_s, imported.clue.title, row.cell("year"_L1)});
        rows.rows.push_back(std::move(imported));
    };
    return readCsvTable(device, path, sink);
}

} // namespace matinee
