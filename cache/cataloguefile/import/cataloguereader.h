// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#include <memory>

#include "cache/cataloguefile/import/catalogueentry.h"

namespace matinee {

/// A larger file is refused: what the import takes in time and space is bounded by it.
inline constexpr qint64 kMaxCatalogueBytes = qint64(1) << 30;
/// The largest single entry or line; with it the memory of reading is bounded whatever the file holds.
inline constexpr qsizetype kMaxRowBytes = 1024 * 1024;

/// What was read, as one whole.
struct CatalogueReading {
    qint64 bytes = 0;
    QByteArray bytesHash; ///< kContentHashAlgorithm over all bytes
};

/// Reads a catalogue file or resource (`:/...`): a JSON array of objects, JSON Lines, or CSV with a header row. The
/// format is told by the file name (json; jsonl, ndjson; csv, tsv), else by the first byte that is not a space.
/// Streams in constant memory. Blocks; any thread but the GUI's. Rows that cannot be used are faults and the reading
/// goes on; what spoils the whole file is the error: NotFound, ReadOnly (no permission), Malformed, TooLarge, Storage,
/// Cancelled, or what the sink's `entry` said, with `where` = path or path:line.
[[nodiscard]] Result<CatalogueReading> readCatalogue(const QString &path, const CatalogueSink &sink);

/// The file opened for reading, if it is one a catalogue can be in: an ordinary file, not empty, at most 1 GiB, not UTF-16.
[[nodiscard]] Result<std::unique_ptr<QFile>> openCatalogueFile(const QString &path);

} // namespace matinee
