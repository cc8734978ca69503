// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace matinee {

/// What a catalogue file can say of a title. The names it may use are in resources/catalogues/README.md.
enum class Field : quint8 {
    None, ///< a name we do not know: ignored
    Id,
    Type,
    Title,
    OriginalTitle,
    Year,
    Date,
    Rating,
    Votes,
    Runtime,
    Genres,
    Overview,
    Poster,
    Backdrop,
    Popularity,
    Countries,
    Directors,
    Cast,
    Language,
    Tagline,
    Archive,
    Watch,
    PublicDomain,
    Imdb, ///< its id at IMDb: "tt0017136"
    Tmdb, ///< its number at TMDB
};
inline constexpr int kFieldCount = int(Field::Tmdb) + 1;

/// A field by one of its names. Where an entry uses several names of one field, the lowest rank wins.
struct FieldName {
    Field field = Field::None;
    quint8 rank = 0;
};

/// Letter case, spaces, hyphens and underscores do not count: `originalTitle`, `original_title` and `Original Title`
/// are the same name. Any thread; no allocation.
[[nodiscard]] FieldName fieldNamed(QByteArrayView name);

} // namespace matinee
