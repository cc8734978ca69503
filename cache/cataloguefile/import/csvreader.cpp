// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/csvreader.h"

#include <algorithm>

#include "cache/cataloguefile/import/csvrecords.h"
#include "cache/cataloguefile/import/entrybuilder.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

Result<std::vector<FieldName>> columnsOf(const std::optional<CsvRecord> &header, const ByteSource &source)
{
    if (!source.status())
        return tl::unexpected(source.status().error());
    if (!header)
        return fail(ErrorKind::Malformed, u"is empty"_s, source.path());
    const QString where = placeInFile(source.path(), header->line);
    if (!header->fault.isEmpty())
        return fail(ErrorKind::Malformed, u"the header row: "_s + header->fault, where);
    std::vector<FieldName> columns;
    columns.reserve(header->cells.size());
    for (const QByteArray &cell : header->cells)
        columns.push_back(fieldNamed(cell.trimmed()));
    if (std::ranges::find(columns, Field::Title, &FieldName::field) == columns.end())
        return fail(ErrorKind::Malformed, u"the header row names no \"title\" column"_s, where);
    return columns;
}

QString cellCountFault(std::size_t found, std::size_t due)
{
    return u"%1 cells, the header row has %2"_s.arg(found).arg(due);
}

} // namespace

Result<void> readCsv(ByteSource &source, const CatalogueSink &sink)
{
    LineReader lines(source);
    auto opened = CsvRecords::open(lines, source.path());
    if (!opened)
        return tl::unexpected(opened.error());
    CsvRecords &records = **opened;
    const auto columns = columnsOf(records.next(), source);
    if (!columns)
        return tl::unexpected(columns.error());
    EntryBuilder builder;
    while (const auto record = records.next()) {
        if (!record->fault.isEmpty()) {
            sink.fault(record->line, record->fault);
            continue;
        }
        if (record->cells.size() != columns->size()) {
            sink.fault(record->line, cellCountFault(record->cells.size(), columns->size()));
            continue;
        }
        builder.clear();
        for (std::size_t i = 0; i < columns->size(); ++i)
            builder.cell((*columns)[i], record->cells[i]);
        if (const auto delivered = deliver(builder, sink, record->line); !delivered)
            return delivered;
    }
    return source.status();
}

} // namespace matinee
