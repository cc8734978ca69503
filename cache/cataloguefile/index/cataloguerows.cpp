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

RawTitle rawTitleOf(SQLite::Statement &row, const QString &likely)
{
    const SQLite::Column type = row.getColumn(1);
    const QUtf8StringView typeText(type.getText(), type.getBytes());
    RawTitle title;
    title.n = row.getColumn(0).getInt64();
    title.id.type = QAnyStringView(typeText) == QAnyStringView(likely) ? likely : typeText.toString();
    title.id.extId = textOf(row.getColumn(2));
    title.lite = blobOf(row.getColumn(3));
    title.crc = static_cast<quint32>(row.getColumn(4).getInt64());
    return title;
}

std::optional<RawTitle> readRawTitle(IndexConnection &index, qint64 n)
{
    auto statement = index.use(QByteArray("SELECT ") + kRawTitleColumns + " FROM title WHERE n=?1");
    statement->bind(1, static_cast<int64_t>(n));
    return statement->executeStep() ? std::optional(rawTitleOf(*statement)) : std::nullopt;
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
    auto statement = index.use("SELECT body, crc FROM detail WHERE n=?1");
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
    for (RawTitle &title : raw.titles) {
        if (title.snapshot) {
            page.rows.push_back({ItemId{title.n}, *title.snapshot});
            continue;
        }
        Row &row = page.rows.emplace_back(Row{ItemId{title.n}, {}});
        if (unpackTitleInto(row.title, title.lite, title.crc)) {
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
    auto title = unpackTitle(raw.title.lite, raw.title.crc, raw.title.id);
    if (!title)
        return tl::unexpected(title.error());
    return unpackDetails(raw.body, raw.crc, *std::move(title));
}

} // namespace matinee
