// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/pagesource.h"
#include "models/sources/profile/feedplan.h"
#include "models/sources/profile/signing.h"

namespace matinee {

/// A request that can be sent, without its `read`.
struct BuiltRequest {
    HttpRequest request;
    QUrl asked; ///< without credentials
};

/// How one request is to be.
struct RequestManner {
    Validators validators = {};
    Priority priority = Priority::VisiblePage;
    bool mayJoin = true;
    int authGeneration = 0; ///< of the secrets: two requests signed differently are never one flight
};

/// One page of a list. InvalidArgument for a key the list cannot have, CrossOrigin for a stored URL that leads elsewhere,
/// Unauthorized where a secret is missing.
[[nodiscard]] Result<BuiltRequest> pageRequest(
    const FeedPlan &plan, const PageKey &key, const Secrets &secrets, const RequestManner &manner);
/// A title's own document. NotFound where the profile has none.
[[nodiscard]] Result<BuiltRequest> detailsRequest(
    const ProfileEntry &entry, const TitleId &title, const Secrets &secrets, const RequestManner &manner);
/// The genre table. NotFound where the profile has none.
[[nodiscard]] Result<BuiltRequest> genresRequest(const ProfileEntry &entry, const Secrets &secrets, const RequestManner &manner);
/// The write that sets this; null where the profile has none.
[[nodiscard]] const ProfileWrite *writeOf(const Profile &profile, const QString &action, bool on);
/// What a person changes: "favorite", "watchlist", "rating" (with `value`), "watched"; set-state, never toggle. NotFound
/// where the profile has no such action.
[[nodiscard]] Result<BuiltRequest> actionRequest(const ProfileEntry &entry, const QString &action, bool on, const TitleId &title,
    const QString &value, const Secrets &secrets);

} // namespace matinee
