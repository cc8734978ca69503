// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include "models/catalog/freshness.h"
#include "models/catalog/sourcedescriptor.h"
#include "models/sources/dialects/pagination.h"
#include "models/sources/http/httprequest.h"
#include "models/sources/profile/mapping.h"
#include "models/sources/profile/profileaction.h"
#include "models/sources/profile/template.h"

namespace matinee {

/// How requests are signed.
struct ProfileAuth {
    enum class Kind { None, Bearer, Header, Query, Basic, Tmdb, Jellyfin, Trakt };
    Kind kind = Kind::None;
    QString name;            ///< of the header or query item
    Template value;          ///< of the header: "Token {secret}"
    bool isRequired = false; ///< nothing is answered without it
    /// Where the second secret goes, which stands for a person who signed in beside the program's own key (TMDB's
    /// session). Absent: the one secret is the person's.
    std::optional<RequestPlace> session;
    bool operator==(const ProfileAuth &) const = default;
};

/// One value a declared parameter can take.
struct ProfileChoice {
    QString value;
    QString label;
    QString ascending; ///< sorts: what the server is told; empty: the value
    QString descending;
    bool operator==(const ProfileChoice &) const = default;
};

struct ProfileParameter {
    FeedParameter::Kind kind = FeedParameter::Kind::Filter;
    QString name;
    QString label;
    std::vector<ProfileChoice> choices; ///< empty for a filter: any text
    bool takesGenres = false;           ///< the choices are the genre table's
    QString defaultValue;
    bool isDescending = true;                      ///< sorts: the order when none is said
    QString ascendingWord = QStringLiteral("asc"); ///< sorts: what {order} becomes
    QString descendingWord = QStringLiteral("desc");
    bool operator==(const ProfileParameter &) const = default;
};

struct ProfileFeed {
    QString id;
    QString title;
    QString icon;
    FeedDescriptor::Per per = FeedDescriptor::Per::Nothing;
    FreshnessClass freshness = FreshnessClass::Other;
    std::optional<std::chrono::seconds> freshFor;
    bool needsAccount = false;
    bool isAccounts = false; ///< each account sees its own: it needs one, or its request names one
    RequestTemplate request;
    Pagination pagination;
    std::vector<ProfileParameter> parameters;

    [[nodiscard]] const ProfileParameter *parameter(QStringView name) const;
    bool operator==(const ProfileFeed &) const = default;
};

struct ProfileImagesPart {
    struct Size {
        QString code;
        int width = 0; ///< device px, 0: as large as it is
        bool operator==(const Size &) const = default;
    };
    QUrl base;               ///< "{base}" of the url templates
    std::vector<Size> sizes; ///< smallest first, 0 last
    QStringList hosts;       ///< https hosts pictures may come from beside the own origin; "*": any
    bool askFirst = false;   ///< the person is asked before the first one is
    bool operator==(const ProfileImagesPart &) const = default;
};

struct ProfileErrors {
    std::vector<JsonPointer> messages;
    std::optional<JsonPointer> code;
    std::vector<JsonPointer> inBody; ///< in a 2xx answer, anything but null, false or nothing there is an error
    bool operator==(const ProfileErrors &) const = default;
};

struct ProfileGenres {
    RequestTemplate request;
    JsonPointer items;
    JsonPointer id;
    JsonPointer name;
    bool operator==(const ProfileGenres &) const = default;
};

/// An API as its profile describes it (catalogs.md). A value that never changes; any thread.
struct Profile {
    QString id;
    QString name;
    QString attribution; ///< a sentence its terms ask to be shown
    QUrl base;
    QString language; ///< "en-US", {language}; empty: the server's
    ProfileAuth auth;
    HostLimits limits;
    std::vector<std::pair<QString, Template>> query; ///< of every request
    std::vector<std::pair<QByteArray, QString>> headers;
    std::vector<std::pair<QString, QString>> defaults; ///< query items that say what is so anyway
    std::vector<ProfileFeed> feeds;
    TitleMapping title;
    std::optional<ProfileGenres> genres;
    std::optional<RequestTemplate> details;
    DetailsMapping detailsMapping;
    std::map<QString, ProfileAction> actions;
    ProfileImagesPart images;
    ProfileErrors errors;

    [[nodiscard]] const ProfileFeed *feed(QStringView feedId) const;
};

} // namespace matinee
