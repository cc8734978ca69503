// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/profiledescriptor.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Per = FeedDescriptor::Per;
using Section = FeedDescriptor::Section;

// What the shipped profiles say, so that lupdate finds it; a person's own profile keeps its words.
[[maybe_unused]] constexpr std::array kShippedTexts{QT_TRANSLATE_NOOP("Profile", "Trending"),
    QT_TRANSLATE_NOOP("Profile", "Popular"), QT_TRANSLATE_NOOP("Profile", "Top rated"),
    QT_TRANSLATE_NOOP("Profile", "Now playing"), QT_TRANSLATE_NOOP("Profile", "Upcoming"),
    QT_TRANSLATE_NOOP("Profile", "Recommended"), QT_TRANSLATE_NOOP("Profile", "Similar"), QT_TRANSLATE_NOOP("Profile", "Search"),
    QT_TRANSLATE_NOOP("Profile", "Discover"), QT_TRANSLATE_NOOP("Profile", "Favorites"),
    QT_TRANSLATE_NOOP("Profile", "Watchlist"), QT_TRANSLATE_NOOP("Profile", "Rated"), QT_TRANSLATE_NOOP("Profile", "Films"),
    QT_TRANSLATE_NOOP("Profile", "Anticipated"), QT_TRANSLATE_NOOP("Profile", "For you"),
    QT_TRANSLATE_NOOP("Profile", "Recently added"), QT_TRANSLATE_NOOP("Profile", "Most downloaded"),
    QT_TRANSLATE_NOOP("Profile", "Everything"), QT_TRANSLATE_NOOP("Profile", "Today"), QT_TRANSLATE_NOOP("Profile", "This week"),
    QT_TRANSLATE_NOOP("Profile", "Window"), QT_TRANSLATE_NOOP("Profile", "Period"), QT_TRANSLATE_NOOP("Profile", "Day"),
    QT_TRANSLATE_NOOP("Profile", "Week"), QT_TRANSLATE_NOOP("Profile", "Month"), QT_TRANSLATE_NOOP("Profile", "All time"),
    QT_TRANSLATE_NOOP("Profile", "Year"), QT_TRANSLATE_NOOP("Profile", "Genre"), QT_TRANSLATE_NOOP("Profile", "Sort by"),
    QT_TRANSLATE_NOOP("Profile", "Popularity"), QT_TRANSLATE_NOOP("Profile", "Rating"),
    QT_TRANSLATE_NOOP("Profile", "Release date"), QT_TRANSLATE_NOOP("Profile", "Title"), QT_TRANSLATE_NOOP("Profile", "Votes"),
    QT_TRANSLATE_NOOP("Profile", "Date added"), QT_TRANSLATE_NOOP("Profile", "Downloads"),
    QT_TRANSLATE_NOOP("Profile", "Date published")};

QString translated(const QString &text)
{
    return QCoreApplication::translate("Profile", text.toUtf8().constData());
}

QString iconOf(const ProfileFeed &feed)
{
    if (!feed.icon.isEmpty())
        return feed.icon;
    if (feed.per == Per::Text)
        return u"search"_s;
    switch (feed.freshness) {
    case FreshnessClass::Trending: return u"trending"_s;
    case FreshnessClass::Related: return u"sparkles"_s;
    case FreshnessClass::Personal: return u"heart"_s;
    default: return u"films"_s;
    }
}

std::vector<FeedChoice> genreChoices(const GenreNames &genres)
{
    std::vector<FeedChoice> choices;
    for (auto genre = genres.constBegin(); genre != genres.constEnd(); ++genre)
        choices.push_back({genre.key(), genre.value(), -1});
    std::ranges::sort(choices, [](const FeedChoice &a, const FeedChoice &b) { return a.label.localeAwareCompare(b.label) < 0; });
    return choices;
}

/// What a person is asked for; sign-in that is more than a key has no such question.
std::optional<SecretNeed> secretNeed(ProfileAuth::Kind kind)
{
    switch (kind) {
    case ProfileAuth::Kind::Tmdb:
        return SecretNeed{QCoreApplication::translate("profiles", "TMDB API key or read access token"),
            u"https://www.themoviedb.org/settings/api"_s};
    case ProfileAuth::Kind::Bearer:
    case ProfileAuth::Kind::Header:
    case ProfileAuth::Kind::Query: return SecretNeed{QCoreApplication::translate("profiles", "key or token"), {}, true};
    case ProfileAuth::Kind::Basic:
        return SecretNeed{QCoreApplication::translate("profiles", "name and password"), {}, true, true};
    case ProfileAuth::Kind::Trakt:
        return SecretNeed{QCoreApplication::translate("profiles", "Trakt client id and secret, with a colon between them"),
            u"https://trakt.tv/oauth/applications"_s};
    case ProfileAuth::Kind::None:
    case ProfileAuth::Kind::Jellyfin: return std::nullopt;
    }
    Q_UNREACHABLE();
}

FeedParameter describeParameter(const ProfileParameter &parameter, const GenreNames &genres)
{
    FeedParameter described{
        parameter.kind, parameter.name, translated(parameter.label), {}, parameter.defaultValue, parameter.isDescending};
    if (parameter.takesGenres)
        described.choices = genreChoices(genres);
    for (const ProfileChoice &choice : parameter.choices)
        described.choices.push_back({choice.value, translated(choice.label), -1});
    return described;
}

FeedDescriptor describeFeed(const ProfileFeed &feed, const GenreNames &genres, bool isSignedIn)
{
    FeedDescriptor described{feed.id, translated(feed.title), iconOf(feed), Section::Browse, feed.per, {}};
    if (feed.per != Per::Nothing)
        described.section = Section::Hidden;
    else if (feed.needsAccount) // favorites are the person's own with or without an account at the source
        described.section = isSignedIn || feed.id == "favorites"_L1 ? Section::Yours : Section::Hidden;
    described.needsAccount = feed.needsAccount;
    for (const ProfileParameter &parameter : feed.parameters)
        described.parameters.push_back(describeParameter(parameter, genres));
    return described;
}

} // namespace

SourceDescriptor describeProfile(const ProfileEntry &entry, const GenreNames &genres, bool isSignedIn)
{
    SourceDescriptor described;
    described.id = entry.profile->id;
    described.name = entry.profile->name;
    described.isRemote = true;
    const TitleMapping &title = entry.profile->title;
    described.tellsYears = title.date != LeafMapping() || title.year != LeafMapping();
    described.tellsRatings = title.rating.value != LeafMapping();
    described.attribution = entry.profile->attribution;
    described.secret = secretNeed(entry.profile->auth.kind);
    for (const ProfileFeed &feed : entry.profile->feeds)
        described.feeds.push_back(describeFeed(feed, genres, isSignedIn));
    if (!described.feed(u"favorites")) // kept on this computer, whatever the server can
        described.feeds.push_back({u"favorites"_s, translated(u"Favorites"_s), u"heart"_s, Section::Yours, Per::Nothing, {}});
    return described;
}

} // namespace matinee
