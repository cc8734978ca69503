// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace matinee {

/// zlib's crc32, as it stands beside every blob (store.md 7.3). Any thread.
[[nodiscard]] quint32 checksumOf(QByteArrayView bytes);

} // namespace matinee
