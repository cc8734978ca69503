// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connections.h"

namespace matinee::test {

/// Servers that can all be reached, until a test notes otherwise; no probe is ever answered.
struct IdleConnections final : Connections {
    explicit IdleConnections(Clock &clock, const QStringList &sources = {})
        : Connections(clock, [sources](const QUrl &) { return sources; },
            {[](const QUrl &, const std::function<void(HostSign)> &) {},
                [](std::chrono::milliseconds, const std::function<void()> &) {}, [] { return 0.5; }})
    {
    }
};

} // namespace matinee::test
