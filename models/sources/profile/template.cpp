// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/template.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

bool isName(QStringView name)
{
    return !name.isEmpty() && std::ranges::all_of(name, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c.isDigit() || c == u'.' || c == u'_' || c == u'-';
    });
}

QJsonValue typed(const QString &text, const QString &type)
{
    if (type == "int"_L1) {
        bool ok = false;
        const qint64 number = text.toLongLong(&ok);
        return ok ? QJsonValue(number) : QJsonValue(QJsonValue::Undefined);
    }
    if (type == "bool"_L1) {
        const bool isTrue = text == "true"_L1 || text == "1"_L1;
        const bool isFalse = text == "false"_L1 || text == "0"_L1;
        return isTrue || isFalse ? QJsonValue(isTrue) : QJsonValue(QJsonValue::Undefined);
    }
    // Any value: a document's root is an object or an array, so it is read inside one.
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    return document.array().size() == 1 ? document.array().at(0) : QJsonValue(QJsonValue::Undefined);
}

} // namespace

std::optional<Template> Template::parse(const QString &text, bool isBody)
{
    Template parsed;
    QString literal;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype close = text[at] == u'{' ? text.indexOf(u'}', at) : -1;
        const std::optional<Part> variable = close < 0 ? std::nullopt : readVariable(text.mid(at + 1, close - at - 1), isBody);
        if (!variable) {
            // The braces of a query language inside a body are its own.
            if (!isBody && (text[at] == u'{' || text[at] == u'}'))
                return std::nullopt;
            literal += text[at++];
            continue;
        }
        if (!literal.isEmpty())
            parsed.m_parts.push_back({std::exchange(literal, {}), false, {}});
        parsed.m_parts.push_back(*variable);
        at = close + 1;
    }
    if (!literal.isEmpty())
        parsed.m_parts.push_back({literal, false, {}});
    return parsed;
}

std::optional<Template::Part> Template::readVariable(const QString &inside, bool withType)
{
    Part variable{inside, true, {}};
    if (const qsizetype colon = inside.indexOf(u':'); withType && colon >= 0) {
        variable.type = inside.mid(colon + 1);
        variable.text.truncate(colon);
        if (!QStringList{u"int"_s, u"bool"_s, u"json"_s}.contains(variable.type))
            return std::nullopt;
    }
    return isName(variable.text) ? std::optional(variable) : std::nullopt;
}

QStringList Template::names() const
{
    QStringList names;
    for (const Part &part : m_parts) {
        if (part.isVariable && !names.contains(part.text))
            names.append(part.text);
    }
    return names;
}

std::optional<QString> Template::plain(const Variables &variables) const
{
    QString text;
    for (const Part &part : m_parts) {
        if (part.isVariable && !variables.contains(part.text))
            return std::nullopt;
        text += part.isVariable ? variables.value(part.text) : part.text;
    }
    return text;
}

std::optional<QByteArray> Template::path(const Variables &variables) const
{
    QByteArray path;
    for (const Part &part : m_parts) {
        if (!part.isVariable) {
            path += QUrl::toPercentEncoding(part.text, "/:@!$&'()*+,;=");
            continue;
        }
        const QString value = variables.value(part.text);
        // Dots alone would climb out of the folder they are put in.
        if (value.isEmpty() || value == "."_L1 || value == ".."_L1)
            return std::nullopt;
        path += QUrl::toPercentEncoding(value);
    }
    return path;
}

QJsonValue Template::json(const Variables &variables) const
{
    if (m_parts.size() == 1 && !m_parts.front().type.isEmpty()) {
        const Part &only = m_parts.front();
        return variables.contains(only.text) ? typed(variables.value(only.text), only.type) : QJsonValue(QJsonValue::Undefined);
    }
    const std::optional<QString> text = plain(variables);
    return text ? QJsonValue(*text) : QJsonValue(QJsonValue::Undefined);
}

QJsonValue filledBody(const QJsonValue &body, const Variables &variables)
{
    if (body.isString()) {
        const std::optional<Template> text = Template::parse(body.toString(), true);
        return text ? text->json(variables) : body;
    }
    if (body.isArray()) {
        QJsonArray filled;
        for (const QJsonValue &element : body.toArray()) {
            if (const QJsonValue value = filledBody(element, variables); !value.isUndefined())
                filled.append(value);
        }
        return filled;
    }
    if (!body.isObject())
        return body;
    QJsonObject filled;
    const QJsonObject object = body.toObject();
    for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
        if (const QJsonValue value = filledBody(member.value(), variables); !value.isUndefined())
            filled.insert(member.key(), value);
    }
    return filled;
}

} // namespace matinee
