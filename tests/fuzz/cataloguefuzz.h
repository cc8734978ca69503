// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBuffer>

#include "cache/cataloguefile/import/bytesource.h"
#include "cache/cataloguefile/import/catalogueentry.h"
#include "tests/fuzz/fuzz.h"

namespace matinee::fuzz {

/// Reads an input as a catalogue file and holds every entry against what a sink is promised.
template <typename Read>
void readCatalogueBytes(const std::uint8_t *data, std::size_t size, Read read)
{
    QByteArray bytes = bytesOf(data, size);
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    ByteSource source(buffer, QStringLiteral("file"), [](qint64) { return true; });
    qint64 lastLine = 0;
    const auto goesOn = [&lastLine](qint64 line) {
        must(line >= 1 && line >= lastLine, "lines are counted upward");
        lastLine = line;
    };
    CatalogueSink sink;
    sink.keepGoing = [](qint64) { return true; };
    sink.fault = [&](qint64 line, const QString &reason) {
        must(line >= 1, "a fault has a line");
        must(!reason.isEmpty(), "a fault has a reason");
    };
    sink.entry = [&](CatalogueEntry &&entry, qint64 line) -> Result<void> {
        goesOn(line);
        const Title &title = entry.details.title;
        must(!title.title.isEmpty() && !title.id.extId.isEmpty(), "an entry has a name and an id");
        must(title.title == title.title.trimmed(), "texts are trimmed");
        must(title.title.isValidUtf16(), "texts are texts");
        return {};
    };
    const Result<void> done = read(source, sink);
    must(done || !done.error().detail.isEmpty(), "a refusal says why");
}

} // namespace matinee::fuzz
