// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonValue>

#include <tl/expected.hpp>

#include "models/sources/http/httprequest.h"

namespace matinee {

/// What a body must keep to.
struct JsonLimits {
    qint64 maxBytes = 4 * 1024 * 1024; ///< a page of 100 titles is under 200 KiB
    int maxDepth = 64;                 ///< deeper than any list that was ever seen, far from any stack's end
};

/// Reads an object or an array to its very end. Broken: empty, or it stops in the middle. Wrong: HTML where JSON is due
/// (CaptivePortal), anything else that is no JSON or goes on after its end (Malformed), deeper than allowed (Malformed),
/// larger than allowed (TooLarge). Any thread.
[[nodiscard]] tl::expected<QJsonValue, BodyVerdict> readJsonBody(const QByteArray &body, const JsonLimits &limits = {});

} // namespace matinee
