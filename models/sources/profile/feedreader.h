// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "models/sources/profile/profile.h"
#include "models/sources/profile/profilenode.h"

namespace matinee {

/// One element of a profile's "feeds".
[[nodiscard]] ProfileFeed readFeed(ProfileNode &node, const std::map<QString, Pagination> &paginations);

/// "method", "path", "query" and "body" of a feed, the details, an action. `required`: variables the path may use, which
/// are always known; `optional`: those the query and the body may use besides. `method`: when it says none.
[[nodiscard]] RequestTemplate readRequest(
    ProfileNode &node, const QStringList &required, const QStringList &optional, const QByteArray &method = "GET");
/// Whether what is asked depends on who is signed in.
[[nodiscard]] bool namesAccount(const RequestTemplate &request);
/// An object of templates by name.
[[nodiscard]] std::vector<std::pair<QString, Template>> readQuery(ProfileNode &node, const QStringList &variables);

/// Known for every request of a profile.
[[nodiscard]] QStringList commonVariables();

} // namespace matinee
