// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/cataloguerows.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <limits>

#include "cache/core/packedtitle.h"

using namespace Qt::StringLiterals;

namespace matinee {

qint64 numberOutsideIndex(const TitleId &title)
{
    const QByteArray hash = QCryptographicHash::hash(title.localText().toUtf8(), QCryptographicHash::Sha256);
    const auto bits = qFromBigEndian<quint64>(hash.constData()) & static_cast<quint64>(std::numeric_limits<qint64>::max());
    return -static_cast<qint64>(bits) - 1;
}

void readRawTitle(RawTitle &title, sqlite3_stmt *row, KnownType &type, QByteArray &block)
{
    // By value: one look-up a column instead of two, each of which cost as much as SQLite's reading of it. Not
    // thread-safe, says its manual; a connection is one thread's.
    const auto bytesOf = [row](int column) {
        sqlite3_value *value = sqlite3_column_value(row, column);
        const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
        return QByteArrayView(bytes, sqlite3_value_bytes(value));
    };
    const QByteArrayView typeUtf8 = bytesOf(1);
    if (type.utf8 != typeUtf8)
        type = {typeUtf8.toByteArray(), QString::fromUtf8(typeUtf8)};
    title.n = sqlite3_column_int64(row, 0);
    title.id.type = type.text;
    title.id.extId = QString::fromUtf8(bytesOf(2));
    title.lite = BlockBytes(block, bytesOf(3));
    title.crc = static_cast<quint32>(sqlite3_column_int64(row, 4));
}

std::optional<RawTitle> readRawTitle(IndexConnection &index, qint64 n)
{
    auto statement = index.useRaw(QByteArray("SELECT ") + kRawTitleColumns + " FROM title WHERE n=?1");
    sqlite3_bind_int64(statement.handle(), 1, n);
    KnownType type;
    if (!statement.step())
        return std::nullopt;
    std::optional<RawTitle> title(std::in_place);
    QByteArray block;
    readRawTitle(*title, statement.handle(), type, block);
    title->lite.share(block);
    return title;
}

std::optional<qint64> numberOf(IndexConnection &index, const TitleId &title)
{
    auto statement = index.use("SELECT n FROM title WHERE type=?1 AND ext_id=?2");
    bindText(*statement, 1, title.type);
    bindText(*statement, 2, title.extId);
    return statement->executeStep() ? std::optional<qint64>(statement->getColumn(0).getInt64()) : std::nullopt;
}

Result<RawDetails> readRawDetails(IndexConnection &index, const QString &sourceId, qint64 n)
{
    auto title = readRawTitle(index, n);
    auto statement = index.use("SELECT detail.body, detail.crc FROM title JOIN detail USING(place) WHERE n=?1");
    statement->bind(1, static_cast<int64_t>(n));
    if (!title || !statement->executeStep())
        return fail(ErrorKind::Corrupt, u"the index has no details of title %1"_s.arg(n), index.path());
    title->id.source = sourceId;
    return RawDetails{
        *std::move(title), blobOf(statement->getColumn(0)), static_cast<quint32>(statement->getColumn(1).getInt64())};
}

Page unpackPage(RawPage raw)
{
    Page page = std::move(raw.page);
    page.rows.reserve(raw.titles.size());
    KnownTexts genres;
    for (RawTitle &title : raw.titles) {
        if (title.snapshot) {
            page.rows.push_back({ItemId{title.n}, *title.snapshot});
            continue;
        }
        Row &row = page.rows.emplace_back();
        row.item = ItemId{title.n};
        if (unpackTitleInto(row.title, title.lite.view(), title.crc, genres)) {
            row.title.id = std::move(title.id);
        } else {
            page.rows.pop_back();
            ++page.badRows;
        }
    }
    return page;
}

Result<TitleDetails> unpackRawDetails(const RawDetails &raw)
{
    auto title = unpackTitle(raw.title.lite.view(), raw.title.crc, raw.title.id);
    if (!title)
        return tl::unexpected(title.error());
    return unpackDetails(raw.body, raw.crc, *std::move(title));
}

} // namespace matinee
