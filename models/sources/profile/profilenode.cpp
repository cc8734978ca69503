// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/profilenode.h"

#include <QJsonArray>

#include <cmath>

#include "models/sources/dialects/jsonscalars.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr qsizetype kMostText = 2000; // longer is no name, path or sentence

bool isWhole(const QJsonValue &value)
{
    return value.isDouble() && scalarInteger(value).has_value();
}

} // namespace

ProfileNode::ProfileNode(const QJsonObject &object, QString pointer, std::vector<ProfileFault> &faults)
    : m_object(object), m_pointer(std::move(pointer)), m_faults(faults)
{
}

QString ProfileNode::at(const QString &name) const
{
    return name.isEmpty() ? m_pointer : m_pointer + u'/' + pointerPart(name);
}

void ProfileNode::fault(const QString &name, const QString &text)
{
    faultAt(at(name), text);
}

void ProfileNode::faultAt(const QString &pointer, const QString &text)
{
    m_faults.push_back({pointer, text});
}

QJsonValue ProfileNode::raw(const QString &name)
{
    m_read.append(name);
    return m_object.value(name);
}

QString ProfileNode::text(const QString &name, Need need)
{
    const QJsonValue value = raw(name);
    if (value.isUndefined()) {
        if (need == Need::Required)
            fault(name, u"is missing"_s);
        return {};
    }
    const QString text = value.toString();
    if (!value.isString() || text.isEmpty() || text.size() > kMostText)
        fault(name, u"must be a text that is not empty"_s);
    return text.size() > kMostText ? QString() : text;
}

QString ProfileNode::word(const QString &name, const QStringList &allowed, Need need)
{
    const QString word = text(name, need);
    if (word.isEmpty() || allowed.contains(word))
        return word;
    fault(name, u"must be one of: "_s + allowed.join(u", "_s));
    return {};
}

std::optional<qint64> ProfileNode::integer(const QString &name, qint64 least, qint64 most)
{
    const QJsonValue value = raw(name);
    if (value.isUndefined())
        return std::nullopt;
    const std::optional<qint64> integer = isWhole(value) ? scalarInteger(value) : std::nullopt;
    if (integer && *integer >= least && *integer <= most)
        return integer;
    fault(name, u"must be a whole number from %1 to %2"_s.arg(least).arg(most));
    return std::nullopt;
}

std::optional<double> ProfileNode::number(const QString &name, double least, double most)
{
    const QJsonValue value = raw(name);
    if (value.isUndefined())
        return std::nullopt;
    if (value.isDouble() && value.toDouble() >= least && value.toDouble() <= most)
        return value.toDouble();
    fault(name, u"must be a number from %1 to %2"_s.arg(least).arg(most));
    return std::nullopt;
}

bool ProfileNode::flag(const QString &name, bool otherwise)
{
    const QJsonValue value = raw(name);
    if (!value.isUndefined() && !value.isBool())
        fault(name, u"must be true or false"_s);
    return value.toBool(otherwise);
}

QStringList ProfileNode::texts(const QString &name)
{
    const QJsonValue value = raw(name);
    if (value.isString() && !value.toString().isEmpty())
        return {value.toString()};
    QStringList texts;
    for (const QJsonValue &element : value.toArray())
        texts.append(element.toString());
    if (!value.isUndefined() && (texts.isEmpty() || texts.contains(QString())))
        fault(name, u"must be a text or an array of texts"_s);
    return texts;
}

std::vector<qint64> ProfileNode::integers(const QString &name, qint64 least, qint64 most)
{
    const QJsonValue value = raw(name);
    std::vector<qint64> integers;
    bool isGood = value.isUndefined() || value.isArray();
    for (const QJsonValue &element : value.toArray()) {
        const qint64 integer = isWhole(element) ? scalarInteger(element).value_or(most + 1) : most + 1;
        isGood = isGood && integer >= least && integer <= most;
        integers.push_back(integer);
    }
    if (!isGood)
        fault(name, u"must be an array of whole numbers from %1 to %2"_s.arg(least).arg(most));
    return isGood ? integers : std::vector<qint64>();
}

JsonPointer ProfileNode::pointerAt(const QJsonValue &value, const QString &where)
{
    const std::optional<JsonPointer> pointer = value.isString() ? JsonPointer::parse(value.toString()) : std::nullopt;
    if (!pointer)
        faultAt(where, u"must be a JSON pointer: empty, or /name/..."_s);
    return pointer.value_or(JsonPointer());
}

std::optional<JsonPointer> ProfileNode::pointer(const QString &name, Need need)
{
    const QJsonValue value = raw(name);
    if (!value.isUndefined())
        return pointerAt(value, at(name));
    if (need == Need::Required)
        fault(name, u"is missing"_s);
    return std::nullopt;
}

std::vector<JsonPointer> ProfileNode::pointers(const QString &name, Need need)
{
    const QJsonValue value = raw(name);
    if (value.isUndefined()) {
        if (need == Need::Required)
            fault(name, u"is missing"_s);
        return {};
    }
    if (!value.isArray())
        return {pointerAt(value, at(name))};
    std::vector<JsonPointer> pointers;
    for (const QJsonValue &element : value.toArray())
        pointers.push_back(pointerAt(element, at(name) + u'/' + QString::number(pointers.size())));
    if (pointers.empty())
        fault(name, u"must not be empty"_s);
    return pointers;
}

