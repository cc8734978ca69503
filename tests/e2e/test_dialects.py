# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dialect through the real program, 3 201 titles: each once, in order, one request a page; and what servers do wrong."""

import collections
import concurrent.futures
import json
import os
import pathlib
import tempfile
import unittest

from dialectcases import DIALECTS, PROFILES, TITLES, dialect
from faultserver import FaultServer
from matineecli import CliTest

os.environ["MATINEE_WALK_TOKEN"] = "key"  # Trakt answers nobody without one

Walk = collections.namedtuple("Walk", "done ids requests end")


class DialectTest(CliTest):
    def walk(self, dialect, size=20, *options):
        """A walk to the end with a profile folder and a server of its own."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as name:
            folder = pathlib.Path(name)
            dialect.install(folder / "profile" / "config" / "profiles", size)
            trace = folder / "trace.jsonl"
            with FaultServer(folder, *dialect.options(size), *options) as server:
                done = self.run_cli("list", f"walk/{dialect.feed}", "--all", "--format", "json", "--base", server.base + dialect.base,
                                    "--trace", str(trace), profile=folder / "profile")
                requests = [r for r in server.requests() if not r["path"].endswith("/genre/movie/list")]
            events = [json.loads(line) for line in trace.read_text().splitlines()]
            ends = [e["reason"] for e in events if e["ev"] == "feed.end"]
            ids = [title["id"] for title in json.loads(done.stdout or "[]")]
            return Walk(done, ids, requests, ends[-1] if ends else None)


class WholeWalkTest(DialectTest):
    def check(self, dialect, size):
        walk = self.walk(dialect, size)
        self.assertEqual(walk.done.returncode, 0, walk.done.stderr)
        self.assertEqual(walk.ids, dialect.ids())
        self.assertEqual(len(walk.requests), dialect.requests(size))

    def check_all(self, size):
        # Two at a time: a walk waits for its server as much as it works.
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            walks = {f"{d.name} at {d.server}": pool.submit(self.check, d, size) for d in DIALECTS if size in d.sizes}
            for name, walk in walks.items():
                with self.subTest(name):
                    walk.result()

    def test_every_template_and_profile_is_walked(self):
        files = {str(p.relative_to(PROFILES).with_suffix("")) for p in PROFILES.glob("**/*.json")} - {"schema"}
        self.assertEqual(files, {d.profile for d in DIALECTS})

    def test_pages_of_100(self):
        self.check_all(100)

    def test_pages_of_20(self):
        self.check_all(20)

    def test_pages_of_1(self):
        self.check_all(1)

    def test_one_page_with_everything(self):
        self.check_all(TITLES)


class SmallerPagesTest(DialectTest):
    """A server that gives 10 titles where 20 were asked for: the usual Django server, which has one page size."""

    def test_the_list_is_read_to_its_end(self):
        for name in ("templates/django-rest/all", "templates/django-rest/by-offset", "templates/django-rest/by-cursor",
                     "templates/django-numbered/all", "templates/json-server/all", "templates/json-server-1/all", "trakt/popular",
                     "templates/json-api/all", "templates/relay/all", "internet-archive/downloaded"):
            with self.subTest(name):
                walk = self.walk(dialect(name), 20, "--max-page-size", "10")
                self.assertEqual(walk.done.returncode, 0, walk.done.stderr)
                self.assertEqual(walk.ids, dialect(name).ids())
                self.assertEqual(len(walk.requests), 321)

    def test_where_no_count_tells_it_an_empty_page_ends_it(self):
        walk = self.walk(dialect("templates/django-rest/all"), 20, "--max-page-size", "10", "--total", "0")
        self.assertEqual(walk.done.returncode, 0, walk.done.stderr)
        self.assertEqual(walk.ids, dialect("templates/django-rest/all").ids())
        self.assertEqual((len(walk.requests), walk.end), (322, "end-status"))


class FalseEndTest(DialectTest):
    """Sound pages that lead nowhere: the list ends with its reason, at most three requests after the last new title."""

    def check(self, names, options, titles, reasons, more):
        for name in names:
            with self.subTest(name=name, options=options):
                walk = self.walk(dialect(name), 20, *options)
                self.assertEqual(walk.done.returncode, 0, walk.done.stderr)
                self.assertEqual(walk.ids, dialect(name).ids()[:titles])
                self.assertIn(walk.end, reasons)
                self.assertLessEqual(len(walk.requests), -(-titles // 20) + more)

    CHAINS = ("templates/django-rest/by-cursor", "templates/json-api/all", "templates/json-server/all", "templates/relay/all",
              "templates/fastapi-cursor/all", "templates/video-cursor/all", "internet-archive/everything")
    NUMBERED = ("templates/django-rest/all", "templates/django-rest/by-offset", "templates/fastapi-pages/all", "movie-api/popular",
                "templates/skip-limit/all", "templates/json-rpc/films", "internet-archive/downloaded", "trakt/popular",
                "jellyfin/films", "tmdb/popular")
    STATED = ("templates/json-server-1/all",)
    HYBRID = ("templates/hybrid/all",)

    def test_a_next_link_to_itself(self):
        # A token that names its time is another one each time: then nothing new tells.
        self.check(self.CHAINS + self.STATED, ("--next-self",), 20, ("key-loop", "nothing-new"), 3)
        self.check(self.HYBRID, ("--next-self",), 100, ("key-loop", "nothing-new"), 3)

    def test_links_in_a_circle(self):
        self.check(self.CHAINS + self.STATED, ("--cycle", "3"), 60, ("key-loop", "nothing-new"), 3)

    def test_the_last_page_again_for_pages_beyond_it(self):
        self.check(self.NUMBERED, ("--clamp-last", "--total", "4000", "--total-pages", "200"), TITLES, ("clamped", "nothing-new"), 3)

    def test_a_list_that_starts_again(self):
        self.check(self.CHAINS + self.STATED + self.HYBRID + self.NUMBERED, ("--restart-from", "5"), 80,
                   ("key-loop", "nothing-new", "clamped"), 3)

    def test_forty_empty_pages(self):
        self.check(self.CHAINS + self.STATED + self.HYBRID + self.NUMBERED, ("--empty-pages", "3:40"), 40,
                   ("empty-page", "nothing-new"), 3)

    def test_pages_of_known_titles_only(self):
        self.check(self.CHAINS + self.STATED + self.HYBRID + self.NUMBERED, ("--duplicate-pages", "3:100"), 40, ("nothing-new",), 3)


if __name__ == "__main__":
    unittest.main()
