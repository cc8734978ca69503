// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/cataloguefile/import/bytesource.h"
#include "cache/cataloguefile/import/catalogueentry.h"

namespace matinee {

/// Reads a table whose first row names the columns; see readCatalogue(). Cells are parted by commas, or by semicolons
/// or tabs where the header has more of those. A quoted cell may hold line breaks. A row with a broken quote is a
/// fault at the line it begins on, and the reading goes on at the next line.
[[nodiscard]] Result<void> readCsv(ByteSource &source, const CatalogueSink &sink);

} // namespace matinee
