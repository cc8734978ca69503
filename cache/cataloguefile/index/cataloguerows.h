// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
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
    std::shared_ptr<const Title> snapshot = nullptr; ///< a favorite the index has not: nothing to unpack

    /// False: only the number is known yet.
    [[nodiscard]] bool isRead() const { return !lite.isEmpty() || snapshot; }
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

/// What readRawTitle() reads from, to stand between SELECT and FROM title.
inline constexpr const char *kRawTitleColumns = "n,type,ext_id,lite,crc";
/// The type of the row read last: most rows of a list share one text.
struct KnownType {
    QByteArray utf8;
    QString text;
};
/// Fills a new RawTitle with the title a statement over kRawTitleColumns stands on; its source stays empty.
void readRawTitle(RawTitle &title, sqlite3_stmt *row, KnownType &type);
/// One title by its number, without its source; nothing when there is none. May throw SQLite::Exception.
[[nodiscard]] std::optional<RawTitle> readRawTitle(IndexConnection &index, qint64 n);

/// The number of a title in the index. May throw SQLite::Exception.
[[nodiscard]] std::optional<qint64> numberOf(IndexConnection &index, const TitleId &title);
/// Reads the details of the title `n`. Corrupt where it has none. May throw SQLite::Exception.
[[nodiscard]] Result<RawDetails> readRawDetails(IndexConnection &index, const QString &sourceId, qint64 n);

/// Any thread (a pool's, for pages): checks and unpacks. Titles with a wrong checksum are left out and counted.
[[nodiscard]] Page unpackPage(RawPage raw);
[[nodiscard]] Result<TitleDetails> unpackRawDetails(const RawDetails &raw);

} // namespace matinee
