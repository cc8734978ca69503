// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace matinee::bench {

/// Writes `titles` made-up films as JSON Lines: seeded, so the same number gives the same bytes. Years 1900..2024,
/// 20 genres, 30 countries, about 4 people of a pool of titles / 4 each, 60 words about it (some 400 bytes, as
/// a page of 20 from TMDB has some 12 KB). False when the file
/// cannot be written.
[[nodiscard]] bool writeSyntheticCatalogue(const QString &path, int titles);

} // namespace matinee::bench
