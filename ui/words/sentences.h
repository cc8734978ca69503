// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "models/catalog/error.h"
#include "models/catalog/title.h"

namespace matinee {

/// What a person reads when something failed: one or two short sentences, translated, with the place where the
/// error names one. The technical `detail` is added only where it is what helps (a line of a file, a parameter).
[[nodiscard]] QString sentenceFor(const Error &error);

/// "2 h 33 min", "45 min".
[[nodiscard]] QString runtimeText(int minutes);
/// "1927 · 2 h 33 min · Science fiction, Drama · Germany · Fritz Lang": what is known, in this order.
[[nodiscard]] QString factsText(const TitleDetails &details);
/// Up to two letters for a face nobody has a picture of: "BH" of Brigitte Helm.
[[nodiscard]] QString initialsOf(const QString &name);

} // namespace matinee
