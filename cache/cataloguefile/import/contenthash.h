// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QString>

#include "models/catalog/error.h"

namespace matinee {

/// Bumped when the importer writes something else from the same file: every catalogue is then indexed anew.
inline constexpr int kImporterVersion = 4;
/// The fastest of Qt's hashes that is 160 bits long; it names files, it guards no secret.
inline constexpr QCryptographicHash::Algorithm kContentHashAlgorithm = QCryptographicHash::Blake2b_160;

/// The name of the index of a catalogue file: 40 hex digits made of the file's bytes, the importer's version and the
/// import option that changes what is written. Blocks: about 1.5 s a GiB; any thread but the GUI's.
/// NotFound, ReadOnly or Storage, `where` = path.
[[nodiscard]] Result<QString> catalogueContentHash(const QString &path, bool offerArchiveSearch = false);
/// The same from the hash of the bytes.
[[nodiscard]] QString catalogueContentHash(const QByteArray &bytesHash, bool offerArchiveSearch);

} // namespace matinee
