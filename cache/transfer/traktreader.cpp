// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes as in Trakt's API documentation (sync/ratings, sync/watched, sync/history, sync/watchlist, sync/favorites, lists).
#include "cache/transfer/traktreader.h"

#include <QFileInfo>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QDateTime timeOf(const QJsonObject &row, QLatin1StringView key)
{
    return QDateTime::fromString(row.value(key).toString(), Qt::ISODateWithMs).toUTC();
}

QString idText(const QJsonValue &value)
{
    return value.isString() ? value.toString() : value.isDouble() ? QString::number(value.toInteger()) : QString();
}

/// What the rows without words of their own mean.
ImportedFact meaningOf(const QString &path)
{
    using Kind = ImportedFact::Kind;
    const QString name = QFileInfo(path).completeBaseName();
    const auto says = [&](QLatin1StringView word) { return name.contains(word, Qt::CaseInsensitive); };
    if (says("watchlist"_L1))
        return {Kind::Mark, MarkKind::Watchlist};
    if (says("favorites"_L1) || says("favourites"_L1))
        return {Kind::Mark, MarkKind::Favorite};
    if (says("watched"_L1) || says("history"_L1))
        return {Kind::Mark, MarkKind::Watched};
    return {Kind::ListItem, {}, 1, name};
}

std::vector<ImportedFact> factsOf(const QJsonObject &row, const ImportedFact &meaning)
{
    using Kind = ImportedFact::Kind;
    std::vector<ImportedFact> facts;
    if (const double rating = row.value("rating"_L1).toDouble(); rating >= 0.5 && rating <= 10)
        facts.push_back({Kind::Mark, MarkKind::Rating, rating, {}, 0, timeOf(row, "rated_at"_L1)});
    const QDateTime watched = timeOf(row, "watched_at"_L1), last = timeOf(row, "last_watched_at"_L1);
    if (row.contains("plays"_L1) || watched.isValid())
        facts.push_back({Kind::Mark, MarkKind::Watched, 1, {}, 0, watched.isValid() ? watched : last});
    if (const QString notes = row.value("notes"_L1).toString(); !notes.isEmpty())
        facts.push_back({Kind::Note, {}, 1, notes, 0, timeOf(row, "listed_at"_L1)});
    const bool isListed = row.contains("listed_at"_L1) || row.contains("rank"_L1);
    if (facts.empty() || isListed) {
        facts.push_back(meaning);
        facts.back().at = timeOf(row, "listed_at"_L1);
    }
    return facts;
}

} // namespace

bool isTraktJson(const QJsonArray &array)
{
    return std::ranges::any_of(array, [](const QJsonValue &value) {
        const QJsonObject row = value.toObject();
        return row.value("movie"_L1).isObject() || row.value("show"_L1).isObject() || row.value("episode"_L1).isObject();
    });
}

void readTrakt(const QJsonArray &array, const QString &path, ImportedRows &rows)
{
    rows.kind = u"Trakt"_s;
    const ImportedFact meaning = meaningOf(path);
    int number = 0;
    for (const QJsonValue value : array) {
        const QString where = u"%1: entry %2"_s.arg(path).arg(++number);
        const QJsonObject row = value.toObject(), movie = row.value("movie"_L1).toObject();
        const QJsonObject ids = movie.value("ids"_L1).toObject();
        ImportedRow imported{where, {}};
        TitleClue &clue = imported.clue;
        clue.title = movie.value("title"_L1).toString();
        if (movie.isEmpty() || clue.title.isEmpty()) {
            const bool isSeries = row.contains("show"_L1) || row.contains("episode"_L1);
            rows.faults.push_back({where, isSeries ? u"is no film"_s : u"no title"_s,
                row.value("show"_L1).toObject().value("title"_L1).toString()});
            continue;
        }
        if (const int year = movie.value("year"_L1).toInt(); year > 0)
            clue.year = year;
        clue.imdb = idText(ids.value("imdb"_L1));
        clue.tmdb = idText(ids.value("tmdb"_L1));
        imported.facts = factsOf(row, meaning);
        for (const ImportedFact &fact : imported.facts) {
            if (fact.kind == ImportedFact::Kind::ListItem)
                rows.addList(fact.text, fact.listNumber);
        }
        rows.rows.push_back(std::move(imported));
    }
}

} // namespace matinee
