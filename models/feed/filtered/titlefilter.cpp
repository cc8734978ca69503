// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/filtered/titlefilter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr QLatin1StringView kPrefix("only.");
constexpr QLatin1StringView kGenre("only.genre");
constexpr QLatin1StringView kDecade("only.decade");
constexpr QLatin1StringView kRating("only.rating");

constexpr int kOldestDecade = 1900; // offered; a key may name any
constexpr int kNewestDecade = 2020;
constexpr int kYearsInADecade = 10;
constexpr int kBestRating = 9;
constexpr int kLeastRating = 5;
constexpr double kMostRating = 10;

QString tr(const char *text)
{
    return QCoreApplication::translate("filters", text);
}

FeedParameter genreFilter(const std::vector<FeedChoice> &genres)
{
    FeedParameter filter{FeedParameter::Kind::Filter, kGenre, tr(QT_TRANSLATE_NOOP("filters", "Genre")), {}, {}};
    std::ranges::transform(genres, std::back_inserter(filter.choices), [](const FeedChoice &genre) {
        return FeedChoice{genre.label, genre.label};
    });
    return filter;
}

FeedParameter decadeFilter()
{
    FeedParameter filter{FeedParameter::Kind::Filter, kDecade, tr(QT_TRANSLATE_NOOP("filters", "Decade")), {}, {}};
    for (int decade = kNewestDecade; decade >= kOldestDecade; decade -= kYearsInADecade) {
        filter.choices.push_back({QString::number(decade), tr(QT_TRANSLATE_NOOP("filters", "%1s")).arg(QString::number(decade))});
    }
    return filter;
}

FeedParameter ratingFilter()
{
    FeedParameter filter{FeedParameter::Kind::Filter, kRating, tr(QT_TRANSLATE_NOOP("filters", "Rating")), {}, {}};
    for (int least = kBestRating; least >= kLeastRating; --least)
        filter.choices.push_back({QString::number(least), tr(QT_TRANSLATE_NOOP("filters", "%1 or better")).arg(least)});
    return filter;
}

/// The genres a source names, from whichever of its lists lets them be chosen.
std::vector<FeedChoice> genresOf(const SourceDescriptor &source)
{
    for (const FeedDescriptor &feed : source.feeds) {
        const auto named = std::ranges::find(feed.parameters, "genre"_L1, &FeedParameter::name);
        if (named != feed.parameters.end() && !named->choices.empty())
            return named->choices;
    }
    return {};
}

bool hasOwn(const FeedDescriptor &feed, std::initializer_list<QLatin1StringView> names)
{
    return std::ranges::any_of(feed.parameters, [&](const FeedParameter &parameter) {
        return std::ranges::any_of(names, [&](QLatin1StringView name) { return parameter.name == name; });
    });
}

} // namespace

Result<TitleFilter> TitleFilter::of(const FeedKey &feed)
{
    TitleFilter filter;
    for (const auto &[name, value] : feed.parameters) {
        bool isSound = true;
        if (name == kGenre) {
            filter.m_genre = value;
        } else if (name == kDecade) {
            filter.m_decade = value.toInt(&isSound);
            isSound = isSound && *filter.m_decade > 0 && *filter.m_decade % kYearsInADecade == 0;
        } else if (name == kRating) {
            filter.m_least = value.toDouble(&isSound);
            isSound = isSound && *filter.m_least >= 0 && *filter.m_least <= kMostRating;
        } else if (name.startsWith(kPrefix)) {
            return fail(ErrorKind::InvalidArgument, u"there is no such filter"_s, name);
        }
        if (!isSound)
            return fail(ErrorKind::InvalidArgument, u"'%1' is no value of this filter"_s.arg(value), name);
    }
    return filter;
}

bool TitleFilter::isIn(const FeedKey &feed)
{
    return std::ranges::any_of(feed.parameters, [](const auto &parameter) { return parameter.first.startsWith(kPrefix); });
}

FeedKey TitleFilter::without(const FeedKey &feed)
{
    FeedKey out = feed;
    std::erase_if(out.parameters, [](const auto &parameter) { return parameter.first.startsWith(kPrefix); });
    return out;
}

void TitleFilter::addTo(SourceDescriptor &source)
{
    if (!source.isRemote)
        return;
    const std::vector<FeedChoice> genres = genresOf(source);
    for (FeedDescriptor &feed : source.feeds) {
        if (!genres.empty() && !hasOwn(feed, {"genre"_L1}))
            feed.parameters.push_back(genreFilter(genres));
        if (source.tellsYears && !hasOwn(feed, {"year"_L1, "decade"_L1}))
            feed.parameters.push_back(decadeFilter());
        if (source.tellsRatings && !hasOwn(feed, {"rating"_L1}))
            feed.parameters.push_back(ratingFilter());
    }
}

bool TitleFilter::matches(const Title &title) const
{
    const auto isGenre = [this](const QString &genre) { return genre.compare(m_genre, Qt::CaseInsensitive) == 0; };
    if (!m_genre.isEmpty() && std::ranges::none_of(title.genres, isGenre))
        return false;
    if (m_decade && (!title.year || *title.year < *m_decade || *title.year >= *m_decade + kYearsInADecade))
        return false;
    return !m_least || (title.rating && *title.rating >= *m_least);
}

} // namespace matinee
