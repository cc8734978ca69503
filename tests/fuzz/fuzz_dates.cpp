// SPDX-License-Identifier: GPL-3.0-or-later
// Retry-After in both forms, and dates of HTTP.
#include <QDateTime>

#include "models/sources/http/httpdate.h"
#include "models/sources/http/retryafter.h"
#include "tests/fuzz/fuzz.h"

using namespace matinee;
using matinee::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = fuzz::bytesOf(data, size);
    const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    if (const auto wait = parseRetryAfter(text, now))
        must(wait->count() >= 0 && *wait <= std::chrono::hours(24 * 3650), "a wait is no time that lies behind or beyond");
    if (const auto date = parseHttpDate(text, now))
        must(date->isValid() && date->timeSpec() == Qt::UTC, "a date is one, in UTC");
    return 0;
}
