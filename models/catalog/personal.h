// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <array>
#include <optional>
#include <vector>

#include "models/catalog/title.h"

namespace matinee {

/// What a person sets of a title.
enum class MarkKind { Favorite, Watchlist, Rating, Watched };
inline constexpr std::array kMarkKinds{MarkKind::Favorite, MarkKind::Watchlist, MarkKind::Rating, MarkKind::Watched};

/// "favorite", "watchlist", "rating", "watched": as user.db and exports write it.
[[nodiscard]] QString markName(MarkKind kind);
[[nodiscard]] std::optional<MarkKind> markKindOf(QStringView name);

/// A mark as it is kept: whole without any cache.
struct Mark {
    Title title;
    double value = 1; ///< 0.5..10 for a rating, 1 for the others
    QDateTime at;     ///< UTC, when it was set; for Watched, when it was watched
    bool operator==(const Mark &) const = default;
};

/// A list of the person's own. Its titles may be of several sources.
struct OwnList {
    qint64 id = 0; ///< 0: not kept yet
    QString name;  ///< never empty, of one line
    QString about;
    qint64 size = 0;
    bool operator==(const OwnList &) const = default;
};

struct ListItem {
    Title title;
    QDateTime addedAt; ///< UTC
    bool operator==(const ListItem &) const = default;
};

/// A list with all that stands in it, in the person's order.
struct OwnListContent {
    OwnList list;
    std::vector<ListItem> items;
};

struct Note {
    Title title;
    QString text;
    QDateTime changedAt; ///< UTC
    bool operator==(const Note &) const = default;
};

/// All that is the person's own, or what is to be taken in of it.
struct PersonalContent {
    struct OwnMark {
        MarkKind kind = MarkKind::Favorite;
        Mark mark;
    };
    std::vector<OwnMark> marks; ///< of one kind: newest first
    std::vector<OwnListContent> lists;
    std::vector<Note> notes;
};

/// What of a content was new.
struct TakenContent {
    int favorites = 0;
    int watchlist = 0;
    int ratings = 0;
    int watched = 0;
    int notes = 0;
    int listTitles = 0; ///< put into lists
    QStringList lists;  ///< they went into
};

} // namespace matinee
