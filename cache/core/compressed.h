// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "models/catalog/error.h"

namespace matinee {

/// zstd at level 3 (store.md 7.3). Any thread.
[[nodiscard]] Result<QByteArray> compressed(QByteArrayView bytes);
/// The bytes again. Corrupt where they are not exactly `rawLength`, so that a wrong length cannot ask for gigabytes.
[[nodiscard]] Result<QByteArray> decompressed(QByteArrayView bytes, qint64 rawLength);

} // namespace matinee
