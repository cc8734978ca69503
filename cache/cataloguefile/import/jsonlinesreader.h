// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/cataloguefile/import/bytesource.h"
#include "cache/cataloguefile/import/catalogueentry.h"

namespace matinee {

/// Reads one JSON object a line; see readCatalogue(). Blank lines are passed over, a broken line is a fault.
[[nodiscard]] Result<void> readJsonLines(ByteSource &source, const CatalogueSink &sink);

} // namespace matinee
