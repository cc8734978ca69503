// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QUrl>

#include <optional>

#include "models/catalog/error.h"

namespace matinee {

/// Where an answer sends the asker instead.
struct Redirect {
    QUrl url;
    QByteArray method; ///< GET after 303, else as before
    bool operator==(const Redirect &) const = default;
};

/// Nothing where the answer is no redirect that can be followed: another status, no Location, or a 301 or 302 to a
/// write (clients turn those into a GET, which would lose the write silently). CrossOrigin for another host or port,
/// another scheme, https to http. The same host over https instead of http is followed, whatever its port.
[[nodiscard]] Result<std::optional<Redirect>> redirectOf(
    const QUrl &from, const QByteArray &method, int status, const QByteArray &location);

} // namespace matinee
