// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace matinee {

// How the texts of a catalogue entry are cleaned, ordered and named. Pure functions; any thread.

/// One line of plain text from valid UTF-8: trimmed, control characters and line breaks turned into spaces.
[[nodiscard]] QString lineFromUtf8(QByteArrayView utf8);
/// As lineFromUtf8(), but line breaks stay (as `\n`).
[[nodiscard]] QString paragraphsFromUtf8(QByteArrayView utf8);

/// What titles are ordered by, and what type-to-jump compares: decomposed (NFKD), marks removed, case-folded,
/// trimmed; a leading article stays. Ordered bytewise as UTF-8.
[[nodiscard]] QString sortTitleOf(const QString &title);

/// The id of an entry that brings none: `the-general-1926`. Depends on nothing but title and year, so that it is
/// the same at the next import. Letters outside a-z and 0-9, and very long titles, are told apart by a hash.
[[nodiscard]] QString derivedExtId(const QString &title, std::optional<int> year);

} // namespace matinee
