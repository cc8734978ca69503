// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/signintools.h"

#include <QTimer>

namespace matinee {

SignInTools SignInTools::real(HttpTransport &transport, const Clock &clock, Mailbox &mailbox)
{
    const auto later = [context = &mailbox](std::chrono::milliseconds wait, std::function<void()> call) {
        QTimer::singleShot(wait, context, std::move(call));
    };
    return {transport, clock, mailbox, later};
}

} // namespace matinee
