// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/jsonlinesreader.h"

#include <rapidjson/memorystream.h>

#include "cache/cataloguefile/import/jsonevents.h"
#include "cache/cataloguefile/import/linereader.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// Parses one line into `builder`; the clause that says what is wrong with it, or "".
QString parseLine(rapidjson::Reader &reader, JsonEvents &events, QByteArrayView text)
{
    events.restart();
    rapidjson::MemoryStream stream(text.data(), std::size_t(text.size()));
    const rapidjson::ParseResult parsed = reader.Parse<kJsonFlags>(stream, events);
    if (!events.refusal().isEmpty())
        return events.refusal();
    if (!parsed.IsError())
        return {};
    if (stream.Tell() >= std::size_t(text.size()))
        return u"ends before its object is closed"_s;
    return jsonFaultText(parsed.Code());
}

} // namespace

Result<void> readJsonLines(ByteSource &source, const CatalogueSink &sink)
{
    LineReader lines(source);
    EntryBuilder builder;
    JsonEvents events(JsonEvents::Root::Entry, builder);
    rapidjson::Reader reader;
    bool blank = true;
    while (const auto line = lines.next()) {
        if (line->fault.isEmpty() && line->text.trimmed().isEmpty())
            continue;
        blank = false;
        const QString fault = line->fault.isEmpty() ? parseLine(reader, events, line->text) : line->fault;
        if (!fault.isEmpty())
            sink.fault(line->number, fault);
        else if (const auto delivered = deliver(builder, sink, line->number); !delivered)
            return delivered;
    }
    if (source.status() && blank)
        return fail(ErrorKind::Malformed, u"is empty"_s, source.path());
    return source.status();
}

} // namespace matinee
