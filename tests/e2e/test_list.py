# SPDX-License-Identifier: GPL-3.0-or-later
"""`matinee list` over the embedded catalogue: every film once, in order, whatever the way of paging."""

import csv
import io
import json
import unittest

from matineecli import CliTest


class ListTest(CliTest):
    def ids(self, feed):
        return [title["id"] for title in self.json_of("list", feed, "--all")]

    def test_all_prints_every_film_once_in_title_order(self):
        titles = self.json_of("list", "public-domain/all", "--all")
        self.assertGreaterEqual(len(titles), 300)
        self.assertEqual(len({t["id"] for t in titles}), len(titles))
        known = {"id", "type", "source", "title", "originalTitle", "year", "date", "rating", "votes", "runtime", "genres",
                 "overview", "poster", "backdrop", "popularity", "favorite"}
        for title in titles:
            self.assertLessEqual(set(title), known)
            self.assertEqual(title["source"], "public-domain")
            self.assertNotIn("rating", title)
        plain = [t["title"].casefold() for t in titles if t["title"].isascii()]
        self.assertEqual(plain, sorted(plain))

    def test_one_page_is_the_default_and_pages_add_up(self):
        self.assertEqual(len(self.json_of("list", "public-domain/all")), 20)
        self.assertEqual(len(self.json_of("list", "public-domain/all", "--pages", "3")), 60)
        self.assertEqual(len(self.json_of("list", "public-domain/all?page_size=7", "--pages", "2")), 14)

    def test_descending_is_ascending_reversed_ties_included(self):
        for sort in ("year", "title"):
            self.assertEqual(self.ids(f"public-domain/all?sort={sort}&order=desc"), self.ids(f"public-domain/all?sort={sort}")[::-1])

    def test_page_cursor_and_hybrid_walks_give_the_same_ids(self):
        for query in ("", "sort=year&", "sort=year&order=desc&", "sort=runtime&", "genre=Comedy&sort=year&"):
            walks = {s: self.ids(f"public-domain/all?{query}strategy={s}&page_size={n}")
                     for s, n in (("page", 20), ("cursor", 9), ("hybrid", 20), ("hybrid", 1) if not query else ("hybrid", 13))}
            self.assertEqual(len({tuple(ids) for ids in walks.values()}), 1, query)
            self.assertEqual(len(set(walks["page"])), len(walks["page"]))

    def test_filters_hold_for_every_title(self):
        for title in self.json_of("list", "public-domain/all?genre=Horror&decade=1920", "--all"):
            self.assertIn("Horror", title["genres"])
            self.assertIn(title["year"], range(1920, 1930))
        self.assertTrue(self.ids("public-domain/all?country=Japan"))

    def test_picks_are_the_same_all_day_and_no_title_twice(self):
        first = self.ids("public-domain/picks?window=day")
        self.assertEqual(first, self.ids("public-domain/picks"))
        self.assertEqual(len(set(first)), len(first))
        self.assertNotEqual(first, self.ids("public-domain/picks?window=week"))

    def test_recommended_never_holds_the_title_itself(self):
        ids = self.ids("public-domain/recommended?title=movie:the-general-1926")
        self.assertTrue(ids)
        self.assertNotIn("the-general-1926", ids)

    def test_for_you_and_favorites_are_empty_lists_at_first(self):
        self.assertEqual(self.json_of("list", "public-domain/for-you", "--all"), [])
        self.assertEqual(self.json_of("list", "public-domain/favorites", "--all"), [])
        self.assertEqual(self.json_of("export", "favorites"), [])

    def test_csv_has_the_columns_of_json(self):
        done = self.run_cli("list", "public-domain/all", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual([r["id"] for r in rows], [t["id"] for t in self.json_of("list", "public-domain/all")])
        self.assertEqual(list(rows[0])[:5], ["id", "type", "source", "title", "originalTitle"])

    def test_search_finds_accents_names_prefixes_and_one_typo(self):
        for text, wanted in (("nosferatu", "nosferatu-1922"), ("nosfertu", "nosferatu-1922"), ("melies", "a-trip-to-the-moon-1902"),
                             ("trip moo", "a-trip-to-the-moon-1902")):
            ids = [t["id"] for t in self.json_of("search", "public-domain", text, "--all")]
            self.assertIn(wanted, ids, text)

    def test_a_title_typed_in_full_comes_first(self):
        for text, wanted in (("metropolis", "metropolis-1927"), ("Metropolis", "metropolis-1927"), ("the general", "the-general-1926")):
            self.assertEqual(self.json_of("search", "public-domain", text)[0]["id"], wanted, text)

    def test_search_takes_any_text_as_text(self):
        for text in ("AND", 'a"b', "leon:", "-x", "foo(", "*", "NEAR(a b)", "日本", "%", "_", "'"):
            self.assertEqual(self.run_cli("search", "public-domain", "--", text).returncode, 0, text)

    def test_show_tells_everything_of_one_title(self):
        (title,) = self.json_of("show", "public-domain", "movie:metropolis-1927")
        self.assertEqual((title["title"], title["year"], title["directors"]), ("Metropolis", 1927, ["Fritz Lang"]))
        self.assertTrue(title["watch"].startswith("https://archive.org/"))

    def test_trace_and_state_dump_are_json(self):
        trace, dump = self.scratch / "trace.jsonl", self.scratch / "state.json"
        self.run_cli("list", "public-domain/all", "--pages", "2", "--trace", str(trace), "--dump-state", str(dump))
        events = [json.loads(line) for line in trace.read_text().splitlines()]
        self.assertEqual(events[0]["ev"], "app.started")
        pages = [e for e in events if e["ev"] == "feed.page"]
        self.assertEqual([p["items"] for p in pages], [20, 20])
        self.assertTrue(all(e["t"] >= 0 for e in events))
        self.assertIn("feeds", json.loads(dump.read_text()))

    def test_version_help_sources_and_stats(self):
        self.assertRegex(self.run_cli("--version").stdout, r"^matinee \d+\.\d+\.\d+\n$")
        self.assertIn("matinee list FEED", self.run_cli("--help").stdout)
        source, *others = self.json_of("sources")
        self.assertIn("tmdb", [other["id"] for other in others])
        self.assertEqual(source["id"], "public-domain")
        self.assertIn("all", [feed["id"] for feed in source["feeds"]])
        self.assertIn("favorites", [row["what"] for row in self.json_of("stats")])


if __name__ == "__main__":
    unittest.main()
