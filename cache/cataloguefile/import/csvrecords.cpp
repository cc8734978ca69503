// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/csvrecords.h"

#include <algorithm>
#include <new>

#include "cache/cataloguefile/import/cataloguereader.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr unsigned char kOptions = CSV_STRICT; // a quote out of place is an error, not a letter

QString openQuoteFault()
{
    return u"a quote is opened and not closed"_s;
}

char delimiterOf(QByteArrayView header)
{
    const auto count = [&](char c) { return std::ranges::count(header, c); };
    const auto commas = count(','), semicolons = count(';'), tabs = count('\t');
    if (commas >= semicolons && commas >= tabs)
        return ',';
    return semicolons >= tabs ? ';' : '\t';
}

/// The first line that is not blank; it tells the delimiter.
std::optional<TextLine> headerLine(LineReader &lines)
{
    auto line = lines.next();
    while (line && line->fault.isEmpty() && line->text.trimmed().isEmpty())
        line = lines.next();
    return line;
}

} // namespace

Result<std::unique_ptr<CsvRecords>> CsvRecords::open(LineReader &lines, const QString &path)
{
    const auto first = headerLine(lines);
    if (first && !first->fault.isEmpty())
        return fail(ErrorKind::Malformed, u"the header row: "_s + first->fault, placeInFile(path, first->number));
    auto records = std::make_unique<CsvRecords>(lines, first ? delimiterOf(first->text) : ',');
    if (first)
        records->unread(first->number, first->text.toByteArray());
    return records;
}

CsvRecords::CsvRecords(LineReader &lines, char delimiter) : m_lines(lines), m_delimiter(delimiter)
{
    reset();
}

void CsvRecords::reset()
{
    csv_free(&m_parser);
    if (csv_init(&m_parser, kOptions) != 0)
        throw std::bad_alloc(); // libcsv's only failure here
    csv_set_delim(&m_parser, static_cast<unsigned char>(m_delimiter));
    m_cells.clear();
    m_done.clear();
}

void CsvRecords::unread(qint64 number, QByteArray text)
{
    m_pending.push_front({number, std::move(text), {}});
}

std::optional<CsvRecords::HeldLine> CsvRecords::nextLine()
{
    if (!m_pending.empty()) {
        HeldLine line = std::move(m_pending.front());
        m_pending.pop_front();
        return line;
    }
    auto line = m_lines.next();
    if (!line)
        return std::nullopt;
    return HeldLine{line->number, line->text.toByteArray(), std::move(line->fault)};
}

std::optional<CsvRecord> CsvRecords::next()
{
    if (!m_done.empty()) {
        CsvRecord record{m_open.empty() ? 0 : m_open.front().number, std::move(m_done.front()), {}};
        m_done.pop_front();
        return record;
    }
    while (auto line = nextLine()) {
        if (!line->fault.isEmpty())
            return CsvRecord{line->number, {}, std::move(line->fault)};
        if (!line->text.trimmed().isEmpty())
            return read(std::move(*line));
    }
    return std::nullopt;
}

CsvRecord CsvRecords::read(HeldLine first)
{
    const qint64 number = first.number;
    qsizetype bytes = 0;
    m_open.clear();
    m_open.push_back(std::move(first));
    for (;;) {
        bytes += m_open.back().text.size();
        if (bytes > kMaxRowBytes)
            return giveUp(openQuoteFault());
        if (!feed(m_open.back().text) || !feed("\n"))
            return giveUp(u"a quote stands where none can"_s);
        if (!m_done.empty())
            break;
        auto more = nextLine();
        if (!more)
            return giveUp(openQuoteFault());
        m_open.push_back(std::move(*more));
        if (!m_open.back().fault.isEmpty())
            return giveUp(openQuoteFault());
    }
    CsvRecord record{number, std::move(m_done.front()), {}};
    m_done.pop_front();
    return record;
}

bool CsvRecords::feed(QByteArrayView bytes)
{
    // C frames lie between: nothing is called from here that could throw anything but bad_alloc.
    const auto onCell = [](void *cell, std::size_t size, void *self) {
        static_cast<CsvRecords *>(self)->m_cells.emplace_back(static_cast<const char *>(cell), qsizetype(size));
    };
    const auto onRow = [](int, void *self) {
        auto *const records = static_cast<CsvRecords *>(self);
        records->m_done.push_back(std::exchange(records->m_cells, {}));
    };
    const auto size = std::size_t(bytes.size());
    return csv_parse(&m_parser, bytes.data(), size, onCell, onRow, this) == size;
}

CsvRecord CsvRecords::giveUp(QString fault)
{
    const qint64 number = m_open.front().number;
    m_open.pop_front();
    while (!m_open.empty()) {
        m_pending.push_front(std::move(m_open.back()));
        m_open.pop_back();
    }
    reset();
    return {number, {}, std::move(fault)};
}

} // namespace matinee
