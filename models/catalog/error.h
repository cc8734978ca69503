// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>
#include <tl/expected.hpp>

namespace matinee {

/// What kind of thing went wrong, as the reader of a sentence needs it. `ui/` turns a kind into words;
/// the command line prints `detail` and `where`.
enum class ErrorKind {
    Offline,
    Unreachable, ///< refused, DNS, reset
    Timeout,
    RateLimited,
    Unauthorized,
    Forbidden,
    NotFound,
    Rejected, ///< HTTP 400, 410, 422
    Malformed,
    TooLarge,
    Tls,
    CrossOrigin,
    CaptivePortal,
    Server,
    InvalidArgument, ///< a parameter the person typed; the command line exits 2
    Storage,
    Busy,
    DiskFull,
    Corrupt,
    ReadOnly,
    Cancelled,
};

/// A failure as a value. No exception crosses a folder.
struct Error {
    ErrorKind kind = ErrorKind::Storage;
    QString detail;     ///< a plain English clause for the log and the command line, no full stop, no secrets
    QString where;      ///< the place: a parameter name, `file:line`, a path or a JSON pointer; may be empty
    int httpStatus = 0; ///< 0 where no HTTP was involved
    std::optional<std::chrono::milliseconds> retryAfter = std::nullopt;

    /// `where: detail`, or `detail` alone.
    [[nodiscard]] QString sentence() const;
    bool operator==(const Error &) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// Shorthand for `return fail(ErrorKind::NotFound, u"no such feed"_s, u"feed"_s);`
[[nodiscard]] tl::unexpected<Error> fail(ErrorKind kind, QString detail, QString where = {});

/// The stable lower-case name of a kind ("not-found"), for traces and logs.
[[nodiscard]] QString errorKindName(ErrorKind kind);

} // namespace matinee
