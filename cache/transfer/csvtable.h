// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QIODevice>
#include <QStringList>

#include <functional>

#include "models/catalog/error.h"

namespace matinee {

/// The columns of a table by name; letter case, blanks and punctuation do not count ("Watched Date" is `watcheddate`).
class CsvColumns
{
public:
    explicit CsvColumns(const std::vector<QByteArray> &header);

    [[nodiscard]] bool has(QLatin1StringView name) const { return m_at.contains(name); }
    [[nodiscard]] int indexOf(QLatin1StringView name) const { return m_at.value(name, -1); }
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    QHash<QString, int> m_at;
    std::size_t m_count = 0;
};

/// One row of a table, valid while it is handed out.
class CsvRow
{
public:
    CsvRow(const CsvColumns &columns, const std::vector<QByteArray> &cells, QString where)
        : m_columns(columns), m_cells(cells), m_where(std::move(where))
    {
    }

    /// Trimmed; empty where there is no such column.
    [[nodiscard]] QString cell(QLatin1StringView name) const;
    [[nodiscard]] const QString &where() const { return m_where; } ///< "ratings.csv:12"
    [[nodiscard]] const CsvColumns &columns() const { return m_columns; }

private:
    const CsvColumns &m_columns;
    const std::vector<QByteArray> &m_cells;
    QString m_where;
};

/// Where readCsvTable() sends what it finds, in file order.
struct CsvTableSink {
    /// The header; an error ends the reading.
    std::function<Result<void>(const CsvColumns &columns)> columns;
    std::function<void(const CsvRow &row)> row;
    std::function<void(const QString &where, const QString &reason)> fault; ///< a row left out
};

/// Reads a CSV text with a header, row by row in constant memory. `name` is for places only. Malformed for a text without a
/// header; Storage where it cannot be read.
[[nodiscard]] Result<void> readCsvTable(QIODevice &device, const QString &name, const CsvTableSink &sink);

} // namespace matinee
