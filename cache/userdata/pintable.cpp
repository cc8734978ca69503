// SPDX-License-Identifier: GPL-3.0-or-later
// The table `pin`, and UserDataStore's port over it.
#include "cache/userdata/pintable.h"

#include "cache/userdata/userdatastore.h"
#include "cache/userdata/userrows.h"

namespace matinee {
namespace pintable {

using namespace userrows;

std::vector<Pin> all(SQLite::Database &db)
{
    SQLite::Statement row(db, "SELECT key_text,pages,at FROM pin ORDER BY at DESC, key_text");
    std::vector<Pin> pins;
    while (row.executeStep()) {
        if (auto feed = FeedKey::parse(textAt(row, 0)))
            pins.push_back({*std::move(feed), row.getColumn(1).getInt(), timeAt(row, 2)});
    }
    return pins;
}

void put(SQLite::Database &db, const FeedKey &feed, int pages, qint64 nowMs)
{
    SQLite::Statement put(db,
        "INSERT INTO pin(feed_hash,key_text,pages,at) VALUES(?,?,?,?) "
        "ON CONFLICT DO UPDATE SET key_text=excluded.key_text, pages=excluded.pages, at=excluded.at");
    bindBlob(put, 1, feed.hash());
    bindText(put, 2, feed.text());
    put.bind(3, pages);
    bindTime(put, 4, nowMs);
    put.exec();
}

void remove(SQLite::Database &db, const FeedKey &feed)
{
    SQLite::Statement drop(db, "DELETE FROM pin WHERE feed_hash=?");
    bindBlob(drop, 1, feed.hash());
    drop.exec();
}

} // namespace pintable

void UserDataStore::pins(Reply<std::vector<Pin>> reply)
{
    look(std::move(reply), [](SQLite::Database &db) -> Result<std::vector<Pin>> { return pintable::all(db); });
}

void UserDataStore::putPin(const FeedKey &feed, int pages, Reply<void> reply)
{
    change(std::move(reply), [feed, pages, now = nowMs()](SQLite::Database &db) -> Result<void> {
        pintable::put(db, feed, pages, now);
        return {};
    });
}

void UserDataStore::removePin(const FeedKey &feed, Reply<void> reply)
{
    change(std::move(reply), [feed](SQLite::Database &db) -> Result<void> {
        pintable::remove(db, feed);
        return {};
    });
}

} // namespace matinee
