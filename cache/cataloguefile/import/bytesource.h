// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QCryptographicHash>
#include <QIODevice>

#include <functional>

#include "models/catalog/error.h"

namespace matinee {

/// The bytes of a catalogue file, chunk by chunk, hashed on the way so that the hash is of what was read. A UTF-8
/// byte order mark is left out. Constant memory. Belongs to one thread.
class ByteSource
{
public:
    /// `path` is for errors only. The device is open and outlives this.
    ByteSource(QIODevice &device, QString path, std::function<bool(qint64 bytesRead)> keepGoing);

    /// The next bytes, valid until the next call. Empty at the end of the file, after a failed read and once
    /// `keepGoing` said no; status() tells which.
    [[nodiscard]] QByteArrayView next();
    /// Cancelled, Storage (a read failed), or nothing wrong.
    [[nodiscard]] const Result<void> &status() const { return m_status; }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] qint64 bytesRead() const { return m_bytesRead; }
    /// Of the bytes read until now (catalogueContentHash() of the whole file at its end).
    [[nodiscard]] QByteArray hash() const { return m_hash.result(); }

private:
    QIODevice &m_device;
    QString m_path;
    std::function<bool(qint64)> m_keepGoing;
    QByteArray m_chunk;
    QCryptographicHash m_hash;
    qint64 m_bytesRead = 0;
    Result<void> m_status;
};

/// `path:line`, as `Error::where` names a place in a file.
[[nodiscard]] QString placeInFile(const QString &path, qint64 line);

} // namespace matinee
