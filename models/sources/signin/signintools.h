// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/sources/http/httptransport.h"

namespace matinee {

/// What signing in is done with. Everything outlives what is built over it. Main thread.
struct SignInTools {
    HttpTransport &transport;
    const Clock &clock;
    Mailbox &mailbox;
    /// Calls later, from the event loop; the callee looks whether it is still wanted.
    std::function<void(std::chrono::milliseconds, std::function<void()>)> later;

    /// By the timers of the event loop.
    [[nodiscard]] static SignInTools real(HttpTransport &transport, const Clock &clock, Mailbox &mailbox);
};

} // namespace matinee
