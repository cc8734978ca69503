// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>

#include "cache/transfer/csvtable.h"
#include "cache/transfer/importedrows.h"

namespace matinee {

/// Reads what TitleWriter wrote as JSON: titles with all that is kept of them and what the person made of each; an object
/// with a `list` and no title is a list without titles. Entries that are no such objects are faults.
void readOwnJson(const QJsonArray &array, const QString &path, ImportedRows &rows);

/// The same of the CSV, which says favorites only: rows that are none stand in a list named as the file.
[[nodiscard]] Result<void> readOwnCsv(QIODevice &device, const QString &path, ImportedRows &rows);

} // namespace matinee
