// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringDecoder>

namespace matinee {

/// Texts that come and go together, in one allocation: seven a title were a quarter of what reading a page cost. Each is an
/// ordinary QString, ends with a zero, and is copied when it is changed; the memory goes with the last of them. Of one
/// thread while it is filled; the texts themselves are of any.
class TextBlock
{
public:
    /// Room for texts of so many bytes of UTF-8, one more for each text included.
    explicit TextBlock(qsizetype bytes) : m_whole(bytes, Qt::Uninitialized), m_next(m_whole.data()) { }

    /// Whether this text still fits.
    [[nodiscard]] bool holds(QByteArrayView utf8) const { return utf8.size() < m_whole.constData() + m_whole.size() - m_next; }
    /// Bytes that are no UTF-8 become U+FFFD, as in QString::fromUtf8(). Null where there are none. It must fit.
    [[nodiscard]] QString text(QByteArrayView utf8);

private:
    QString m_whole;
    QChar *m_next;
    QStringDecoder m_decoder{QStringDecoder::Utf8, QStringDecoder::Flag::Stateless};
};

} // namespace matinee
