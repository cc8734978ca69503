// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/transfer/csvtable.h"

#include "cache/cataloguefile/import/csvrecords.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString foldedName(const QByteArray &cell)
{
    QString name;
    for (const QChar c : QString::fromUtf8(cell)) {
        if (c.isLetterOrNumber())
            name += c.toLower();
    }
    return name;
}

} // namespace

CsvColumns::CsvColumns(const std::vector<QByteArray> &header) : m_count(header.size())
{
    for (std::size_t i = 0; i < header.size(); ++i) {
        const QString name = foldedName(header[i]);
        if (!m_at.contains(name))
            m_at.insert(name, static_cast<int>(i));
    }
}

QString CsvRow::cell(QLatin1StringView name) const
{
    const int at = m_columns.indexOf(name);
    return at < 0 ? QString() : QString::fromUtf8(m_cells[static_cast<std::size_t>(at)]).trimmed();
}

Result<void> readCsvTable(QIODevice &device, const QString &name, const CsvTableSink &sink)
{
    ByteSource source(device, name, [](qint64) { return true; });
    LineReader lines(source);
    auto opened = CsvRecords::open(lines, name);
    if (!opened)
        return tl::unexpected(opened.error());
    CsvRecords &records = **opened;
    const auto header = records.next();
    if (!source.status())
        return source.status();
    if (!header || !header->fault.isEmpty())
        return fail(ErrorKind::Malformed, header ? u"the header row: "_s + header->fault : u"is empty"_s, name);
    const CsvColumns columns(header->cells);
    if (auto taken = sink.columns(columns); !taken)
        return taken;
    while (const auto record = records.next()) {
        const QString where = placeInFile(name, record->line);
        // Trailing cells that are left out are empty ones.
        if (!record->fault.isEmpty() || record->cells.size() > columns.count()) {
            sink.fault(where, record->fault.isEmpty() ? u"more cells than the header row"_s : record->fault);
            continue;
        }
        std::vector<QByteArray> cells = record->cells;
        cells.resize(columns.count());
        sink.row(CsvRow(columns, cells, where));
    }
    return source.status();
}

} // namespace matinee
