// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "cache/transfer/titlewriter.h"

namespace matinee {

/// A writer of titles to stdout.
[[nodiscard]] std::unique_ptr<TitleWriter> makeTitlePrinter(OutputFormat format);
/// Ends what was printed. Storage when stdout did not take everything (disk full, closed pipe).
[[nodiscard]] Result<void> endPrinting(TitleWriter &writer);

/// What a stranger's title could do to a terminal becomes blanks: control characters and escapes, line separators,
/// overrides of the writing direction.
[[nodiscard]] QString terminalSafe(const QString &text);

} // namespace matinee
