// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/listtable.h"

#include "cache/userdata/userrows.h"

using namespace Qt::StringLiterals;

namespace matinee::listtable {
namespace {

using namespace userrows;

// Halving the gap between two neighbors so often is not seen in a life, but a double gives out after 50 times.
constexpr double kLeastGap = 1e-9;

tl::unexpected<Error> gone()
{
    return fail(ErrorKind::NotFound, u"there is no such list"_s, u"list"_s);
}

bool exists(SQLite::Database &db, qint64 id)
{
    SQLite::Statement row(db, "SELECT 1 FROM list WHERE list_id=?");
    row.bind(1, static_cast<std::int64_t>(id));
    return row.executeStep();
}

QString oneLine(const QString &name)
{
    return name.simplified();
}

std::optional<double> placeOf(SQLite::Database &db, qint64 id, const TitleId &title)
{
    SQLite::Statement row(db, "SELECT pos FROM list_item WHERE list_id=? AND source=? AND type=? AND ext_id=?");
    row.bind(1, static_cast<std::int64_t>(id));
    bindId(row, 2, title);
    return row.executeStep() ? std::optional(row.getColumn(0).getDouble()) : std::nullopt;
}

double edge(SQLite::Database &db, const char *sql, qint64 id, double beyond)
{
    SQLite::Statement row(db, sql);
    row.bind(1, static_cast<std::int64_t>(id));
    row.bind(2, beyond);
    return row.executeStep() && !row.getColumn(0).isNull() ? row.getColumn(0).getDouble() : beyond - 1;
}

double lastPlace(SQLite::Database &db, qint64 id)
{
    return edge(db, "SELECT max(pos) FROM list_item WHERE list_id=? AND ?2 IS NOT NULL", id, 1);
}

void renumber(SQLite::Database &db, qint64 id)
{
    SQLite::Statement put(db,
        "UPDATE list_item SET pos=(SELECT n FROM (SELECT rowid AS r, row_number() OVER (ORDER BY pos,rowid) AS n "
        "FROM list_item WHERE list_id=?1) WHERE r=list_item.rowid) WHERE list_id=?1");
    put.bind(1, static_cast<std::int64_t>(id));
    put.exec();
}

void insertItem(SQLite::Database &db, qint64 id, const Title &title, double pos, qint64 atMs)
{
    keepSnapshot(db, title);
    SQLite::Statement insert(
        db, "INSERT INTO list_item(list_id,source,type,ext_id,pos,added_at) VALUES(?,?,?,?,?,?) ON CONFLICT DO NOTHING");
    insert.bind(1, static_cast<std::int64_t>(id));
    bindId(insert, 2, title.id);
    insert.bind(5, pos);
    bindTime(insert, 6, atMs);
    insert.exec();
}

qint64 insertList(SQLite::Database &db, const OwnList &list)
{
    SQLite::Statement insert(db,
        "INSERT INTO list(list_id,name,about,pos) VALUES(?1,?2,?3,(SELECT coalesce(max(pos),0)+1 FROM list)) "
        "ON CONFLICT DO UPDATE SET name=excluded.name, about=excluded.about");
    if (list.id > 0)
        insert.bind(1, static_cast<std::int64_t>(list.id));
    else
        insert.bind(1);
    bindText(insert, 2, oneLine(list.name));
    bindText(insert, 3, list.about);
    insert.exec();
    return list.id > 0 ? list.id : static_cast<qint64>(db.getLastInsertRowid());
}

void clearItems(SQLite::Database &db, qint64 id)
{
    SQLite::Statement clear(db, "DELETE FROM list_item WHERE list_id=?");
    clear.bind(1, static_cast<std::int64_t>(id));
    clear.exec();
}

OwnList listAt(const SQLite::Statement &row)
{
    return {row.getColumn(0).getInt64(), textAt(row, 1), textAt(row, 2), row.getColumn(3).getInt64()};
}

constexpr const char *kLists
    = "SELECT l.list_id,l.name,l.about,(SELECT count(*) FROM list_item i WHERE i.list_id=l.list_id) FROM list l ";

} // namespace

std::vector<OwnList> lists(SQLite::Database &db)
{
    SQLite::Statement row(db, std::string(kLists) + "ORDER BY l.pos,l.list_id");
    std::vector<OwnList> found;
    while (row.executeStep())
        found.push_back(listAt(row));
    return found;
}

Result<OwnListContent> content(SQLite::Database &db, qint64 id, int &damaged)
{
    SQLite::Statement head(db, std::string(kLists) + "WHERE l.list_id=?");
    head.bind(1, static_cast<std::int64_t>(id));
    if (!head.executeStep())
        return gone();
    OwnListContent found{listAt(head), {}};
    SQLite::Statement row(db,
        "SELECT i.source,i.type,i.ext_id,i.added_at,t.snap,t.snap_crc FROM list_item i "
        "LEFT JOIN title t ON t.source=i.source AND t.type=i.type AND t.ext_id=i.ext_id WHERE i.list_id=? ORDER BY "
        "i.pos,i.rowid");
    row.bind(1, static_cast<std::int64_t>(id));
    while (row.executeStep())
        found.items.push_back({snapshotAt(row, 4, idAt(row, 0), damaged), timeAt(row, 3)});
    return found;
}

Result<qint64> put(SQLite::Database &db, const OwnListContent &content, qint64 nowMs)
{
    if (oneLine(content.list.name).isEmpty())
        return fail(ErrorKind::InvalidArgument, u"the list has no name"_s, u"name"_s);
    const qint64 id = insertList(db, content.list);
    clearItems(db, id);
    double pos = 0;
    for (const ListItem &item : content.items)
        insertItem(db, id, item.title, ++pos, item.addedAt.isValid() ? item.addedAt.toMSecsSinceEpoch() : nowMs);
    dropUnusedSnapshots(db);
    return id;
}

Result<void> rename(SQLite::Database &db, qint64 id, const QString &name, const QString &about)
{
    if (oneLine(name).isEmpty())
        return fail(ErrorKind::InvalidArgument, u"the list has no name"_s, u"name"_s);
    if (!exists(db, id))
        return gone();
    insertList(db, {id, name, about, 0});
    return {};
}

void remove(SQLite::Database &db, qint64 id)
{
    SQLite::Statement drop(db, "DELETE FROM list WHERE list_id=?");
    drop.bind(1, static_cast<std::int64_t>(id));
    drop.exec();
    dropUnusedSnapshots(db);
}

Result<void> add(SQLite::Database &db, qint64 id, const Title &title, qint64 atMs)
{
    if (!title.id.isValid())
        return fail(ErrorKind::InvalidArgument, u"the title has no id"_s, u"title"_s);
    if (!exists(db, id))
        return gone();
    insertItem(db, id, title, lastPlace(db, id) + 1, atMs);
    return {};
}

void removeItem(SQLite::Database &db, qint64 id, const TitleId &title)
{
    SQLite::Statement drop(db, "DELETE FROM list_item WHERE list_id=? AND source=? AND type=? AND ext_id=?");
    drop.bind(1, static_cast<std::int64_t>(id));
    bindId(drop, 2, title);
    drop.exec();
    dropUnusedSnapshot(db, title);
}

Result<void> move(SQLite::Database &db, qint64 id, const TitleId &title, const TitleId &before)
{
    if (!placeOf(db, id, title))
        return fail(ErrorKind::NotFound, u"the title is not in the list"_s, u"title"_s);
    if (title == before)
        return {};
    const auto gap = [&]() -> std::pair<double, double> {
        const std::optional<double> next = before.isValid() ? placeOf(db, id, before) : std::nullopt;
        if (!next) {
            const double last = lastPlace(db, id);
            return {last, last + 2};
        }
        return {edge(db, "SELECT max(pos) FROM list_item WHERE list_id=? AND pos<?", id, *next), *next};
    };
    auto [low, high] = gap();
    if (high - low < kLeastGap) {
        renumber(db, id);
        std::tie(low, high) = gap();
    }
    SQLite::Statement put(db, "UPDATE list_item SET pos=? WHERE list_id=? AND source=? AND type=? AND ext_id=?");
    put.bind(1, low + (high - low) / 2);
    put.bind(2, static_cast<std::int64_t>(id));
    bindId(put, 3, title);
    put.exec();
    return {};
}

std::vector<qint64> listsOf(SQLite::Database &db, const TitleId &title)
{
    SQLite::Statement row(db, "SELECT list_id FROM list_item WHERE source=? AND type=? AND ext_id=? ORDER BY list_id");
    bindId(row, 1, title);
    std::vector<qint64> found;
    while (row.executeStep())
        found.push_back(row.getColumn(0).getInt64());
    return found;
}

} // namespace matinee::listtable
