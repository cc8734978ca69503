// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/jsonreader.h"

#include "cache/cataloguefile/import/cataloguereader.h"
#include "cache/cataloguefile/import/jsonevents.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// RapidJSON's stream concept over a ByteSource, counting lines. It also ends, as if the file did, when one entry
/// grows too large, so that the reader's own buffer stays small.
class JsonStream
{
public:
    using Ch = char;

    explicit JsonStream(ByteSource &source) : m_source(source) { refill(); }

    [[nodiscard]] Ch Peek() const { return m_at != m_end ? *m_at : '\0'; }
    Ch Take()
    {
        if (m_at == m_end)
            return '\0';
        const Ch c = *m_at++;
        if (c == '\n')
            ++m_line;
        if (m_at == m_end)
            refill();
        return c;
    }
    [[nodiscard]] std::size_t Tell() const { return m_before + std::size_t(m_at - m_begin); }

    // Part of the concept for parsing in place, which a stream of chunks cannot do.
    Ch *PutBegin() { return nullptr; }
    void Put(Ch) { }
    void Flush() { }
    std::size_t PutEnd(Ch *) { return 0; }

    [[nodiscard]] qint64 line() const { return m_line; }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] bool rowTooLarge() const { return m_rowTooLarge || Tell() - m_rowStart > std::size_t(kMaxRowBytes); }
    void beginRow() { m_rowStart = Tell(); }

private:
    void refill()
    {
        m_before += std::size_t(m_end - m_begin);
        m_begin = m_at = m_end = nullptr;
        if (m_before - m_rowStart > std::size_t(kMaxRowBytes)) {
            m_rowTooLarge = true;
            return;
        }
        const QByteArrayView bytes = m_source.next();
        m_begin = m_at = bytes.data();
        m_end = m_begin + bytes.size();
    }

    ByteSource &m_source;
    const char *m_begin = nullptr;
    const char *m_at = nullptr;
    const char *m_end = nullptr;
    std::size_t m_before = 0; // bytes of the chunks before this one
    std::size_t m_rowStart = 0;
    qint64 m_line = 1;
    bool m_rowTooLarge = false;
};

/// What a parse that did not end well means, in the order in which causes hide behind each other.
Error errorOf(const ByteSource &source, const JsonStream &stream, const JsonEvents &events, const rapidjson::ParseResult &parsed)
{
    if (!source.status())
        return source.status().error();
    const QString where = placeInFile(source.path(), stream.line());
    if (!events.refusal().isEmpty())
        return {ErrorKind::Malformed, events.refusal(), where};
    if (stream.rowTooLarge())
        return {ErrorKind::TooLarge, u"an entry is larger than 1 MiB"_s, where};
    if (stream.atEnd() && parsed.Code() == rapidjson::kParseErrorDocumentEmpty)
        return {ErrorKind::Malformed, u"is empty"_s, source.path()};
    if (stream.atEnd())
        return {ErrorKind::Malformed, u"ends before its list is closed"_s, where};
    if (stream.Peek() == '\0')
        return {ErrorKind::Malformed, u"holds a NUL byte"_s, where};
    return {ErrorKind::Malformed, jsonFaultText(parsed.Code()), where};
}

} // namespace

Result<void> readJson(ByteSource &source, const CatalogueSink &sink)
{
    JsonStream stream(source);
    EntryBuilder builder;
    Result<void> delivered;
    JsonEvents events(JsonEvents::Root::List, builder, [&](bool isObject) {
        if (stream.rowTooLarge())
            return false;
        stream.beginRow();
        if (isObject)
            delivered = deliver(builder, sink, stream.line());
        else
            sink.fault(stream.line(), u"is not an object"_s);
        return delivered.has_value();
    });
    rapidjson::Reader reader;
    const rapidjson::ParseResult parsed = reader.Parse<kJsonFlags>(stream, events);
    if (!delivered)
        return delivered;
    if (parsed.IsError() || !source.status())
        return tl::unexpected(errorOf(source, stream, events, parsed));
    return {};
}

} // namespace matinee
