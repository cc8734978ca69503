// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/packedpage.h"

#include "cache/core/checksum.h"
#include "cache/core/compressed.h"
#include "cache/core/packedtitle.h"

using namespace Qt::StringLiterals;

namespace matinee {

std::vector<Row> unpackRows(PackedRows packed, std::vector<ItemId> &damaged)
{
    std::vector<Row> rows;
    rows.reserve(packed.rows.size());
    const QByteArrayView blobs(packed.blobs);
    KnownTexts genres;
    for (PackedRow &from : packed.rows) {
        Row &row = rows.emplace_back(Row{from.item, {}});
        if (unpackTitleInto(row.title, blobs.sliced(from.offset, from.length), from.crc, genres)) {
            row.title.id = std::move(from.id);
        } else {
            rows.pop_back();
            damaged.push_back(from.item);
        }
    }
    return rows;
}

Page unpackStoredPage(PackedPage packed, std::vector<ItemId> &damaged)
{
    Page page = std::move(packed.page);
    page.rows = unpackRows(std::move(packed.packed), damaged);
    page.badRows += static_cast<int>(damaged.size());
    return page;
}

Result<PackedDetails> packStoredDetails(const TitleDetails &details)
{
    const QByteArray title = packTitle(details.title).bytes;
    const QByteArray raw = title + packDetails(details).bytes;
    auto body = compressed(raw);
    if (!body)
        return tl::unexpected(body.error());
    PackedDetails packed;
    packed.title = details.title.id;
    packed.body = *std::move(body);
    packed.rawLength = raw.size();
    packed.titleLength = title.size();
    packed.crc = checksumOf(raw);
    return packed;
}

Result<StoredDetails> unpackStoredDetails(const PackedDetails &packed)
{
    const auto raw = decompressed(packed.body, packed.rawLength);
    if (!raw)
        return tl::unexpected(raw.error());
    if (checksumOf(*raw) != packed.crc || packed.titleLength < 0 || packed.titleLength > raw->size())
        return fail(ErrorKind::Corrupt, u"the saved page of this title is damaged"_s, packed.title.localText());
    const QByteArrayView title = QByteArrayView(*raw).first(packed.titleLength);
    const QByteArrayView rest = QByteArrayView(*raw).sliced(packed.titleLength);
    auto lite = unpackTitle(title, checksumOf(title), packed.title);
    if (!lite)
        return tl::unexpected(lite.error());
    auto details = unpackDetails(rest, checksumOf(rest), *std::move(lite));
    if (!details)
        return tl::unexpected(details.error());
    return StoredDetails{*std::move(details), packed.fetchedAt, packed.validators};
}

} // namespace matinee
