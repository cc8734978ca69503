// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>
#include <vector>

#include "models/catalog/titleid.h"

namespace matinee {

/// What a tile, a row of a list and a line of the command line need of a title. Plain text throughout:
/// titles come from strangers and are never markup. Absent optionals and empty strings mean "not known".
struct Title {
    TitleId id;
    QString title; ///< never empty
    QString originalTitle;
    std::optional<int> year;      ///< 1..9999
    QString date;                 ///< ISO 8601 day, "" when unknown
    std::optional<double> rating; ///< 0..10
    std::optional<int> votes;
    std::optional<int> runtime; ///< minutes, 1..
    QStringList genres;
    QString overview;
    QString poster;   ///< the source's path or URL
    QString backdrop; ///< the source's path or URL
    std::optional<double> popularity;

    bool operator==(const Title &) const = default;
};

/// A person and what they did: a cast member's role, or a crew member's job.
struct Credit {
    QString name;
    QString role; ///< may be empty
    bool operator==(const Credit &) const = default;
};

/// A film about the film, watched in the browser.
struct Video {
    QString name;
    QString kind; ///< "Trailer", "Teaser", ...: the source's word
    QString url;  ///< https
    bool operator==(const Video &) const = default;
};

/// The page of one title: everything of Title, and what only its own page shows.
struct TitleDetails {
    Title title;
    QStringList countries;
    QStringList directors;
    std::vector<Credit> cast; ///< most prominent first
    std::vector<Credit> crew; ///< without the directors
    std::vector<Video> videos;
    QString certification; ///< "PG-13", of the reader's country where known
    QString language;
    QString tagline;
    QString whyPublicDomain; ///< the stated reason where a catalogue gives one
    QString watchUrl;        ///< https page to watch it on, "" when none is known
    QString watchSearchUrl;  ///< https search page instead, "" when watchUrl is known or nothing fits
    bool operator==(const TitleDetails &) const = default;
};

} // namespace matinee
