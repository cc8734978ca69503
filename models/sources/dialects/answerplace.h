// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>
#include <QUrl>

#include <optional>

#include "models/sources/dialects/pagination.h"
#include "models/sources/http/httprequest.h"

namespace matinee {

/// What an answer says at a place; Undefined for nothing. A header's value is a text. Any thread.
[[nodiscard]] QJsonValue answerAt(
    const std::optional<AnswerPlace> &place, const QJsonValue &body, const HttpHeaders &headers, const QUrl &asked);
/// The target of the first link with this relation, as it stands; empty when there is none.
[[nodiscard]] QString linkTarget(const HttpHeaders &headers, const QString &rel);

} // namespace matinee
