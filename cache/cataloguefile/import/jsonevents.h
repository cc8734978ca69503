// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <rapidjson/reader.h>
#include <string>

#include "cache/cataloguefile/import/entrybuilder.h"

namespace matinee {

/// A JSON text of more levels is refused: no catalogue needs them, and none may exhaust anything.
inline constexpr int kMaxJsonDepth = 32;
/// Numbers keep their spelling (ids beyond 2^53 stay exact); no recursion; texts are checked UTF-8.
inline constexpr unsigned kJsonFlags
    = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;

/// Turns the events of RapidJSON's reader into values of an EntryBuilder: for a text that is one entry (a line of
/// JSON Lines), or a list of them. What lies deeper than an entry's fields and their members is passed over.
/// Belongs to one thread.
class JsonEvents : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, JsonEvents>
{
public:
    enum class Root { Entry, List };

    /// `memberEnded(isObject)` is called after each member of the list, never for Root::Entry; false stops the reading.
    JsonEvents(Root root, EntryBuilder &builder, std::function<bool(bool isObject)> memberEnded = {});

    /// Begins another text.
    void restart();
    /// Why the reading stopped of our own will, "" where it did not.
    [[nodiscard]] const QString &refusal() const { return m_refusal; }

    bool Null() { return leaf(EntryBuilder::Kind::Other, {}, true); }
    bool Bool(bool) { return leaf(EntryBuilder::Kind::Other, {}, false); }
    bool RawNumber(const char *text, rapidjson::SizeType length, bool)
    {
        return leaf(EntryBuilder::Kind::Number, QByteArrayView(text, qsizetype(length)), false);
    }
    bool String(const char *text, rapidjson::SizeType length, bool)
    {
        return leaf(EntryBuilder::Kind::Text, QByteArrayView(text, qsizetype(length)), false);
    }
    bool Key(const char *text, rapidjson::SizeType length, bool);
    bool StartObject();
    bool EndObject(rapidjson::SizeType);
    bool StartArray();
    bool EndArray(rapidjson::SizeType);

private:
    enum class Part { None, Name, Role, Why };

    [[nodiscard]] int level() const { return m_depth - m_listDepth; } // 1: inside an entry
    bool leaf(EntryBuilder::Kind kind, QByteArrayView text, bool isNull);
    bool enter(QLatin1StringView what);
    bool memberEnded(bool isObject);
    void beginParts();
    void setPart(QByteArrayView text);

    EntryBuilder &m_builder;
    std::function<bool(bool)> m_memberEnded;
    const int m_listDepth; // 1 where entries are members of a list
    int m_depth = 0;
    bool m_inEntry = false;    // the member being read is an object
    bool m_inList = false;     // the field being read is an array
    bool m_inListItem = false; // the member of that array being read is an object
    FieldName m_field;
    Part m_part = Part::None;
    std::string m_name, m_role, m_why; // members of an object that stands for a text; capacity is kept
    QString m_refusal;
};

/// RapidJSON's words for a syntax error, as a clause.
[[nodiscard]] QString jsonFaultText(rapidjson::ParseErrorCode code);

} // namespace matinee
