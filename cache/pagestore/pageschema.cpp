// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/pageschema.h"

#include <array>

namespace matinee {
namespace {

// Beside store.md 7.3: row_once begins with the item, so that it also tells which rows name a title; end_ix says which
// page the end belongs to; item ids are counted in meta and never given twice. Rows and items have no foreign keys:
// they are written and removed with what they name, and looking it up for each was a tenth of a page's cost.
constexpr const char *kFirst = R"sql(
CREATE TABLE meta(k TEXT PRIMARY KEY, v ANY) STRICT, WITHOUT ROWID;       -- clean_shutdown, next_item, indexed_to
INSERT INTO meta VALUES('clean_shutdown',1),('next_item',1),('indexed_to',0);
CREATE TABLE source(source_id INTEGER PRIMARY KEY, ext TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE feed(
  feed_id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, key_text TEXT NOT NULL, account TEXT NOT NULL DEFAULT '',
  ttl_class INTEGER NOT NULL, adapt REAL NOT NULL DEFAULT 1.0,
  active_gen INTEGER, last_gen INTEGER NOT NULL DEFAULT 0, last_used INTEGER NOT NULL) STRICT;   -- ms since 1970 UTC
CREATE TABLE generation(
  feed_id INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE, gen INTEGER NOT NULL, state INTEGER NOT NULL,
  shape INTEGER NOT NULL, page_size INTEGER NOT NULL, lang TEXT NOT NULL, total INTEGER,
  end_reason INTEGER, end_ix INTEGER, drift INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(feed_id,gen)) STRICT, WITHOUT ROWID;
CREATE TABLE page(
  feed_id INTEGER NOT NULL, gen INTEGER NOT NULL, ix INTEGER NOT NULL,
  key_kind INTEGER NOT NULL, key_val BLOB NOT NULL, next_kind INTEGER, next_val BLOB,   -- see storedkey.h
  fetched_at INTEGER NOT NULL, validated_at INTEGER NOT NULL, cache_control TEXT, date INTEGER, age INTEGER,
  etag TEXT, last_modified TEXT, vary TEXT,
  raw_n INTEGER NOT NULL, new_n INTEGER NOT NULL, dup_n INTEGER NOT NULL, bad_n INTEGER NOT NULL,
  PRIMARY KEY(feed_id,gen,ix), UNIQUE(feed_id,gen,key_kind,key_val),
  FOREIGN KEY(feed_id,gen) REFERENCES generation ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE TABLE item(
  item_id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, type TEXT NOT NULL, ext_id TEXT NOT NULL,
  lang TEXT NOT NULL, year INTEGER, rating REAL, runtime INTEGER, genres TEXT,           -- '|Drama|War|'
  lite BLOB NOT NULL, crc INTEGER NOT NULL, decoder INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  UNIQUE(source_id,type,ext_id,lang)) STRICT;
CREATE TABLE row(                                                         -- i counts the rows that are kept
  feed_id INTEGER NOT NULL, gen INTEGER NOT NULL, ix INTEGER NOT NULL, i INTEGER NOT NULL,
  item_id INTEGER NOT NULL, PRIMARY KEY(feed_id,gen,ix,i)) STRICT, WITHOUT ROWID;        -- written with page and item
CREATE UNIQUE INDEX row_once ON row(item_id,feed_id,gen);
CREATE TABLE item_text(item_id INTEGER PRIMARY KEY, title TEXT, orig_title TEXT, people TEXT) STRICT; -- see titleindex.h
CREATE VIRTUAL TABLE fts USING fts5(title, orig_title, people, content='item_text', content_rowid='item_id',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');                -- holds the items up to meta.indexed_to
CREATE TABLE detail(
  detail_id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, kind INTEGER NOT NULL,
  body BLOB NOT NULL, raw_len INTEGER NOT NULL, title_len INTEGER NOT NULL, crc INTEGER NOT NULL, -- zstd; of it raw
  fetched_at INTEGER NOT NULL, cache_control TEXT, date INTEGER, age INTEGER,             -- or found unchanged then
  etag TEXT, last_modified TEXT, vary TEXT, last_used INTEGER NOT NULL, UNIQUE(item_id,kind)) STRICT;
CREATE INDEX detail_lru ON detail(last_used);
)sql";

constexpr std::array kMigrations{sql::Migration{kFirst}};

} // namespace

std::span<const sql::Migration> pageStoreMigrations()
{
    return kMigrations;
}

} // namespace matinee
