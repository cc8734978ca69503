// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <optional>
#include <vector>

#include "models/catalog/personal.h"
#include "models/catalog/titleclue.h"

namespace matinee {

/// One thing a row of an imported file says the person made of a title.
struct ImportedFact {
    enum class Kind { Mark, ListItem, Note };
    Kind kind = Kind::Mark;
    MarkKind mark = MarkKind::Favorite;
    double value = 1;   ///< of a mark, as Mark has it
    QString text = {};  ///< the list's name; the note
    int listNumber = 0; ///< tells lists of one name apart
    QDateTime at = {};  ///< invalid: the file does not say
};

/// One row, before it is known which title is meant.
struct ImportedRow {
    QString where; ///< "ratings.csv:12"
    TitleClue clue;
    std::optional<Title> whole = std::nullopt; ///< a title of ours with all that is kept of it
    std::vector<ImportedFact> facts = {};
};

struct ImportFault {
    QString where;
    QString reason; ///< a clause: "no title"
    QString title = {};
    QString year = {};
};

/// What a file says.
struct ImportedRows {
    QString kind; ///< "Letterboxd", "IMDb", "Trakt", "Matinee"
    std::vector<ImportedRow> rows = {};
    std::vector<OwnList> lists = {}; ///< in their order, also those without titles; `size` is the list's number
    std::vector<ImportFault> faults = {};

    /// A list by its name and number, made where it is new.
    void addList(const QString &name, int number, const QString &about = {});
};

} // namespace matinee
