// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/dialects/jsonbody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

tl::unexpected<BodyVerdict> broken(QString detail)
{
    return tl::unexpected(BodyVerdict::broken(Error{ErrorKind::Malformed, std::move(detail), {}}));
}

tl::unexpected<BodyVerdict> wrong(ErrorKind kind, QString detail)
{
    return tl::unexpected(BodyVerdict::wrong(Error{kind, std::move(detail), {}}));
}

bool isHtml(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 6> kBegins{"<!doctype html", "<html", "<head", "<body", "<script", "<meta"};
    const QByteArray begin = text.first(std::min<qsizetype>(text.size(), 32)).toByteArray().toLower();
    return std::ranges::any_of(kBegins, [&](QByteArrayView of) { return begin.startsWith(of); });
}

/// Where the quote stands that ends a string; the size where none does. Most of a body is text.
qsizetype endOfString(QByteArrayView json, qsizetype from)
{
    for (qsizetype quote = json.indexOf('"', from); quote >= 0; quote = json.indexOf('"', quote + 1)) {
        qsizetype escapes = 0;
        while (quote - escapes > from && json[quote - escapes - 1] == '\\')
            ++escapes;
        if (escapes % 2 == 0)
            return quote;
    }
    return json.size();
}

/// Brackets only, outside of strings: tells a body that was cut short from one that is no JSON, and measures its depth
/// before any parser builds it.
struct Outline {
    int deepest = 0;
    bool isOpen = false; ///< it stops inside a string, an object or an array

    explicit Outline(QByteArrayView json)
    {
        int depth = 0;
        bool inString = false;
        for (qsizetype i = 0; i < json.size(); ++i) {
            const char c = json[i];
            if (c == '"') {
                i = endOfString(json, i + 1);
                inString = i == json.size();
            } else if (c == '{' || c == '[') {
                deepest = std::max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                --depth;
            }
        }
        isOpen = inString || depth > 0;
    }
};

} // namespace

tl::expected<QJsonValue, BodyVerdict> readJsonBody(const QByteArray &body, const JsonLimits &limits)
{
    if (body.size() > limits.maxBytes)
        return wrong(ErrorKind::TooLarge, u"%1 bytes, more than %2"_s.arg(body.size()).arg(limits.maxBytes));
    QByteArrayView text(body);
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    text = text.trimmed();
    if (text.isEmpty())
        return broken(u"an empty body"_s);
    if (isHtml(text))
        return wrong(ErrorKind::CaptivePortal, u"a web page came where JSON is due"_s);
    if (text.front() != '{' && text.front() != '[')
        return wrong(ErrorKind::Malformed, u"neither a JSON object nor an array"_s);
    const Outline outline(text);
    if (outline.deepest > limits.maxDepth)
        return wrong(ErrorKind::Malformed, u"JSON nested %1 deep, more than %2"_s.arg(outline.deepest).arg(limits.maxDepth));
    if (outline.isOpen)
        return broken(u"the JSON stops in the middle after %1 bytes"_s.arg(body.size()));
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()), &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return wrong(ErrorKind::Malformed, u"no JSON at byte %1: %2"_s.arg(parseError.offset).arg(parseError.errorString()));
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace matinee
