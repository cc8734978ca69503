// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/dialects/jsonpointer.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

std::optional<QString> unescaped(QStringView part)
{
    QString text;
    for (qsizetype i = 0; i < part.size(); ++i) {
        if (part[i] != u'~') {
            text.append(part[i]);
            continue;
        }
        if (++i == part.size() || (part[i] != u'0' && part[i] != u'1'))
            return std::nullopt;
        text.append(part[i] == u'0' ? u'~' : u'/');
    }
    return text;
}

/// -1 for what is no index of RFC 6901: digits without a leading zero.
qsizetype indexOf(const QString &part)
{
    const bool leadingZero = part.size() > 1 && part.startsWith(u'0');
    bool ok = false;
    const uint index = part.toUInt(&ok);
    return ok && !leadingZero && part.front().isDigit() ? qsizetype(index) : -1;
}

QJsonValue child(const QJsonValue &value, const QString &part)
{
    if (value.isObject())
        return value.toObject().value(part);
    if (!value.isArray() || part.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    const qsizetype index = indexOf(part);
    return index < 0 ? QJsonValue(QJsonValue::Undefined) : value.toArray().at(index);
}

QJsonValue replaced(
    const QJsonValue &document, QStringList::const_iterator part, QStringList::const_iterator end, const QJsonValue &value)
{
    if (part == end)
        return value;
    if (document.isArray()) {
        QJsonArray array = document.toArray();
        const qsizetype index = part->isEmpty() ? -1 : indexOf(*part);
        if (index < 0 || index >= array.size())
            return document;
        array[index] = replaced(array.at(index), part + 1, end, value);
        return array;
    }
    QJsonObject object = document.toObject();
    object.insert(*part, replaced(object.value(*part), part + 1, end, value));
    return object;
}

} // namespace

std::optional<JsonPointer> JsonPointer::parse(QStringView text)
{
    JsonPointer pointer;
    if (text.isEmpty())
        return pointer;
    if (text.front() != u'/')
        return std::nullopt;
    for (const QStringView part : text.mid(1).split(u'/')) {
        const std::optional<QString> name = unescaped(part);
        if (!name)
            return std::nullopt;
        pointer.m_parts.append(*name);
    }
    return pointer;
}

QJsonValue JsonPointer::in(const QJsonValue &document) const
{
    QJsonValue value = document;
    for (const QString &part : m_parts)
        value = child(value, part);
    return value;
}

QJsonValue JsonPointer::put(const QJsonValue &document, const QJsonValue &value) const
{
    return replaced(document, m_parts.constBegin(), m_parts.constEnd(), value);
}

JsonPointer JsonPointer::below(const JsonPointer &rest) const
{
    JsonPointer pointer = *this;
    pointer.m_parts.append(rest.m_parts);
    return pointer;
}

QString JsonPointer::text() const
{
    QString text;
    for (const QString &part : m_parts)
        text += u'/' + pointerPart(part);
    return text;
}

QString pointerPart(QString name)
{
    return name.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1);
}

} // namespace matinee
