// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/retryafter.h"

#include <algorithm>

#include "models/sources/http/httpdate.h"

namespace matinee {

std::optional<std::chrono::milliseconds> parseRetryAfter(QByteArrayView value, const QDateTime &serverNow)
{
    using std::chrono::milliseconds;
    constexpr milliseconds kMost = std::chrono::hours(24 * 365); // more is no time anybody waits for

    const QByteArrayView text = value.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qint64 seconds = text.toByteArray().toLongLong(&fits);
        return fits ? std::min(milliseconds(std::chrono::seconds(std::min<qint64>(seconds, 400 * 86'400))), kMost) : kMost;
    }
    const std::optional<QDateTime> date = parseHttpDate(text, serverNow);
    if (!date)
        return std::nullopt;
    return std::clamp(milliseconds(serverNow.msecsTo(*date)), milliseconds(0), kMost);
}

} // namespace matinee
