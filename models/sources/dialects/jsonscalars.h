// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace matinee {

// JSON as servers write it: a number may come as text, a text as a number or as an array of which the first counts,
// anything as null. What cannot be read so is nothing. Any thread.

/// A text as it is, a number in digits, a bool as "true"/"false". Nothing for null, objects and empty arrays.
[[nodiscard]] std::optional<QString> scalarText(const QJsonValue &value);
/// 7, 7.0, "7", but not 7.5.
[[nodiscard]] std::optional<qint64> scalarInteger(const QJsonValue &value);
/// 7, 7.5, "7.5"; always finite.
[[nodiscard]] std::optional<double> scalarNumber(const QJsonValue &value);
/// true, 1, "true"; false, 0, "false". Nothing for anything else.
[[nodiscard]] std::optional<bool> scalarBool(const QJsonValue &value);

} // namespace matinee
