// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/schema.h"

#include <array>

namespace matinee {
namespace {

// The other indexes are made by catalogueIndexScript() after the rows, which is several times faster.
constexpr const char *kTables = R"sql(
CREATE TABLE meta(k TEXT PRIMARY KEY, v ANY) STRICT, WITHOUT ROWID;      -- titles, complete, content_hash, size, faults
CREATE TABLE title(
  n INTEGER PRIMARY KEY,                                                  -- 1.. in (sort_title, place) order; the engine's item id
  type TEXT NOT NULL, ext_id TEXT NOT NULL, lite BLOB NOT NULL, crc INTEGER NOT NULL, -- what a page reads, so first
  place INTEGER NOT NULL,                                                 -- 1.. in file order
  sort_title TEXT NOT NULL,                                               -- case-folded, marks removed, article kept
  year INTEGER, runtime INTEGER, rating REAL,
  facets INTEGER NOT NULL                                                 -- bit term.bit of every genre and country
) STRICT;
-- n is the order of titles, so that a list by title, which most lists are, reads neighbors; this one is narrow, for
-- filters. Missing values come last in both directions, so they have indexes of their own. All of them grow at their
-- end as titles are written, which costs less than to read the table for each afterwards.
CREATE INDEX title_by_n ON title(n, facets, year);
CREATE INDEX title_without_year ON title(n, facets) WHERE year IS NULL;
CREATE INDEX title_without_runtime ON title(n, facets, year) WHERE runtime IS NULL;
CREATE INDEX title_without_rating ON title(n, facets, year) WHERE rating IS NULL;
CREATE TABLE detail(place INTEGER PRIMARY KEY, body BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
CREATE TABLE term(                                                        -- a genre, a country, a person; kind: TermKind
  term_id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL,
  bit INTEGER, titles INTEGER NOT NULL) STRICT;                           -- bit: 0..61 own, 62 shared, NULL for people
CREATE TABLE posting(term_id INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(term_id,n)) STRICT, WITHOUT ROWID;
CREATE TABLE milestone(                                                   -- the row at ascending k * kMilestoneStep of an order
  field TEXT NOT NULL, k INTEGER NOT NULL, value ANY, n INTEGER NOT NULL, PRIMARY KEY(field,k)) STRICT, WITHOUT ROWID;
CREATE TABLE field_count(field TEXT PRIMARY KEY, known INTEGER NOT NULL) STRICT, WITHOUT ROWID;  -- titles whose field is not NULL
CREATE TABLE decade_count(decade INTEGER PRIMARY KEY, titles INTEGER NOT NULL) STRICT;
CREATE TABLE external_id(                                                 -- what other catalogues call a title: imdb, tmdb
  scheme TEXT NOT NULL, value TEXT NOT NULL, type TEXT NOT NULL, ext_id TEXT NOT NULL,
  PRIMARY KEY(scheme,value)) STRICT, WITHOUT ROWID;
CREATE TABLE fault(line INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;   -- the first 100 rows left out
CREATE TABLE file_order(n BLOB NOT NULL) STRICT;                          -- one row: n of each place, 4 bytes little endian
CREATE TABLE title_text(place INTEGER PRIMARY KEY, title TEXT, orig_title TEXT, people TEXT) STRICT;
CREATE VIRTUAL TABLE fts USING fts5(title, orig_title, people, content='title_text', content_rowid='place',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
)sql";

constexpr std::array kMigrations{sql::Migration{kTables}};

} // namespace

std::span<const sql::Migration> catalogueMigrations()
{
    return kMigrations;
}

const char *catalogueIndexScript()
{
    // Each order is read by (value, n): ties neither repeat nor vanish. facets and year ride along so that a filter is
    // tested inside the index.
    return R"sql(
CREATE UNIQUE INDEX title_ext ON title(type, ext_id);
CREATE UNIQUE INDEX term_name ON term(kind, name);
CREATE INDEX title_by_year ON title(year, n, facets) WHERE year IS NOT NULL;
CREATE INDEX title_by_runtime ON title(runtime, n, facets, year) WHERE runtime IS NOT NULL;
CREATE INDEX title_by_rating ON title(rating, n, facets, year) WHERE rating IS NOT NULL;
)sql";
}

} // namespace matinee
