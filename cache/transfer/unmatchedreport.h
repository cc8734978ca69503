// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/transfer/csvtable.h"
#include "cache/transfer/importedrows.h"
#include "models/catalog/transfer.h"

namespace matinee {

/// The rows of an import that led to no title, as a CSV file for the person: in the last column, `match`, a title of ours can
/// be named as SOURCE/TYPE:ID (`tmdb/movie:19`); importing the report then takes what was filled in.
class UnmatchedReport
{
public:
    /// A row with what it says and why it led nowhere.
    void add(const ImportedRow &row, const QString &reason);
    void add(const ImportFault &fault);
    [[nodiscard]] const std::vector<UnmatchedRow> &rows() const { return m_rows; }
    /// In the place of what is there, or not at all. Any thread.
    [[nodiscard]] Result<void> write(const QString &path) const;

private:
    QByteArray m_lines;
    std::vector<UnmatchedRow> m_rows;
};

/// Reads such a report back; rows without a match are tried as they were.
[[nodiscard]] Result<void> readUnmatchedReport(QIODevice &device, const QString &path, ImportedRows &rows);

} // namespace matinee
