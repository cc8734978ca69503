// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/cataloguefeeds.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// A menu longer than this is no menu; rarer values still work in a link.
constexpr std::size_t kMostChoices = 200;

using Section = FeedDescriptor::Section;
using Per = FeedDescriptor::Per;

struct CatalogueFeeds {
    Q_DECLARE_TR_FUNCTIONS(CatalogueFeeds)
};

QString sortLabel(SortField field)
{
    switch (field) {
    case SortField::Title: return CatalogueFeeds::tr("Title");
    case SortField::Year: return CatalogueFeeds::tr("Year");
    case SortField::Runtime: return CatalogueFeeds::tr("Runtime");
    case SortField::Rating: return CatalogueFeeds::tr("Rating");
    case SortField::Rank: break;
    }
    Q_UNREACHABLE();
}

FeedParameter sortParameter(const CatalogueFacts &facts)
{
    FeedParameter sort{FeedParameter::Kind::Sort, u"sort"_s, CatalogueFeeds::tr("Sort by"), {}, u"title"_s};
    for (const SortField field : facts.sorts())
        sort.choices.push_back({sortFieldName(field), sortLabel(field), facts.known(field)});
    return sort;
}

FeedParameter termFilter(const QString &name, const QString &label, const std::vector<CatalogueTerm> &terms)
{
    FeedParameter filter{FeedParameter::Kind::Filter, name, label, {}, {}};
    for (const CatalogueTerm &term : terms) {
        if (filter.choices.size() == kMostChoices)
            break;
        filter.choices.push_back({term.name, term.name, term.titles});
    }
    return filter;
}

FeedParameter decadeFilter(const CatalogueFacts &facts)
{
    FeedParameter filter{FeedParameter::Kind::Filter, u"decade"_s, CatalogueFeeds::tr("Decade"), {}, {}};
    for (const auto &[decade, titles] : facts.decades)
        filter.choices.push_back({QString::number(decade), CatalogueFeeds::tr("%1s", "a decade: 1920s").arg(decade), titles});
    return filter;
}

FeedDescriptor allFilms(const CatalogueFacts &facts)
{
    FeedDescriptor all{u"all"_s, CatalogueFeeds::tr("All films"), u"films"_s, Section::Browse, Per::Nothing, {}};
    all.parameters.push_back(sortParameter(facts));
    for (const FeedParameter &filter : {termFilter(u"genre"_s, CatalogueFeeds::tr("Genre"), facts.genres), decadeFilter(facts),
             termFilter(u"country"_s, CatalogueFeeds::tr("Country"), facts.countries)}) {
        if (!filter.choices.empty())
            all.parameters.push_back(filter);
    }
    return all;
}

FeedDescriptor picks()
{
    FeedDescriptor feed{u"picks"_s, CatalogueFeeds::tr("Today's picks"), u"sparkles"_s, Section::Browse, Per::Nothing, {}};
    feed.parameters.push_back({FeedParameter::Kind::Variant, u"window"_s, CatalogueFeeds::tr("Picked for"),
        {{u"day"_s, CatalogueFeeds::tr("Today")}, {u"week"_s, CatalogueFeeds::tr("This week")}}, u"day"_s});
    return feed;
}

} // namespace

std::vector<FeedDescriptor> catalogueFeeds(const CatalogueFacts &facts)
{
    return {allFilms(facts), picks(),
        {u"for-you"_s, CatalogueFeeds::tr("For you"), u"for-you"_s, Section::Browse, Per::Nothing, {}},
        {u"favorites"_s, CatalogueFeeds::tr("Favorites"), u"heart"_s, Section::Yours, Per::Nothing, {}},
        {u"recommended"_s, CatalogueFeeds::tr("Recommended"), u"sparkles"_s, Section::Hidden, Per::Title, {}},
        {u"search"_s, CatalogueFeeds::tr("Search"), u"search"_s, Section::Hidden, Per::Text, {}}};
}

} // namespace matinee
