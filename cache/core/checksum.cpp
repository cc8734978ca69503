// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/core/checksum.h"

#include <zlib.h>

namespace matinee {

quint32 checksumOf(QByteArrayView bytes)
{
    return static_cast<quint32>(crc32_z(0, reinterpret_cast<const Bytef *>(bytes.data()), static_cast<z_size_t>(bytes.size())));
}

} // namespace matinee
