// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/jsonevents.h"

#include <rapidjson/error/en.h>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QLatin1StringView wordFor(EntryBuilder::Kind kind, bool isNull)
{
    switch (kind) {
    case EntryBuilder::Kind::Text: return "a text"_L1;
    case EntryBuilder::Kind::Number: return "a number"_L1;
    case EntryBuilder::Kind::Other: break;
    }
    return isNull ? "null"_L1 : "true or false"_L1;
}

} // namespace

JsonEvents::JsonEvents(Root root, EntryBuilder &builder, std::function<bool(bool)> memberEnded)
    : m_builder(builder), m_memberEnded(std::move(memberEnded)), m_listDepth(root == Root::List ? 1 : 0)
{
}

void JsonEvents::restart()
{
    m_depth = 0;
    m_inEntry = m_inList = m_inListItem = false;
    m_refusal.clear();
}

bool JsonEvents::enter(QLatin1StringView what)
{
    if (m_depth == 0 && m_listDepth == 1 && what != "a list"_L1) {
        m_refusal = "a list of titles is due at the top level, found "_L1 + what;
        return false;
    }
    if (m_depth == 0 && m_listDepth == 0 && what != "an object"_L1) {
        m_refusal = "an object is due, found "_L1 + what;
        return false;
    }
    return true;
}

bool JsonEvents::memberEnded(bool isObject)
{
    m_inEntry = false;
    return m_listDepth == 0 || m_memberEnded(isObject);
}

bool JsonEvents::leaf(EntryBuilder::Kind kind, QByteArrayView text, bool isNull)
{
    if (m_depth == 0)
        return enter(wordFor(kind, isNull));
    if (level() == 0)
        return memberEnded(false);
    if (!m_inEntry || isNull)
        return true;
    const bool isText = kind == EntryBuilder::Kind::Text;
    if (level() == 1)
        m_builder.value(m_field, kind, text);
    else if (level() == 2 && m_inList && isText)
        m_builder.item(m_field, text);
    else if (isText && (level() == 2 ? !m_inList : level() == 3 && m_inListItem))
        setPart(text);
    return true;
}

void JsonEvents::beginParts()
{
    m_part = Part::None;
    m_name.clear();
    m_role.clear();
    m_why.clear();
}

void JsonEvents::setPart(QByteArrayView text)
{
    const std::string_view value(text.data(), std::size_t(text.size()));
    switch (m_part) {
    case Part::Name: m_name = value; break;
    case Part::Role: m_role = value; break;
    case Part::Why: m_why = value; break;
    case Part::None: break;
    }
}

bool JsonEvents::Key(const char *text, rapidjson::SizeType length, bool)
{
    const std::string_view key(text, length);
    if (level() == 1) {
        m_field = fieldNamed(QByteArrayView(text, qsizetype(length)));
    } else if (level() <= 3) {
        m_part = key == "name"   ? Part::Name
            : key == "role"      ? Part::Role
            : key == "character" ? Part::Role
            : key == "why"       ? Part::Why
                                 : Part::None;
    }
    return true;
}

bool JsonEvents::StartObject()
{
    if (!enter("an object"_L1))
        return false;
    if (++m_depth > kMaxJsonDepth) {
        m_refusal = u"is nested deeper than %1 levels"_s.arg(kMaxJsonDepth);
        return false;
    }
    if (level() == 1) {
        m_inEntry = true;
        m_builder.clear();
    } else if (level() == 2) {
        m_inList = false;
        beginParts();
    } else if (level() == 3 && m_inList) {
        m_inListItem = true;
        beginParts();
    }
    return true;
}

bool JsonEvents::EndObject(rapidjson::SizeType)
{
    const int ended = level();
    --m_depth;
    if (!m_inEntry)
        return ended != 1 || memberEnded(false);
    if (ended == 1)
        return memberEnded(true);
    if (ended == 3 && m_inListItem) {
        m_builder.item(m_field, QByteArrayView(m_name), QByteArrayView(m_role));
        m_inListItem = false;
    } else if (ended == 2) {
        const std::string &text = m_field.field == Field::PublicDomain ? m_why : m_name;
        const bool standsForText = m_field.field == Field::PublicDomain || m_field.field == Field::Genres
            || m_field.field == Field::Countries || m_field.field == Field::Directors;
        m_builder.value(m_field, standsForText ? EntryBuilder::Kind::Text : EntryBuilder::Kind::Other, QByteArrayView(text));
    }
    return true;
}

bool JsonEvents::StartArray()
{
    if (!enter("a list"_L1))
        return false;
    if (++m_depth > kMaxJsonDepth) {
        m_refusal = u"is nested deeper than %1 levels"_s.arg(kMaxJsonDepth);
        return false;
    }
    if (!m_inEntry)
        return true;
    if (level() == 2) {
        m_inList = true;
        m_builder.beginList(m_field);
    }
    return true;
}

bool JsonEvents::EndArray(rapidjson::SizeType)
{
    const int ended = level();
    --m_depth;
    return m_inEntry || ended != 1 || memberEnded(false);
}

QString jsonFaultText(rapidjson::ParseErrorCode code)
{
    QString text = QString::fromLatin1(rapidjson::GetParseError_En(code));
    if (code == rapidjson::kParseErrorStringInvalidEncoding)
        text = u"is not valid UTF-8"_s;
    if (text.endsWith(u'.'))
        text.chop(1);
    if (!text.isEmpty())
        text[0] = text.at(0).toLower();
    return text;
}

} // namespace matinee
