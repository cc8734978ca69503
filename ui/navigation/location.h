// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <optional>

#include "models/catalog/feedkey.h"
#include "models/catalog/titleid.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// Somewhere the window can be: a list, or the page of a title (with the list it was opened from, for previous
/// and next). A value; written as a `matinee:` link.
struct Location {
    enum class Kind { Feed, Title };
    Kind kind = Kind::Feed;
    FeedKey feed;  ///< Kind::Title: the list it was opened from, with an empty source when there was none
    TitleId title; ///< Kind::Title only
    std::optional<Anchor> anchor = std::nullopt; ///< Kind::Feed: where the reader was

    [[nodiscard]] static Location ofFeed(FeedKey feed) { return {Kind::Feed, std::move(feed), {}}; }
    [[nodiscard]] static Location ofTitle(TitleId title, FeedKey from = {})
    {
        return {Kind::Title, std::move(from), std::move(title)};
    }
    /// Reads `matinee:title/SOURCE/TYPE/ID`, `matinee:feed/SOURCE/FEED?...`, `matinee:search/SOURCE?q=...`.
    /// InvalidArgument, `where` = "link", for anything else.
    [[nodiscard]] static Result<Location> parseLink(const QString &link);

    [[nodiscard]] QString link() const;
    [[nodiscard]] const QString &source() const { return kind == Kind::Feed ? feed.source : title.source; }
    /// The same place, whatever the reader's position in it.
    [[nodiscard]] bool isSamePlace(const Location &other) const
    {
        return kind == other.kind && feed == other.feed && title == other.title;
    }

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing when the object is not one toJson() wrote.
    [[nodiscard]] static std::optional<Location> fromJson(const QJsonObject &json);
};

} // namespace matinee
