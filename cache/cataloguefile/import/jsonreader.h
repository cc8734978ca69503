// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/cataloguefile/import/bytesource.h"
#include "cache/cataloguefile/import/catalogueentry.h"

namespace matinee {

/// Reads a JSON array of objects; see readCatalogue(). A broken text or an entry over kMaxRowBytes spoils the whole
/// file, for what follows it cannot be trusted; members that are no objects are faults.
[[nodiscard]] Result<void> readJson(ByteSource &source, const CatalogueSink &sink);

} // namespace matinee
