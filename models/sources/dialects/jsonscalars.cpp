// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/dialects/jsonscalars.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Above this a double no longer tells one whole number from the next.
constexpr double kLastExactInteger = 9007199254740992.0;

std::optional<qint64> exactInteger(double number)
{
    if (!std::isfinite(number) || std::trunc(number) != number || std::abs(number) > kLastExactInteger)
        return std::nullopt;
    return static_cast<qint64>(number);
}

QJsonValue firstOf(const QJsonValue &value)
{
    return value.isArray() ? value.toArray().at(0) : value;
}

} // namespace

std::optional<QString> scalarText(const QJsonValue &from)
{
    const QJsonValue value = firstOf(from);
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (!value.isDouble())
        return std::nullopt;
    // toInteger() gives back its argument for what is no whole number within 64 bits.
    const qint64 integer = value.toInteger(-1);
    if (integer != -1 || value.toInteger(0) == -1)
        return QString::number(integer);
    const double number = value.toDouble();
    if (const auto exact = exactInteger(number))
        return QString::number(*exact);
    return std::isfinite(number) ? std::optional(QString::number(number, 'g', 17)) : std::nullopt;
}

std::optional<qint64> scalarInteger(const QJsonValue &from)
{
    const QJsonValue value = firstOf(from);
    if (value.isDouble()) {
        const qint64 integer = value.toInteger(-1);
        return integer != -1 || value.toInteger(0) == -1 ? std::optional(integer) : exactInteger(value.toDouble());
    }
    if (!value.isString())
        return std::nullopt;
    bool ok = false;
    const QString text = value.toString().trimmed();
    if (const qint64 integer = text.toLongLong(&ok); ok)
        return integer;
    const double number = text.toDouble(&ok);
    return ok ? exactInteger(number) : std::nullopt;
}

std::optional<double> scalarNumber(const QJsonValue &from)
{
    const QJsonValue value = firstOf(from);
    bool ok = value.isDouble();
    const double number = ok ? value.toDouble() : value.toString().trimmed().toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<bool> scalarBool(const QJsonValue &from)
{
    const QJsonValue value = firstOf(from);
    if (value.isBool())
        return value.toBool();
    const QString text = scalarText(value).value_or(QString()).toLower();
    if (text == "true"_L1 || text == "1"_L1)
        return true;
    return text == "false"_L1 || text == "0"_L1 ? std::optional(false) : std::nullopt;
}

} // namespace matinee
