// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include "models/catalog/tracesink.h"
#include "models/sources/http/httprequest.h"

namespace matinee {

/// One exchange with a server, as the trace tells it.
struct WireRecord {
    QByteArray method;
    QUrl url;
    QString tracePath;
    int status = 0;   ///< 0: there was none
    qint64 bytes = 0; ///< of the body, decompressed
    std::chrono::milliseconds took{};
    int attempt = 1;
    std::optional<double> serverMs = std::nullopt;
    QString error; ///< the kind, where it failed
};

/// `http.request`, and `http.slow` over 500 ms. Never a query, a header or what a URL says of users.
void traceExchange(TraceSink &trace, const WireRecord &record);

/// What the server says it took, in ms: X-Request-Duration ("12.5", "12.5ms", "0.0125s"; a bare number is ms), or
/// Server-Timing's "total" (its longest where it has no total).
[[nodiscard]] std::optional<double> serverMilliseconds(const HttpHeaders &headers);

} // namespace matinee
