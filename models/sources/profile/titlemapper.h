// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QStringList>

#include <optional>

#include "models/catalog/title.h"
#include "models/sources/profile/mapping.h"

namespace matinee {

/// A title, and the ids of its genres that a table must name.
struct MappedTitle {
    Title title;
    QStringList genreIds;
};

/// Reads an item as strangers write it: what is optional and of the wrong type is dropped, nothing where the id (1 to
/// 256 bytes, a text or a whole number) or the title is not usable. `hasGenreTable`: numbers among the genres are ids.
[[nodiscard]] std::optional<MappedTitle> mapTitle(
    const TitleMapping &mapping, const QJsonValue &item, const QString &source, bool hasGenreTable);

/// The first of the leaf's places that holds a text, a number or a bool, trimmed, on one line, without control
/// characters, at most `longest` characters; empty for none.
[[nodiscard]] QString leafText(const LeafMapping &leaf, const QJsonValue &item, qsizetype longest = 500);
/// The names in some lists. Elements may be texts or objects.
[[nodiscard]] QStringList namesOf(const std::vector<ListMapping> &lists, const QJsonValue &item);
/// A stranger's text as plain text: entities read, tags out.
[[nodiscard]] QString withoutMarkup(const QString &html);

} // namespace matinee
