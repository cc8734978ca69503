// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace matinee::test {

/// The bytes as one gzip member.
[[nodiscard]] QByteArray gzipped(const QByteArray &bytes);
/// A gzip member of a few hundred kilobytes that unpacks to `bytes` blanks in a JSON object: whole and valid, and far
/// too big. Never holds the unpacked bytes.
[[nodiscard]] QByteArray gzipBomb(qint64 bytes);
/// Unpacks one gzip member; empty when it is damaged or cut.
[[nodiscard]] QByteArray gunzipped(const QByteArray &bytes);

} // namespace matinee::test
