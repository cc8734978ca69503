// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>

#include <optional>

namespace matinee {

/// A date of HTTP in UTC: the three forms of RFC 9110 5.6.7 ("Sun, 06 Nov 1994 08:49:37 GMT", RFC 850's, asctime's),
/// and RFC 2822's with an offset, which servers send too. `now` places RFC 850's years of two digits.
[[nodiscard]] std::optional<QDateTime> parseHttpDate(QByteArrayView text, const QDateTime &now);

} // namespace matinee
