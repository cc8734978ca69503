// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/anchortable.h"

#include "cache/userdata/userrows.h"

namespace matinee::anchortable {
namespace {

using namespace userrows;

// Lists whose place is remembered. A search leaves one for each text, so there has to be an end; a thousand is
// months of browsing and about 200 KB.
constexpr int kAnchorsKept = 1000;

void forgetAnchor(SQLite::Database &db, const FeedKey &feed)
{
    SQLite::Statement forget(db, "DELETE FROM anchor WHERE feed_hash=?");
    bindBlob(forget, 1, feed.hash());
    forget.exec();
}

void keepAnchor(SQLite::Database &db, const FeedKey &feed, const Anchor &anchor, qint64 nowMs)
{
    SQLite::Statement keep(
        db, "INSERT OR REPLACE INTO anchor(feed_hash,key_text,source,type,ext_id,y,pos,at) VALUES(?,?,?,?,?,?,?,?)");
    bindBlob(keep, 1, feed.hash());
    bindText(keep, 2, feed.text());
    bindId(keep, 3, anchor.title);
    keep.bind(6, anchor.y);
    keep.bind(7, static_cast<std::int64_t>(anchor.row));
    keep.bind(8, static_cast<std::int64_t>(nowMs));
    keep.exec();
    SQLite::Statement trim(
        db, "DELETE FROM anchor WHERE feed_hash IN (SELECT feed_hash FROM anchor ORDER BY at DESC LIMIT -1 OFFSET ?)");
    trim.bind(1, kAnchorsKept);
    trim.exec();
}

} // namespace

void save(SQLite::Database &db, const FeedKey &feed, const Anchor &anchor, qint64 nowMs)
{
    if (anchor.title.isValid())
        keepAnchor(db, feed, anchor, nowMs);
    else
        forgetAnchor(db, feed);
}

std::optional<Anchor> find(SQLite::Database &db, const FeedKey &feed)
{
    SQLite::Statement row(db, "SELECT source,type,ext_id,y,pos FROM anchor WHERE feed_hash=? AND key_text=?");
    bindBlob(row, 1, feed.hash());
    bindText(row, 2, feed.text());
    if (!row.executeStep())
        return std::nullopt;
    return Anchor{idAt(row, 0), row.getColumn(3).getInt(), row.getColumn(4).getInt64()};
}

} // namespace matinee::anchortable
