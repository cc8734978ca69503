// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace matinee {

/// How long a Retry-After asks to wait, in both of its forms. Nothing for one that is absent, negative or garbage;
/// zero for a date that has passed; at most ten years. `serverNow` is the server's own clock (its Date header),
/// so that a wrong clock here changes nothing.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseRetryAfter(QByteArrayView value, const QDateTime &serverNow);

} // namespace matinee
