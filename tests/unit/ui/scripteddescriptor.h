// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/sourcedescriptor.h"

namespace matinee::test {

/// A source with the feeds every catalogue file has.
[[nodiscard]] inline SourceDescriptor scriptedSource()
{
    using Section = FeedDescriptor::Section;
    using Per = FeedDescriptor::Per;
    using Kind = FeedParameter::Kind;
    const auto feed
        = [](const QString &id, const QString &title, Section section, Per per, std::vector<FeedParameter> parameters) {
              return FeedDescriptor{id, title, QStringLiteral("films"), section, per, std::move(parameters)};
          };
    const FeedParameter genre{Kind::Filter, QStringLiteral("genre"), QStringLiteral("Genre"),
        {{QStringLiteral("Comedy"), QStringLiteral("Comedy"), 120},
            {QStringLiteral("Rock & roll"), QStringLiteral("Rock & roll"), 3},
            {QStringLiteral("Western"), QStringLiteral("Western")}},
        {}};
    const FeedParameter decade{Kind::Filter, QStringLiteral("decade"), QStringLiteral("Decade"),
        {{QStringLiteral("1910"), QStringLiteral("1910s")}, {QStringLiteral("1920"), QStringLiteral("1920s")}}, {}};
    const FeedParameter country{Kind::Filter, QStringLiteral("country"), QStringLiteral("Country"),
        {{QStringLiteral("France"), QStringLiteral("France")}}, {}};
    const FeedParameter sort{Kind::Sort, QStringLiteral("sort"), QStringLiteral("Sort"),
        {{QStringLiteral("title"), QStringLiteral("Title")}, {QStringLiteral("year"), QStringLiteral("Year")}},
        QStringLiteral("title")};
    const FeedParameter window{Kind::Variant, QStringLiteral("window"), QStringLiteral("Period"),
        {{QStringLiteral("day"), QStringLiteral("Today")}, {QStringLiteral("week"), QStringLiteral("This week")}},
        QStringLiteral("day")};
    SourceDescriptor source;
    source.id = QStringLiteral("scripted");
    source.name = QStringLiteral("Scripted films");
    source.feeds = {
        feed(QStringLiteral("all"), QStringLiteral("All films"), Section::Browse, Per::Nothing, {genre, decade, country, sort}),
        feed(QStringLiteral("picks"), QStringLiteral("Picks"), Section::Browse, Per::Nothing, {window}),
        feed(QStringLiteral("for-you"), QStringLiteral("For you"), Section::Yours, Per::Nothing, {}),
        feed(QStringLiteral("favorites"), QStringLiteral("Favorites"), Section::Yours, Per::Nothing, {}),
        feed(QStringLiteral("recommended"), QStringLiteral("Recommended"), Section::Hidden, Per::Title, {}),
        feed(QStringLiteral("search"), QStringLiteral("Search"), Section::Hidden, Per::Text, {})};
    return source;
}

} // namespace matinee::test
