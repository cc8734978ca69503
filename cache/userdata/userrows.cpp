// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/userrows.h"

#include "cache/core/packedtitle.h"

namespace matinee::userrows {

void bindText(SQLite::Statement &statement, int index, const QString &text)
{
    statement.bind(index, text.toStdString());
}

void bindId(SQLite::Statement &statement, int first, const TitleId &id)
{
    bindText(statement, first, id.source);
    bindText(statement, first + 1, id.type);
    bindText(statement, first + 2, id.extId);
}

void bindBlob(SQLite::Statement &statement, int index, const QByteArray &bytes)
{
    statement.bind(index, static_cast<const void *>(bytes.constData()), static_cast<int>(bytes.size()));
}

void bindTime(SQLite::Statement &statement, int index, qint64 msSince1970)
{
    statement.bind(index, static_cast<std::int64_t>(msSince1970));
}

QString textAt(const SQLite::Statement &row, int index)
{
    const SQLite::Column column = row.getColumn(index);
    return QString::fromUtf8(column.getText(), column.getBytes());
}

TitleId idAt(const SQLite::Statement &row, int first)
{
    return {textAt(row, first), textAt(row, first + 1), textAt(row, first + 2)};
}

QDateTime timeAt(const SQLite::Statement &row, int index)
{
    return QDateTime::fromMSecsSinceEpoch(row.getColumn(index).getInt64(), Qt::UTC);
}

Title snapshotAt(const SQLite::Statement &row, int first, const TitleId &id, int &damaged)
{
    const SQLite::Column blob = row.getColumn(first);
    const auto *bytes = static_cast<const char *>(blob.getBlob());
    const QByteArrayView packed(bytes, bytes == nullptr ? 0 : blob.getBytes());
    if (auto title = unpackTitle(packed, row.getColumn(first + 1).getUInt(), id))
        return *std::move(title);
    ++damaged;
    Title title;
    title.id = id;
    title.title = id.extId;
    return title;
}

void keepSnapshot(SQLite::Database &db, const Title &title)
{
    SQLite::Statement upsert(db,
        "INSERT INTO title(source,type,ext_id,snap,snap_crc) VALUES(?,?,?,?,?) "
        "ON CONFLICT DO UPDATE SET snap=excluded.snap, snap_crc=excluded.snap_crc");
    const PackedBlob packed = packTitle(title);
    bindId(upsert, 1, title.id);
    bindBlob(upsert, 4, packed.bytes);
    upsert.bind(5, packed.crc);
    upsert.exec();
}

void dropUnusedSnapshot(SQLite::Database &db, const TitleId &id)
{
    SQLite::Statement drop(db,
        "DELETE FROM title WHERE source=?1 AND type=?2 AND ext_id=?3 "
        "AND NOT EXISTS(SELECT 1 FROM mark WHERE source=?1 AND type=?2 AND ext_id=?3) "
        "AND NOT EXISTS(SELECT 1 FROM list_item WHERE source=?1 AND type=?2 AND ext_id=?3) "
        "AND NOT EXISTS(SELECT 1 FROM note WHERE source=?1 AND type=?2 AND ext_id=?3)");
    bindId(drop, 1, id);
    drop.exec();
}

void dropUnusedSnapshots(SQLite::Database &db)
{
    db.exec("DELETE FROM title AS t WHERE "
            "NOT EXISTS(SELECT 1 FROM mark m WHERE m.source=t.source AND m.type=t.type AND m.ext_id=t.ext_id) "
            "AND NOT EXISTS(SELECT 1 FROM list_item l WHERE l.source=t.source AND l.type=t.type AND l.ext_id=t.ext_id) "
            "AND NOT EXISTS(SELECT 1 FROM note n WHERE n.source=t.source AND n.type=t.type AND n.ext_id=t.ext_id)");
}

} // namespace matinee::userrows
