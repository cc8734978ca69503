// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/linereader.h"

#include <QUtf8StringView>

#include <cstring>

#include "cache/cataloguefile/import/cataloguereader.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString faultOf(QByteArrayView text)
{
    if (text.contains('\0'))
        return u"holds a NUL byte"_s;
    if (!text.isValidUtf8())
        return u"is not valid UTF-8"_s;
    return {};
}

} // namespace

std::optional<TextLine> LineReader::next()
{
    if (m_carriedIsOut) {
        m_carried.clear();
        m_carriedIsOut = false;
    }
    for (;;) {
        if (m_rest.isEmpty()) {
            m_rest = m_source.next();
            if (m_rest.isEmpty()) {
                const bool last = m_source.status().has_value() && (!m_carried.isEmpty() || m_tooLong);
                return last ? std::optional(take({})) : std::nullopt;
            }
        }
        const qsizetype end = m_rest.indexOf('\n');
        if (end >= 0) {
            const QByteArrayView tail = m_rest.first(end);
            m_rest = m_rest.sliced(end + 1);
            return take(tail);
        }
        carry(m_rest);
        m_rest = {};
    }
}

void LineReader::carry(QByteArrayView bytes)
{
    m_tooLong = m_tooLong || m_carried.size() + bytes.size() > kMaxRowBytes;
    if (m_tooLong)
        m_carried.clear();
    else
        m_carried.append(bytes);
}

TextLine LineReader::take(QByteArrayView tail)
{
    TextLine line{++m_number, tail, {}};
    if (!m_carried.isEmpty() || m_tooLong) {
        carry(tail);
        line.text = m_carried;
        m_carriedIsOut = true;
    }
    if (std::exchange(m_tooLong, false)) {
        line.text = {};
        line.fault = u"the row is larger than 1 MiB"_s;
        return line;
    }
    if (line.text.endsWith('\r'))
        line.text.chop(1);
    line.fault = faultOf(line.text);
    return line;
}

} // namespace matinee
