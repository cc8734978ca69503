// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/bytesource.h"

#include "cache/cataloguefile/import/contenthash.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr qsizetype kChunkBytes = 256 * 1024; // reads cost nothing beside the parsing, cancelling is felt at once
constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");

} // namespace

ByteSource::ByteSource(QIODevice &device, QString path, std::function<bool(qint64)> keepGoing)
    : m_device(device),
      m_path(std::move(path)),
      m_keepGoing(std::move(keepGoing)),
      m_chunk(kChunkBytes, Qt::Uninitialized),
      m_hash(kContentHashAlgorithm)
{
}

QByteArrayView ByteSource::next()
{
    if (!m_status)
        return {};
    if (m_keepGoing && !m_keepGoing(m_bytesRead)) {
        m_status = fail(ErrorKind::Cancelled, u"the reading was cancelled"_s, m_path);
        return {};
    }
    const qint64 got = m_device.read(m_chunk.data(), kChunkBytes);
    if (got < 0) {
        m_status = fail(ErrorKind::Storage, u"cannot be read: "_s + m_device.errorString(), m_path);
        return {};
    }
    QByteArrayView bytes(m_chunk.constData(), got);
    m_hash.addData(bytes);
    const bool first = m_bytesRead == 0;
    m_bytesRead += got;
    if (first && bytes.startsWith(kByteOrderMark))
        bytes = bytes.sliced(kByteOrderMark.size());
    // A file of nothing but the mark ends here: empty means the end, and so it is.
    return bytes;
}

QString placeInFile(const QString &path, qint64 line)
{
    return path + u':' + QString::number(line);
}

} // namespace matinee