Template ProfileNode::textTemplate(const QString &name, const QStringList &variables, Need need)
{
    return checkedTemplate(name, text(name, need), variables);
}

Template ProfileNode::checkedTemplate(const QString &name, const QString &written, const QStringList &variables)
{
    const std::optional<Template> parsed = Template::parse(written);
    if (!parsed)
        fault(name, u"has a brace that is not closed or an odd name in braces"_s);
    else if (const QStringList unknown = unknownVariables(*parsed, variables); !unknown.isEmpty())
        fault(name, u"{%1} is not known here; there are: %2"_s.arg(unknown.join(u"}, {"_s), variables.join(u", "_s)));
    return parsed.value_or(Template());
}

std::optional<AnswerPlace> ProfileNode::answerPlace(const QString &name)
{
    const QJsonValue value = raw(name);
    if (value.isUndefined())
        return std::nullopt;
    AnswerPlace place;
    if (!value.isObject()) {
        place.pointers = pointers(name);
        return place;
    }
    readChild(value, at(name), [&](ProfileNode &node) {
        const bool isHeader = node.has(u"header"_s);
        place.kind = isHeader ? AnswerPlace::Kind::Header : AnswerPlace::Kind::Link;
        place.header = isHeader ? node.text(u"header"_s).toLatin1() : QByteArray();
        place.rel = isHeader ? QString() : node.text(u"link"_s, Need::Required);
        place.query = isHeader ? QString() : node.text(u"query"_s, Need::Required);
    });
    return place;
}

std::optional<RequestPlace> ProfileNode::requestPlace(const QString &name, Need need)
{
    const QJsonValue value = raw(name);
    RequestPlace place;
    if (value.isUndefined()) {
        if (need == Need::Required)
            fault(name, u"is missing"_s);
        return std::nullopt;
    }
    if (!value.isObject()) {
        place.name = value.toString();
        if (place.name.isEmpty())
            fault(name, u"must be the name of a query item, or {\"query\"|\"header\"|\"body\": ...}"_s);
        return place;
    }
    readChild(value, at(name), [&](ProfileNode &node) {
        if (node.has(u"body"_s)) {
            place.kind = RequestPlace::Kind::Body;
            place.pointer = *node.pointer(u"body"_s, Need::Required);
        } else if (node.has(u"header"_s)) {
            place.kind = RequestPlace::Kind::Header;
            place.name = node.text(u"header"_s, Need::Required);
        } else {
            place.name = node.text(u"query"_s, Need::Required);
        }
    });
    return place;
}

void ProfileNode::readChild(const QJsonValue &value, const QString &where, const Reader &read)
{
    if (!value.isObject()) {
        faultAt(where, u"must be an object"_s);
        return;
    }
    ProfileNode child(value.toObject(), where, m_faults);
    read(child);
    child.finish();
}

bool ProfileNode::object(const QString &name, const Reader &read, Need need)
{
    const QJsonValue value = raw(name);
    if (value.isUndefined()) {
        if (need == Need::Required)
            fault(name, u"is missing"_s);
        return false;
    }
    readChild(value, at(name), read);
    return value.isObject();
}

void ProfileNode::objects(const QString &name, const Reader &read, Need need)
{
    const QJsonValue value = raw(name);
    if (value.isUndefined() && need == Need::Optional)
        return;
    const QJsonArray array = value.toArray();
    if (array.isEmpty())
        fault(name, value.isUndefined() ? u"is missing"_s : u"must be an array of objects that is not empty"_s);
    for (qsizetype i = 0; i < array.size(); ++i)
        readChild(array.at(i), at(name) + u'/' + QString::number(i), read);
}

void ProfileNode::members(const QString &name, const std::function<void(const QString &, ProfileNode &)> &read)
{
    values(name, [&](const QString &key, const QJsonValue &value, const QString &where) {
        readChild(value, where, [&](ProfileNode &node) { read(key, node); });
    });
}

void ProfileNode::values(
    const QString &name, const std::function<void(const QString &, const QJsonValue &, const QString &)> &read)
{
    const QJsonValue value = raw(name);
    if (!value.isUndefined() && !value.isObject())
        fault(name, u"must be an object"_s);
    const QJsonObject object = value.toObject();
    for (auto member = object.constBegin(); member != object.constEnd(); ++member)
        read(member.key(), member.value(), at(name) + u'/' + pointerPart(member.key()));
}

void ProfileNode::finish()
{
    for (const QString &name : m_object.keys()) {
        if (!m_read.contains(name))
            fault(name, u"is not known here"_s);
    }
}

QStringList unknownVariables(const Template &text, const QStringList &known)
{
    QStringList unknown;
    for (const QString &name : text.names()) {
        if (!known.contains(name))
            unknown.append(name);
    }
    return unknown;
}

} // namespace matinee
