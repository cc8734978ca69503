// SPDX-License-Identifier: GPL-3.0-or-later
// The files are those of Letterboxd's own export (Settings, Data), seen in its version 7.
#include "cache/transfer/letterboxdreader.h"

#include <QBuffer>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

enum class Meaning { Watched, Watchlist, Ratings, Diary, Likes, List };

// A list's file begins with lines of its own before the table.
constexpr QByteArrayView kListMark{"Letterboxd list export"};
constexpr qint64 kLongestPreamble = 64 * 1024;

std::optional<Meaning> meaningOf(const QString &path)
{
    const QString name = QFileInfo(path).fileName().toLower();
    if (path.contains("lists/"_L1))
        return Meaning::List;
    if (name == "watched.csv"_L1)
        return Meaning::Watched;
    if (name == "watchlist.csv"_L1)
        return Meaning::Watchlist;
    if (name == "ratings.csv"_L1)
        return Meaning::Ratings;
    if (name == "diary.csv"_L1 || name == "reviews.csv"_L1)
        return Meaning::Diary;
    if (name == "films.csv"_L1 || name == "likes.csv"_L1 || name == "favorites.csv"_L1)
        return Meaning::Likes;
    return std::nullopt;
}

Meaning meaningOf(const QString &path, const CsvColumns &columns)
{
    if (const auto byName = meaningOf(path))
        return *byName;
    if (columns.has("watcheddate"_L1) || columns.has("review"_L1))
        return Meaning::Diary;
    return columns.has("rating"_L1) || columns.has("rating10"_L1) ? Meaning::Ratings : Meaning::List;
}

QDateTime dayOf(const QString &text)
{
    // Noon: the same day in nearly every time zone.
    const QDate day = QDate::fromString(text, Qt::ISODate);
    return day.isValid() ? QDateTime(day, QTime(12, 0), Qt::UTC) : QDateTime();
}

/// Half stars of five, or points of ten; nothing where there is none.
std::optional<double> ratingOf(const CsvRow &row)
{
    bool ok = false;
    double rating = row.cell("rating10"_L1).toDouble(&ok);
    if (!ok)
        rating = row.cell("rating"_L1).toDouble(&ok) * 2;
    return ok && rating >= 0.5 && rating <= 10 ? std::optional(rating) : std::nullopt;
}

class Reading
{
public:
    Reading(QString path, ImportedRows &rows) : m_path(std::move(path)), m_rows(rows) { }

    Result<void> begin(const CsvColumns &columns)
    {
        if (!columns.has("name"_L1) && !columns.has("title"_L1))
            return fail(ErrorKind::Malformed, u"the header row names no \"Name\" or \"Title\" column"_s, m_path);
        m_meaning = meaningOf(m_path, columns);
        if (m_meaning == Meaning::List && m_list.isEmpty())
            nameList(QFileInfo(m_path).completeBaseName(), {});
        return {};
    }

    void nameList(const QString &name, const QString &about)
    {
        m_list = name;
        m_rows.addList(m_list, 0, about);
    }

    void take(const CsvRow &row)
    {
        ImportedRow imported{row.where(), {}};
        TitleClue &clue = imported.clue;
        clue.title = row.cell("name"_L1).isEmpty() ? row.cell("title"_L1) : row.cell("name"_L1);
        if (clue.title.isEmpty())
            return m_rows.faults.push_back({row.where(), u"no title"_s});
        if (const int year = row.cell("year"_L1).toInt(); year > 0)
            clue.year = year;
        clue.imdb = row.cell("imdbid"_L1);
        clue.tmdb = row.cell("tmdbid"_L1);
        addFacts(row, imported.facts);
        if (imported.facts.empty())
            return m_rows.faults.push_back({row.where(), u"says nothing of the film"_s, clue.title, row.cell("year"_L1)});
        m_rows.rows.push_back(std::move(imported));
    }

private:
    void addFacts(const CsvRow &row, std::vector<ImportedFact> &facts) const
    {
        using Kind = ImportedFact::Kind;
        const QDateTime entered = dayOf(row.cell("date"_L1));
        const QDateTime watched = dayOf(row.cell("watcheddate"_L1));
        const QDateTime at = watched.isValid() ? watched : entered;
        switch (m_meaning) {
        case Meaning::Watched: facts.push_back({Kind::Mark, MarkKind::Watched, 1, {}, 0, entered}); return;
        case Meaning::Watchlist: facts.push_back({Kind::Mark, MarkKind::Watchlist, 1, {}, 0, entered}); return;
        case Meaning::Likes: facts.push_back({Kind::Mark, MarkKind::Favorite, 1, {}, 0, entered}); return;
        case Meaning::List: facts.push_back({Kind::ListItem, {}, 1, m_list, 0, entered}); return;
        case Meaning::Diary: facts.push_back({Kind::Mark, MarkKind::Watched, 1, {}, 0, at}); break;
        case Meaning::Ratings: break;
        }
        if (const auto rating = ratingOf(row))
            facts.push_back({Kind::Mark, MarkKind::Rating, *rating, {}, 0, at});
        if (const QString review = row.cell("review"_L1); !review.isEmpty())
            facts.push_back({Kind::Note, {}, 1, review, 0, at});
    }

    const QString m_path;
    ImportedRows &m_rows;
    Meaning m_meaning = Meaning::List;
    QString m_list;
};

/// The lines before a list's table: what it is called, then a blank line. Leaves the device at the table.
Result<void> readPreamble(QIODevice &device, const QString &path, Reading &reading)
{
    if (!device.peek(kListMark.size()).startsWith(kListMark.toByteArray()))
        return {};
    QByteArray table;
    while (!device.atEnd() && table.size() < kLongestPreamble) {
        const QByteArray line = device.readLine(kLongestPreamble);
        if (line.trimmed().isEmpty())
            break;
        if (!line.startsWith(kListMark.toByteArray()))
            table += line;
    }
    QBuffer buffer(&table);
    buffer.open(QIODevice::ReadOnly);
    CsvTableSink sink;
    sink.columns = [](const CsvColumns &) -> Result<void> { return {}; };
    sink.fault = [](const QString &, const QString &) {};
    sink.row = [&](const CsvRow &row) {
        if (!row.cell("name"_L1).isEmpty())
            reading.nameList(row.cell("name"_L1), row.cell("description"_L1));
    };
    return readCsvTable(buffer, path, sink);
}

} // namespace

bool isOfLetterboxd(const QString &path)
{
    return path.endsWith(".csv"_L1, Qt::CaseInsensitive) && !path.startsWith("deleted/"_L1) && !path.startsWith("orphaned/"_L1)
        && meaningOf(path).has_value() && !(path.startsWith("likes/"_L1) && !path.endsWith("films.csv"_L1));
}

Result<void> readLetterboxd(QIODevice &device, const QString &path, ImportedRows &rows)
{
    rows.kind = u"Letterboxd"_s;
    Reading reading(path, rows);
    if (auto named = readPreamble(device, path, reading); !named)
        return named;
    CsvTableSink sink;
    sink.columns = [&](const CsvColumns &columns) { return reading.begin(columns); };
    sink.row = [&](const CsvRow &row) { reading.take(row); };
    sink.fault = [&](const QString &where, const QString &reason) { rows.faults.push_back({where, reason}); };
    return readCsvTable(device, path, sink);
}

} // namespace matinee
