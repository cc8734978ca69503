// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

#include "models/catalog/personal.h"
#include "models/catalog/reply.h"

namespace matinee {

/// How a list of titles is written to a file.
enum class FileFormat { Json, Csv, Letterboxd };

/// What of the person's own is written.
struct ExportChoice {
    enum class What { Mark, List, Notes, Everything };
    What what = What::Mark;
    MarkKind mark = MarkKind::Favorite;
    QString list = {}; ///< a list's name; List only

    /// "favorites", "watchlist", "ratings", "watched", "notes", "everything", else the name of a list; `list:NAME` is a list
    /// whatever it is called.
    [[nodiscard]] static ExportChoice named(const QString &word);
};

/// A row of an imported file that led to no title here.
struct UnmatchedRow {
    QString where; ///< "ratings.csv:12"
    QString title;
    QString year;
    QString imdb;
    QString tmdb;
    QString reason; ///< a clause
};

/// What became of an imported file.
struct ImportReport {
    QString kind; ///< whose file it was: "Letterboxd", "IMDb", "Trakt", "Matinee"
    int rows = 0;
    TakenContent taken; ///< what was so before is not counted
    std::vector<UnmatchedRow> unmatched;
};

/// Port: files of the person's own, in and out. Main thread; answers as Reply says.
class Transfer
{
public:
    Transfer() = default;
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;
    virtual ~Transfer() = default;

    /// Reads a file of Letterboxd (CSV or ZIP), IMDb (CSV), Trakt (JSON), an export of ours or a report of unmatched rows
    /// whose last column was filled in, and takes all that was matched in one transaction. `reportFile`, where not empty,
    /// gets the rows that were not. Errors: Malformed, TooLarge, Storage with `where` = path or path:line; those of
    /// PersonalData. After an error nothing was taken.
    virtual void importFile(const QString &path, const QString &reportFile, Reply<ImportReport> reply) = 0;
    /// Writes to `path` in the place of what is there, or not at all. The answer is how many titles. InvalidArgument for a
    /// list there is not.
    virtual void exportFile(const ExportChoice &choice, FileFormat format, const QString &path, Reply<qint64> reply) = 0;
};

} // namespace matinee
