// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/synthetictitles.h"

#include <QDate>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr std::array kWords{"Silver", "Harbor", "Winter", "Letter", "Garden", "Shadow", "River", "Engine", "Stranger", "Midnight",
    "Paper", "Crown", "Island", "Mirror", "Thunder", "Velvet", "Orchard", "Station", "Lantern", "Echo", "Summer", "Glass",
    "Copper", "Voyage", "Window", "Desert", "Signal", "Quiet", "Golden", "Broken", "Distant", "Hidden"};
constexpr qint64 kWordCount = kWords.size();
constexpr std::array kPeople{"Ada Moreau", "Bruno Vidal", "Chen Li", "Dora Novak", "Emil Sorensen", "Fatima Haddad",
    "Goran Petrov", "Hana Sato", "Ines Costa", "Jonas Berg", "Kofi Mensah", "Lucia Romano", "Milan Dvorak", "Nora Quinn",
    "Omar Aziz", "Pia Lind"};
constexpr qint64 kRecommendedRows = 60;
constexpr qint64 kSimilarRows = 40;
constexpr qint64 kSimilarAhead = 101;
// Whole lists that do not begin with title 1 begin at so many eighths.
constexpr qint64 kRotations = 8;

QString word(qint64 index)
{
    return QString::fromLatin1(kWords.at(static_cast<std::size_t>(index % kWordCount)));
}

QString person(qint64 index)
{
    return QString::fromLatin1(kPeople.at(static_cast<std::size_t>(index % static_cast<qint64>(kPeople.size()))));
}

QString overviewOf(qint64 number)
{
    QStringList words;
    for (qint64 i = 0; i < 40; ++i)
        words.append(word(number * 7 + i * (1 + number % 5)).toLower());
    return words.join(u' ') + u'.';
}

Title plainTitle(qint64 number)
{
    Title title;
    title.id = {u"served"_s, u"movie"_s, QString::number(number)};
    title.title = u"The %1 %2 %3"_s.arg(word(number), word(number / kWordCount)).arg(number);
    title.originalTitle = number % 11 == 0 ? u"Le %1 %2"_s.arg(word(number)).arg(number) : title.title;
    if (number % 79 != 0) {
        const QDate date = QDate(1920, 1, 1).addDays(number * 37 % 38'000);
        title.year = date.year();
        title.date = date.toString(Qt::ISODate);
    }
    title.rating = number % 10 == 0 ? static_cast<double>(1 + number % 9) : static_cast<double>(10 + number * 7 % 90) / 10.0;
    title.votes = static_cast<int>(number * 131 % 20'000);
    title.runtime = static_cast<int>(60 + number % 120);
    const auto &genres = tmdbGenres();
    const auto genre = static_cast<std::size_t>(number) % genres.size();
    title.genres = {genres[genre].name, genres[(genre + 5) % genres.size()].name};
    if (number % 97 != 0)
        title.overview = overviewOf(number);
    title.popularity = 1000.0 / static_cast<double>(number + 9);
    return title;
}

} // namespace

const std::vector<ServedGenre> &tmdbGenres()
{
    static const std::vector<ServedGenre> genres{{28, u"Action"_s}, {12, u"Adventure"_s}, {16, u"Animation"_s}, {35, u"Comedy"_s},
        {80, u"Crime"_s}, {99, u"Documentary"_s}, {18, u"Drama"_s}, {10751, u"Family"_s}, {14, u"Fantasy"_s}, {36, u"History"_s},
        {27, u"Horror"_s}, {10402, u"Music"_s}, {9648, u"Mystery"_s}, {10749, u"Romance"_s}, {878, u"Science Fiction"_s},
        {10770, u"TV Movie"_s}, {53, u"Thriller"_s}, {10752, u"War"_s}, {37, u"Western"_s}};
    return genres;
}

TitleDetails syntheticTitle(qint64 number)
{
    TitleDetails details;
    details.title = plainTitle(number);
    details.countries = {u"US"_s};
    details.directors = {person(number)};
    for (qint64 i = 1; i <= 6; ++i)
        details.cast.push_back({person(number + i * 3), u"Role %1"_s.arg(i)});
    details.crew = {{person(number + 5), u"Screenplay"_s}, {person(number + 7), u"Director of Photography"_s}};
    details.videos = {{u"Official Trailer"_s, u"Trailer"_s, u"https://www.youtube.com/watch?v=synthetic%1"_s.arg(number)}};
    details.certification = number % 3 == 0 ? u"PG-13"_s : u"R"_s;
    details.language = u"en"_s;
    details.tagline = u"%1 comes once."_s.arg(word(number + 3));
    return details;
}

SyntheticTitles::Rule SyntheticTitles::everyNth(qint64 remainder, qint64 step) const
{
    const qint64 first = remainder == 0 ? step : remainder;
    return {first, step, first > m_count ? 0 : (m_count - first) / step + 1};
}

SyntheticTitles::Rule SyntheticTitles::searched(const QString &text) const
{
    const QString wanted = text.simplified().toLower();
    bool isNumber = false;
    const qint64 number = wanted.toLongLong(&isNumber);
    if (isNumber)
        return {number, 1, number >= 1 && number <= m_count ? 1 : 0};
    if (wanted == "the"_L1)
        return {1, 1, m_count};
    for (qint64 i = 0; i < kWordCount; ++i) {
        if (word(i).toLower() == wanted)
            return everyNth(i, kWordCount);
    }
    return {1, 1, 0};
}

SyntheticTitles::Rule SyntheticTitles::rule(const ListAsk &ask) const
{
    const auto rotated = [this](qint64 eighths) { return Rule{1 + m_count * eighths / kRotations, 1, m_count}; };
    switch (ask.kind) {
    case ListKind::ByNumber:
    case ListKind::Popular:
    case ListKind::TrendingDay: return rotated(0);
    case ListKind::TrendingWeek: return rotated(1);
    case ListKind::TopRated: return rotated(2);
    case ListKind::NowPlaying: return rotated(3);
    case ListKind::Upcoming: return rotated(4);
    case ListKind::Discover: {
        const auto &genres = tmdbGenres();
        const auto at
            = std::find_if(genres.begin(), genres.end(), [&](const ServedGenre &genre) { return genre.id == ask.genre; });
        if (ask.genre == 0)
            return rotated(5);
        return at == genres.end() ? Rule{} : everyNth(at - genres.begin(), static_cast<qint64>(genres.size()));
    }
    case ListKind::Search: return searched(ask.text);
    case ListKind::Recommended: return {ask.title + 1, 1, std::min(kRecommendedRows, m_count - 1)};
    case ListKind::Similar: return {ask.title + kSimilarAhead, 1, std::min(kSimilarRows, m_count - 1)};
    case ListKind::Favorites:
    case ListKind::Watchlist:
    case ListKind::Rated: return {};
    }
    Q_UNREACHABLE();
}

std::vector<ServedTitle> SyntheticTitles::slice(const ListAsk &ask, qint64 offset, qint64 count)
{
    const Rule rows = rule(ask);
    std::vector<ServedTitle> out;
    for (qint64 i = offset; i < std::min(offset + count, rows.rows); ++i) {
        const qint64 number = (rows.first - 1 + i * rows.step) % m_count + 1;
        out.push_back({number, plainTitle(number)});
    }
    return out;
}

std::optional<TitleDetails> SyntheticTitles::details(qint64 number)
{
    return number >= 1 && number <= m_count ? std::optional(syntheticTitle(number)) : std::nullopt;
}

} // namespace matinee::test
