// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/core/textblock.h"

namespace matinee {
namespace {

// Widens bytes as they are; true where that was right. One plain loop, which the compiler does sixteen bytes at a time.
bool widenAscii(QByteArrayView bytes, QChar *to)
{
    quint8 seen = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<quint8>(bytes[i]);
        seen = static_cast<quint8>(seen | byte);
        to[i] = QChar(static_cast<char16_t>(byte));
    }
    return seen < 0x80;
}

} // namespace

QString TextBlock::text(QByteArrayView utf8)
{
    if (utf8.isEmpty())
        return {};
    // No text has more UTF-16 units than bytes.
    Q_ASSERT(holds(utf8));
    QChar *const begin = m_next;
    QChar *const end = widenAscii(utf8, begin) ? begin + utf8.size() : m_decoder.appendToBuffer(begin, utf8);
    *end = QChar();
    m_next = end + 1;
    // A part of the same data, counted as one more owner of it, as a copy is.
    auto *const data = m_whole.data_ptr().d_ptr();
    data->ref();
    return QString(QString::DataPointer(data, reinterpret_cast<char16_t *>(begin), end - begin));
}

} // namespace matinee
