// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/fault.h"

namespace matinee::test {

/// How answers go out where no fault says otherwise.
struct WireOptions {
    bool gzip = true;     ///< for clients that accept it
    bool chunked = false; ///< instead of a Content-Length
};

/// The bytes of an answer and what happens to the connection after them.
struct WireAnswer {
    QByteArray head;
    QByteArray body;
    bool closes = false; ///< after the last byte
    int status = 0;      ///< what the client can have read of it, 0 where the head is not whole

    /// Encodes, frames and spoils. `closes` also where the client asked for it.
    [[nodiscard]] static WireAnswer of(
        Answer answer, const ServedRequest &request, const Fault &fault, const WireOptions &options);
};

} // namespace matinee::test
