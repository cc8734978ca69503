// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/transfer/importedrows.h"
#include "models/catalog/error.h"

namespace matinee {

/// The largest JSON file that is read, and what one entry of a ZIP may unpack to, bytes: hundreds of thousands of films.
inline constexpr qint64 kMostImportBytes = 64 * 1024 * 1024;

/// Reads a file of the person's own, whoever wrote it: what it is, is told by its content. Any thread; takes as long as the
/// file does. Storage where it cannot be read, TooLarge, Malformed with `where` = path or path:line where it is no such file.
[[nodiscard]] Result<ImportedRows> readImportFile(const QString &path);

} // namespace matinee
