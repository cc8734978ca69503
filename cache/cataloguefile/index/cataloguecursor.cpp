// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/cataloguecursor.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Enough to tell damage and another list's cursor; it is no signature.
constexpr qsizetype kChecksumBytes = 8;
constexpr int kCursorVersion = 1;
// A sort title is at most 64 KiB of text; JSON escapes at most 6 letters for one, base64 adds a third.
constexpr qsizetype kLongestToken = 1024 * 1024;

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray checksum(const QByteArray &json, const QByteArray &listIdentity)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(json);
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(listIdentity);
    return hash.result().left(kChecksumBytes);
}

// Written by hand: two cursors a page through QJsonDocument took a tenth of the page's time.
QByteArray quoted(const QByteArray &utf8)
{
    QByteArray json = "\"";
    for (const char c : utf8) {
        if (c == '"' || c == '\\')
            json += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            json += "\\u" + QByteArray::number(c, 16).rightJustified(4, '0');
        else
            json += c;
    }
    return json + '"';
}

QByteArray toJson(const SortValue &value)
{
    if (const auto *number = std::get_if<qint64>(&value))
        return QByteArray::number(*number);
    if (const auto *real = std::get_if<double>(&value))
        return QByteArray::number(*real, 'g', QLocale::FloatingPointShortest);
    if (const auto *text = std::get_if<QByteArray>(&value))
        return quoted(*text);
    return "null";
}

bool isWhole(const QJsonValue &json)
{
    const double number = json.toDouble();
    return json.isDouble() && std::trunc(number) == number && std::abs(number) < 9.0e15;
}

// A missing value is null whatever the field, but for a title and a rank, which no row is without.
std::optional<SortValue> fromJson(const QJsonValue &json, SortField field)
{
    switch (field) {
    case SortField::Title: return json.isString() ? std::optional<SortValue>(json.toString().toUtf8()) : std::nullopt;
    case SortField::Rating:
        if (json.isDouble())
            return json.toDouble();
        break;
    case SortField::Rank: return isWhole(json) ? std::optional<SortValue>(json.toInteger()) : std::nullopt;
    case SortField::Year:
    case SortField::Runtime:
        if (isWhole(json))
            return json.toInteger();
        break;
    }
    return json.isNull() ? std::optional<SortValue>(std::monostate()) : std::nullopt;
}

QString orderName(bool descending)
{
    return descending ? u"desc"_s : u"asc"_s;
}

tl::unexpected<Error> refuse(QString why)
{
    return fail(ErrorKind::InvalidArgument, std::move(why), u"cursor"_s);
}

Result<QByteArray> checkedJson(const QByteArray &token, const QByteArray &listIdentity)
{
    if (token.size() > kLongestToken)
        return refuse(u"is too long to be a cursor"_s);
    const auto decoded = QByteArray::fromBase64Encoding(token, kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    // Encoding again catches what decoders forgive: padding, and spare bits in the last letter.
    if (!decoded || decoded.decoded.toBase64(kBase64) != token)
        return refuse(u"is not a cursor: it is not base64url text"_s);
    if (decoded.decoded.size() <= kChecksumBytes)
        return refuse(u"is not a cursor: it is too short"_s);
    QByteArray json = decoded.decoded.chopped(kChecksumBytes);
    if (decoded.decoded.last(kChecksumBytes) != checksum(json, listIdentity))
        return refuse(u"is damaged or belongs to another list"_s);
    return json;
}

Result<void> checkTerms(const CatalogueCursor &cursor, const CursorTerms &terms)
{
    if (terms.lifetime && cursor.timestampMs + terms.lifetime->count() < terms.nowMs)
        return refuse(u"has expired"_s);
    return {};
}

} // namespace

QString sortFieldName(SortField field)
{
    switch (field) {
    case SortField::Title: return u"title"_s;
    case SortField::Year: return u"year"_s;
    case SortField::Runtime: return u"runtime"_s;
    case SortField::Rating: return u"rating"_s;
    case SortField::Rank: return u"rank"_s;
    }
    Q_UNREACHABLE();
}

QByteArray CatalogueCursor::encode(const QByteArray &listIdentity) const
{
    QByteArray json = backward ? R"({"dir":"prev",)" : "{";
    json += R"("field":")" + sortFieldName(field).toLatin1() + R"(","id":)" + QByteArray::number(place.n) + R"(,"order":")"
        + orderName(descending).toLatin1() + R"(","timestamp":)" + QByteArray::number(timestampMs) + R"(,"v":)"
        + QByteArray::number(kCursorVersion) + R"(,"value":)" + toJson(place.value) + '}';
    return (json + checksum(json, listIdentity)).toBase64(kBase64);
}

Result<CatalogueCursor> decodeCatalogueCursor(const QByteArray &token, const CursorTerms &terms)
{
    const auto json = checkedJson(token, terms.listIdentity);
    if (!json)
        return tl::unexpected(json.error());
    QJsonParseError parsing;
    const QJsonObject object = QJsonDocument::fromJson(*json, &parsing).object();
    if (parsing.error != QJsonParseError::NoError || object.isEmpty())
        return refuse(u"is not a cursor: it holds no JSON object"_s);
    if (object.value(u"v"_s).toInt() != kCursorVersion)
        return refuse(u"was made by another version"_s);
    if (const QString field = object.value(u"field"_s).toString(); field != sortFieldName(terms.field))
        return refuse(u"was made for sort=%1, this list has sort=%2"_s.arg(field, sortFieldName(terms.field)));
    if (const QString order = object.value(u"order"_s).toString(); order != orderName(terms.descending))
        return refuse(u"was made for order=%1, this list has order=%2"_s.arg(order, orderName(terms.descending)));
    const auto value = object.contains(u"value"_s) ? fromJson(object.value(u"value"_s), terms.field) : std::nullopt;
    if (!value || !isWhole(object.value(u"id"_s)) || !isWhole(object.value(u"timestamp"_s)))
        return refuse(u"is not a cursor: a part of it is missing or of the wrong kind"_s);
    CatalogueCursor cursor{{*value, object.value(u"id"_s).toInteger()}, terms.field, terms.descending,
        object.value(u"dir"_s).toString() == "prev"_L1, object.value(u"timestamp"_s).toInteger()};
    if (auto valid = checkTerms(cursor, terms); !valid)
        return tl::unexpected(valid.error());
    return cursor;
}

} // namespace matinee
