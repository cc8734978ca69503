// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/fieldnames.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace matinee {
namespace {

struct KnownName {
    std::string_view name;
    FieldName means;
};

// Sorted by name for binary search; in the folded spelling of fieldNamed().
constexpr std::array kNames{
    KnownName{"archive", {Field::Archive, 0}},
    KnownName{"backdrop", {Field::Backdrop, 0}},
    KnownName{"backdroppath", {Field::Backdrop, 1}},
    KnownName{"cast", {Field::Cast, 0}},
    KnownName{"countries", {Field::Countries, 0}},
    KnownName{"country", {Field::Countries, 1}},
    KnownName{"date", {Field::Date, 0}},
    KnownName{"description", {Field::Overview, 1}},
    KnownName{"director", {Field::Directors, 1}},
    KnownName{"directors", {Field::Directors, 0}},
    KnownName{"genre", {Field::Genres, 1}},
    KnownName{"genres", {Field::Genres, 0}},
    KnownName{"id", {Field::Id, 0}},
    KnownName{"imdb", {Field::Imdb, 0}},
    KnownName{"imdbid", {Field::Imdb, 1}},
    KnownName{"language", {Field::Language, 0}},
    KnownName{"name", {Field::Title, 1}},
    KnownName{"originallanguage", {Field::Language, 1}},
    KnownName{"originalname", {Field::OriginalTitle, 1}},
    KnownName{"originaltitle", {Field::OriginalTitle, 0}},
    KnownName{"overview", {Field::Overview, 0}},
    KnownName{"plot", {Field::Overview, 2}},
    KnownName{"popularity", {Field::Popularity, 0}},
    KnownName{"poster", {Field::Poster, 0}},
    KnownName{"posterpath", {Field::Poster, 1}},
    KnownName{"publicdomain", {Field::PublicDomain, 0}},
    KnownName{"rating", {Field::Rating, 0}},
    KnownName{"releasedate", {Field::Date, 1}},
    KnownName{"runtime", {Field::Runtime, 0}},
    KnownName{"tagline", {Field::Tagline, 0}},
    KnownName{"title", {Field::Title, 0}},
    KnownName{"tmdb", {Field::Tmdb, 0}},
    KnownName{"tmdbid", {Field::Tmdb, 1}},
    KnownName{"type", {Field::Type, 0}},
    KnownName{"url", {Field::Watch, 1}},
    KnownName{"voteaverage", {Field::Rating, 1}},
    KnownName{"votecount", {Field::Votes, 1}},
    KnownName{"votes", {Field::Votes, 0}},
    KnownName{"watch", {Field::Watch, 0}},
    KnownName{"year", {Field::Year, 0}},
};
static_assert(std::ranges::is_sorted(kNames, {}, &KnownName::name));

constexpr std::size_t kLongestName = 16; // "originallanguage"

} // namespace

FieldName fieldNamed(QByteArrayView name)
{
    std::array<char, kLongestName> folded{};
    std::size_t length = 0;
    for (const char c : name) {
        if (c == '_' || c == ' ' || c == '-')
            continue;
        if (length == kLongestName)
            return {};
        folded[length++] = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    }
    const std::string_view key(folded.data(), length);
    const auto found = std::ranges::lower_bound(kNames, key, {}, &KnownName::name);
    return found != kNames.end() && found->name == key ? found->means : FieldName{};
}

} // namespace matinee
