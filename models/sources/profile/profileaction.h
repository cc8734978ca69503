// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>

#include <optional>
#include <vector>

#include "models/sources/dialects/jsonpointer.h"
#include "models/sources/profile/template.h"

namespace matinee {

/// A request as a profile describes it: templates filled in by the feed's parameters and the title.
struct RequestTemplate {
    QByteArray method = "GET";
    Template path;
    std::vector<std::pair<QString, Template>> query; ///< an item whose variable is not known is left out
    QJsonValue body{QJsonValue::Undefined};
    bool operator==(const RequestTemplate &) const = default;
};

/// One write that sets a state, and how its answers are to be taken.
struct ProfileWrite {
    /// An answer that means it was so already: a status, and where `words` is not empty, that text in its body.
    struct Already {
        int status = 0;
        QString words;
        bool operator==(const Already &) const = default;
    };
    RequestTemplate request;
    std::vector<Already> already;
    std::vector<JsonPointer> missing;    ///< in a 2xx answer, a list there that is not empty: the server has no such title
    std::optional<JsonPointer> existing; ///< in a 2xx answer, a count there: so many were so already
    bool operator==(const ProfileWrite &) const = default;
};

/// What a person can change on the server. `on` and `off` of the actions that set; a rating's `on` knows {value}.
struct ProfileAction {
    ProfileWrite on;
    std::optional<ProfileWrite> off;
    /// Of a rating: our 0..10 is brought to 0..`most`, in steps, no less than `least`.
    double least = 0;
    double most = 10;
    double step = 0.5;
    bool operator==(const ProfileAction &) const = default;
};

} // namespace matinee
