// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "cache/cataloguefile/index/indexconnection.h"
#include "models/catalog/page.h"
#include "models/catalog/title.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// A title as it stands in the index, not yet unpacked: reading is the catalogue thread's, unpacking a pool's.
struct RawTitle {
    qint64 n = 0;
    TitleId id;
    QByteArray lite;
    quint32 crc = 0;
    std::optional<Title> snapshot; ///< a favorite the index has not: nothing to unpack
};

/// One page before its titles are unpacked.
struct RawPage {
    std::vector<RawTitle> titles;
    Page page; ///< everything but the rows
};

/// A title's own page before it is unpacked.
struct RawDetails {
    RawTitle title;
    QByteArray body;
    quint32 crc = 0;
};

/// The number a favorite gets that the index does not hold: negative, the same each time.
[[nodiscard]] qint64 numberOutsideIndex(const TitleId &title);

/// Reads titles one by one with one statement. Catalogue thread; one at a time. May throw SQLite::Exception.
class RawTitleReader
{
public:
    RawTitleReader(IndexConnection &index, QString sourceId);
    /// Nothing when there is no title with the number.
    [[nodiscard]] std::optional<RawTitle> read(qint64 n);

private:
    IndexConnection::Use m_statement;
    QString m_sourceId;
};

/// The number of a title in the index. May throw SQLite::Exception.
[[nodiscard]] std::optional<qint64> numberOf(IndexConnection &index, const TitleId &title);
/// Reads the details of the title `n`. Corrupt where it has none. May throw SQLite::Exception.
[[nodiscard]] Result<RawDetails> readRawDetails(IndexConnection &index, const QString &sourceId, qint64 n);

/// Any thread (a pool's, for pages): checks and unpacks. Titles with a wrong checksum are left out and counted.
[[nodiscard]] Page unpackPage(RawPage raw);
[[nodiscard]] Result<TitleDetails> unpackRawDetails(const RawDetails &raw);

} // namespace matinee
