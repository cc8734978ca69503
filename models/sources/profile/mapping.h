// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "models/sources/dialects/jsonpointer.h"
#include "models/sources/profile/template.h"

namespace matinee {

/// A leaf of an item: the first of some places that holds something.
struct LeafMapping {
    std::vector<JsonPointer> places;
    bool isHtml = false; ///< markup is taken out
    bool operator==(const LeafMapping &) const = default;
};

/// Rating on whatever scale, brought to 0..10.
struct RatingMapping {
    LeafMapping value;
    double outOf = 10;
    LeafMapping votes;
    bool operator==(const RatingMapping &) const = default;
};

/// A duration in one of the units servers use.
struct RuntimeMapping {
    enum class Unit { Minutes, Seconds, Ticks }; ///< Ticks: 100 ns
    LeafMapping value;
    Unit unit = Unit::Minutes;
    bool operator==(const RuntimeMapping &) const = default;
};

struct PictureMapping {
    LeafMapping path;
    Template keep; ///< what Title::poster becomes, of {path} and {title.id}; empty: the path as it is
    Template url;  ///< of what is kept ({path}), {size} and {base}; empty: "{base}{path}" or the path where it is a URL
    bool operator==(const PictureMapping &) const = default;
};

/// A list inside an item and where each element says its name.
struct ListMapping {
    JsonPointer items;
    JsonPointer name;
    bool operator==(const ListMapping &) const = default;
};

/// From an item to a Title.
struct TitleMapping {
    LeafMapping id;
    QString type = QStringLiteral("movie");
    std::optional<LeafMapping> typePlace; ///< the item says its type; `type` where it does not
    LeafMapping name;
    LeafMapping originalName;
    LeafMapping date;
    LeafMapping year;
    LeafMapping overview;
    RatingMapping rating;
    RuntimeMapping runtime;
    std::vector<ListMapping> genres; ///< elements may be names, ids of the genre table, or objects
    PictureMapping poster;
    PictureMapping backdrop;
    LeafMapping popularity;
    bool operator==(const TitleMapping &) const = default;
};

struct CreditMapping {
    ListMapping list;
    JsonPointer role;
    QStringList directors; ///< roles that make an element a director
    bool operator==(const CreditMapping &) const = default;
};

struct VideoMapping {
    JsonPointer items;
    JsonPointer name;
    JsonPointer kind;
    JsonPointer site; ///< "YouTube" or "Vimeo", with ...
    JsonPointer key;  ///< ... its key
    JsonPointer url;  ///< or the whole address
    bool operator==(const VideoMapping &) const = default;
};

/// A certification: a leaf, or lists by country.
struct CertificationMapping {
    LeafMapping value;
    JsonPointer items;
    JsonPointer country;
    JsonPointer releases; ///< of an element of `items`: a list
    JsonPointer text;     ///< of an element of that list
    bool operator==(const CertificationMapping &) const = default;
};

/// From a title's own document to TitleDetails.
struct DetailsMapping {
    JsonPointer item;   ///< the title in the document
    TitleMapping title; ///< as in lists, with what the profile says otherwise
    std::vector<ListMapping> countries;
    std::vector<ListMapping> directors;
    std::optional<CreditMapping> cast;
    std::optional<CreditMapping> crew;
    std::optional<VideoMapping> videos;
    CertificationMapping certification;
    LeafMapping language;
    LeafMapping tagline;
    Template watchUrl; ///< of {title.id}
    bool operator==(const DetailsMapping &) const = default;
};

} // namespace matinee
