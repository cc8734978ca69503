// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/profile/titlemapper.h"

namespace matinee {

struct MappedDetails {
    TitleDetails details;
    QStringList genreIds;
};

/// Reads a title's own document. Where the document says no id, `asked` is it. Nothing where it says another id than the
/// one asked for, or no title. `region`: whose certification is wanted first ("US").
[[nodiscard]] std::optional<MappedDetails> mapDetails(
    const DetailsMapping &mapping, const QJsonValue &document, const TitleId &asked, const QString &region, bool hasGenreTable);

} // namespace matinee
