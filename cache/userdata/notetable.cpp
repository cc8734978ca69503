// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/notetable.h"

#include "cache/userdata/userrows.h"

namespace matinee::notetable {

using namespace userrows;

std::vector<Note> notes(SQLite::Database &db, int &damaged)
{
    SQLite::Statement row(db,
        "SELECT n.source,n.type,n.ext_id,n.text,n.changed_at,t.snap,t.snap_crc FROM note n "
        "LEFT JOIN title t ON t.source=n.source AND t.type=n.type AND t.ext_id=n.ext_id ORDER BY n.changed_at DESC,n.rowid DESC");
    std::vector<Note> found;
    while (row.executeStep())
        found.push_back({snapshotAt(row, 5, idAt(row, 0), damaged), textAt(row, 3), timeAt(row, 4)});
    return found;
}

QString note(SQLite::Database &db, const TitleId &title)
{
    SQLite::Statement row(db, "SELECT text FROM note WHERE source=? AND type=? AND ext_id=?");
    bindId(row, 1, title);
    return row.executeStep() ? textAt(row, 0) : QString();
}

void set(SQLite::Database &db, const Title &title, const QString &text, qint64 atMs)
{
    if (text.trimmed().isEmpty()) {
        SQLite::Statement drop(db, "DELETE FROM note WHERE source=? AND type=? AND ext_id=?");
        bindId(drop, 1, title.id);
        drop.exec();
        return dropUnusedSnapshot(db, title.id);
    }
    keepSnapshot(db, title);
    SQLite::Statement put(db,
        "INSERT INTO note(source,type,ext_id,text,changed_at) VALUES(?,?,?,?,?) "
        "ON CONFLICT DO UPDATE SET text=excluded.text, changed_at=excluded.changed_at WHERE text<>excluded.text");
    bindId(put, 1, title.id);
    bindText(put, 4, text);
    bindTime(put, 5, atMs);
    put.exec();
}

void keepPoster(SQLite::Database &db, const TitleId &title, const QByteArray &bytes)
{
    SQLite::Statement put(db, "UPDATE title SET poster=? WHERE source=? AND type=? AND ext_id=?");
    bindBlob(put, 1, bytes);
    bindId(put, 2, title);
    put.exec();
}

QByteArray poster(SQLite::Database &db, const TitleId &title)
{
    SQLite::Statement row(db, "SELECT poster FROM title WHERE source=? AND type=? AND ext_id=?");
    bindId(row, 1, title);
    if (!row.executeStep())
        return {};
    const SQLite::Column blob = row.getColumn(0);
    return QByteArray(static_cast<const char *>(blob.getBlob()), blob.getBytes());
}

} // namespace matinee::notetable
