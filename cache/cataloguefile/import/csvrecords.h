// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <csv.h>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "cache/cataloguefile/import/linereader.h"

namespace matinee {

/// One row of a table, or why there is none.
struct CsvRecord {
    qint64 line = 0; ///< the line it begins on
    std::vector<QByteArray> cells;
    QString fault;
};

/// The records of a CSV text, by libcsv, fed line by line so that each has a line number and a broken one ends at its
/// first line: those after it are read again on their own. Memory is bounded by kMaxRowBytes.
class CsvRecords
{
public:
    /// From the first line that is not blank on, which is the header and tells the delimiter: a comma, semicolon or tab.
    /// Malformed where that line is no text; `path` is for errors only.
    [[nodiscard]] static Result<std::unique_ptr<CsvRecords>> open(LineReader &lines, const QString &path);
    CsvRecords(LineReader &lines, char delimiter);
    ~CsvRecords() { csv_free(&m_parser); }
    CsvRecords(const CsvRecords &) = delete;
    CsvRecords &operator=(const CsvRecords &) = delete;

    /// Gives a line back, to be read before all others.
    void unread(qint64 number, QByteArray text);
    /// Nothing after the last record, or when the source stopped.
    [[nodiscard]] std::optional<CsvRecord> next();

private:
    struct HeldLine {
        qint64 number = 0;
        QByteArray text;
        QString fault;
    };
    [[nodiscard]] std::optional<HeldLine> nextLine();
    [[nodiscard]] CsvRecord read(HeldLine first);
    [[nodiscard]] bool feed(QByteArrayView bytes);
    [[nodiscard]] CsvRecord giveUp(QString fault);
    void reset();

    LineReader &m_lines;
    const char m_delimiter;
    csv_parser m_parser{};
    std::deque<HeldLine> m_pending; // to be read before the next line of the file
    std::deque<HeldLine> m_open;    // lines of the record being read
    std::vector<QByteArray> m_cells;
    std::deque<std::vector<QByteArray>> m_done; // more than one where a line holds bare carriage returns
};

} // namespace matinee
