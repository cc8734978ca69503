// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/retryafter.h"

#include <algorithm>

#include "models/sources/http/httpdate.h"

namespace matinee {

std::optional<std::chrono::milliseconds> parseRetryAfter(QByteArrayView value, const QDateTime &serverNow)
{
    using std::chrono::milliseconds;
    // More is no time anybody waits for, and keeps sums with today's date in range.
    constexpr std::chrono::seconds kMost = std::chrono::hours(24 * 365 * 10);

    const QByteArrayView text = value.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qint64 seconds = text.toByteArray().toLongLong(&fits);
        return fits ? std::min(std::chrono::seconds(seconds), kMost) : kMost;
    }
    const std::optional<QDateTime> date = parseHttpDate(text, serverNow);
    if (!date)
        return std::nullopt;
    return std::clamp(milliseconds(serverNow.msecsTo(*date)), milliseconds(0), milliseconds(kMost));
}

} // namespace matinee
