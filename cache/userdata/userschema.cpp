// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/userschema.h"

#include <array>

namespace matinee {
namespace {

// Sources, accounts and titles stand here by their own text ids: nothing points into a cache. Account '' is local.
constexpr const char *kFirst = R"sql(
CREATE TABLE account(account TEXT PRIMARY KEY, source TEXT NOT NULL, remote_id TEXT, name TEXT, UNIQUE(source,remote_id)) STRICT;
CREATE TABLE title(                                                       -- whole without any cache
  source TEXT NOT NULL, type TEXT NOT NULL, ext_id TEXT NOT NULL,
  snap BLOB NOT NULL, snap_crc INTEGER NOT NULL, poster BLOB, PRIMARY KEY(source,type,ext_id)) STRICT;
CREATE TABLE mark(                                                        -- kind: favorite | watchlist | rating | watched
  account TEXT NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL, ext_id TEXT NOT NULL, kind TEXT NOT NULL,
  desired ANY, base ANY, base_known INTEGER NOT NULL,                     -- wanted here; last known on the server
  changed_at INTEGER NOT NULL, seq INTEGER NOT NULL,                      -- ms since 1970 UTC; order of the changes
  PRIMARY KEY(account,source,type,ext_id,kind)) STRICT;
CREATE INDEX mark_seq ON mark(seq);
CREATE TABLE list(list_id INTEGER PRIMARY KEY, name TEXT NOT NULL, about TEXT, pos INTEGER NOT NULL) STRICT;
CREATE TABLE list_item(
  list_id INTEGER NOT NULL REFERENCES list ON DELETE CASCADE, source TEXT NOT NULL, type TEXT NOT NULL, ext_id TEXT NOT NULL,
  pos REAL NOT NULL, added_at INTEGER NOT NULL, PRIMARY KEY(list_id,source,type,ext_id)) STRICT;
CREATE TABLE note(
  source TEXT NOT NULL, type TEXT NOT NULL, ext_id TEXT NOT NULL, text TEXT NOT NULL, changed_at INTEGER NOT NULL,
  PRIMARY KEY(source,type,ext_id)) STRICT;
CREATE TABLE outbox(
  op_id TEXT PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, desired ANY,
  state TEXT NOT NULL CHECK(state IN('pending','inflight','parked')), attempt INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL, created_at INTEGER NOT NULL, last_status INTEGER, last_error TEXT,
  seq INTEGER NOT NULL UNIQUE) STRICT;
CREATE UNIQUE INDEX outbox_one_pending ON outbox(account,kind,target) WHERE state='pending';
CREATE TABLE anchor(                                                      -- where the reader was in a list
  feed_hash BLOB PRIMARY KEY, key_text TEXT NOT NULL,
  source TEXT NOT NULL, type TEXT NOT NULL, ext_id TEXT NOT NULL,         -- the title at the top
  y INTEGER NOT NULL, pos INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;  -- logical px; row; ms since 1970 UTC
CREATE INDEX anchor_at ON anchor(at);
CREATE TABLE pin(feed_hash BLOB PRIMARY KEY, key_text TEXT NOT NULL, pages INTEGER, at INTEGER NOT NULL) STRICT;
CREATE TABLE saved_filter(filter_id INTEGER PRIMARY KEY, name TEXT NOT NULL, feed TEXT NOT NULL, pos INTEGER NOT NULL) STRICT;
CREATE TABLE shelf(shelf_id INTEGER PRIMARY KEY, feed TEXT NOT NULL, pos INTEGER NOT NULL, hidden INTEGER NOT NULL) STRICT;
CREATE TABLE recent(text TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE TABLE stat_day(day INTEGER, feed TEXT, what TEXT, n INTEGER NOT NULL, ms REAL, PRIMARY KEY(day,feed,what)) STRICT;
)sql";

constexpr std::array kMigrations{sql::Migration{kFirst}};

} // namespace

std::span<const sql::Migration> userMigrations()
{
    return kMigrations;
}

} // namespace matinee
