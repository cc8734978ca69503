// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

#include "cache/cataloguefile/import/bytesource.h"

namespace matinee {

/// One line of a file.
struct TextLine {
    qint64 number = 0;   ///< from 1
    QByteArrayView text; ///< without `\n` and a `\r` before it; valid until the next line is asked for
    QString fault;       ///< why it cannot be used: too long (then `text` is empty), a NUL byte, no UTF-8; "" where it can
};

/// The lines of a ByteSource, in constant memory: of a line over kMaxRowBytes only its number is kept.
class LineReader
{
public:
    explicit LineReader(ByteSource &source) : m_source(source) { }

    /// Nothing after the last line, or when the source stopped (see its status()).
    [[nodiscard]] std::optional<TextLine> next();

private:
    [[nodiscard]] TextLine take(QByteArrayView tail);
    void carry(QByteArrayView bytes);

    ByteSource &m_source;
    QByteArrayView m_rest; // of the chunk
    QByteArray m_carried;  // the beginning of a line that began in an earlier chunk
    bool m_tooLong = false;
    bool m_carriedIsOut = false;
    qint64 m_number = 0;
};

} // namespace matinee
