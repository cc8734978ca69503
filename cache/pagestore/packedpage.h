// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

#include "models/catalog/pagestore.h"

namespace matinee {

/// A row as it stands in cache.db, not yet unpacked: reading is a store thread's, checking and unpacking a pool's.
struct PackedRow {
    ItemId item;
    TitleId id;
    qsizetype offset = 0; ///< of its blob in PackedRows::blobs
    qsizetype length = 0;
    quint32 crc = 0;
};

struct PackedRows {
    QByteArray blobs; ///< one after another: one allocation a page
    std::vector<PackedRow> rows;
};

struct PackedPage {
    Page page; ///< everything but the rows
    PackedRows packed;
};

struct PackedDetails {
    TitleId title;
    QByteArray body;
    qint64 rawLength = 0;
    qint64 titleLength = 0;
    quint32 crc = 0;
    QDateTime fetchedAt; ///< or found unchanged
    Validators validators;
    qint64 detailId = 0;
};

/// Checks and unpacks; `damaged` gets the items whose checksum is wrong, which are left out. Any thread.
[[nodiscard]] std::vector<Row> unpackRows(PackedRows packed, std::vector<ItemId> &damaged);
/// The same for a page: the damaged ones are counted in its badRows. Any thread.
[[nodiscard]] Page unpackStoredPage(PackedPage packed, std::vector<ItemId> &damaged);

/// What of a title's page goes to disk: title and details one after the other, compressed.
[[nodiscard]] Result<PackedDetails> packStoredDetails(const TitleDetails &details);
/// Corrupt where a checksum or length is wrong. Any thread.
[[nodiscard]] Result<StoredDetails> unpackStoredDetails(const PackedDetails &packed);

} // namespace matinee
