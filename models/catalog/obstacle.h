// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <optional>

#include "models/catalog/error.h"

namespace matinee {

/// Port: why nothing may be asked of a source's server now (Offline, CaptivePortal); nothing where it may. Main thread,
/// cheap. An empty function: everything may.
using Obstacle = std::function<std::optional<Error>(const QString &sourceId)>;

/// What `obstacle` says of a source.
[[nodiscard]] inline std::optional<Error> obstacleTo(const Obstacle &obstacle, const QString &sourceId)
{
    return obstacle ? obstacle(sourceId) : std::nullopt;
}

/// A request that met nobody failed for the reason nothing is asked of that server any more, if there is one by now.
[[nodiscard]] inline Error explained(const Obstacle &obstacle, const QString &sourceId, Error error)
{
    if (error.kind != ErrorKind::Unreachable && error.kind != ErrorKind::Timeout)
        return error;
    return obstacleTo(obstacle, sourceId).value_or(std::move(error));
}

} // namespace matinee
