// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/core/compressed.h"

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr int kLevel = 3; // store.md 7.3: higher ones cost more than they save on a few kilobytes
// A title's page is some ten kilobytes; a length beyond this is damage.
constexpr qint64 kMostBytes = 16 * 1024 * 1024;

} // namespace

Result<QByteArray> compressed(QByteArrayView bytes)
{
    const auto length = static_cast<std::size_t>(bytes.size());
    QByteArray out(static_cast<qsizetype>(ZSTD_compressBound(length)), Qt::Uninitialized);
    const std::size_t written = ZSTD_compress(out.data(), static_cast<std::size_t>(out.size()), bytes.data(), length, kLevel);
    if (ZSTD_isError(written) != 0)
        return fail(ErrorKind::Storage, QString::fromLatin1(ZSTD_getErrorName(written)));
    out.truncate(static_cast<qsizetype>(written));
    return out;
}

Result<QByteArray> decompressed(QByteArrayView bytes, qint64 rawLength)
{
    if (rawLength < 0 || rawLength > kMostBytes)
        return fail(ErrorKind::Corrupt, u"a saved body has an impossible length"_s);
    QByteArray out(static_cast<qsizetype>(rawLength), Qt::Uninitialized);
    const std::size_t read
        = ZSTD_decompress(out.data(), static_cast<std::size_t>(out.size()), bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (ZSTD_isError(read) != 0 || read != static_cast<std::size_t>(rawLength))
        return fail(ErrorKind::Corrupt, u"a saved body is damaged"_s);
    return out;
}

} // namespace matinee
