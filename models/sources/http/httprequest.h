// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "models/catalog/error.h"
#include "models/catalog/priority.h"

namespace matinee {

/// Header fields in the order they came or go; names compare without case, one name may stand several times.
using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

/// The first value of a header, empty when absent.
[[nodiscard]] QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);
/// Every value of a header, in order.
[[nodiscard]] std::vector<QByteArray> headerValues(const HttpHeaders &headers, QByteArrayView name);

/// What a request is about. A host's calls and its pictures have a rate each: a screen full of posters must not keep the
/// next page waiting.
enum class Traffic { Calls, Pictures };

/// How much one host is asked (paging.md 4.15).
struct HostLimits {
    double perSecond = 10;
    int burst = 20;
    int inFlight = 4;
    bool operator==(const HostLimits &) const = default;
};

/// An answer with its body whole.
struct HttpResponse {
    int status = 0;
    HttpHeaders headers;
    QByteArray body; ///< decompressed
    QUrl url;        ///< that answered, after redirects within the origin
    QDateTime receivedAt;
    std::chrono::milliseconds took{}; ///< of the last attempt
    int attempts = 1;
};

/// What the reader of a body found.
struct BodyVerdict {
    enum class Kind {
        Good,
        Broken, ///< truncated or unreadable: asked again, as after a lost connection
        Wrong,  ///< whole, but not what was asked for: asking again would not help
    };
    Kind kind = Kind::Good;
    std::optional<Error> error = std::nullopt; ///< for Broken and Wrong

    [[nodiscard]] static BodyVerdict good() { return {}; }
    [[nodiscard]] static BodyVerdict broken(Error error) { return {Kind::Broken, std::move(error)}; }
    [[nodiscard]] static BodyVerdict wrong(Error error) { return {Kind::Wrong, std::move(error)}; }
};

/// One thing to be asked of a server.
struct HttpRequest {
    QByteArray method = "GET";
    QUrl url;            ///< http or https; may hold secrets in its query
    HttpHeaders headers; ///< may hold secrets
    QByteArray body;
    Priority priority = Priority::VisiblePage;
    Traffic traffic = Traffic::Calls;
    /// Asked again by itself after what passes by (paging.md 4.15): for reads and for writes that set a state.
    bool isIdempotent = true;
    bool isBackground = false; ///< one retry instead of three
    bool isProbe = false;      ///< only asks whether the host is there: also one that is left alone for a while
    qint64 maxBytes = qint64{4} * 1024 * 1024;
    std::chrono::milliseconds deadline{20'000}; ///< of one attempt, from its start on the wire
    HostLimits limits;                          ///< of the url's host and traffic; the last told apply
    /// Two requests with the same non-empty key are sent once and both get the answer, as long as method, url, headers
    /// and body are equal too; never holds a secret.
    QByteArray flightKey;
    bool mayJoin = true; ///< false: only a flight that began after this request may answer it
    /// The path for logs and traces; empty: the url's path. Never a query.
    QString tracePath;
    /// Reads a 2xx body on a pool thread before anybody is answered. Must be safe to call more than once. Where several
    /// requests share an answer, each one's own is called; the first that is not Good decides for all.
    std::function<BodyVerdict(const HttpResponse &)> read;
};

} // namespace matinee
