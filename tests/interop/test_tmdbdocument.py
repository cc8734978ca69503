# SPDX-License-Identifier: GPL-3.0-or-later
"""TMDB's own OpenAPI document between the program and the fault server's TMDB: what either gets wrong is an error."""

import os
import re
import urllib.error
import urllib.request

from faultserver import FaultServer
from interopcase import InteropTest
from servers import Prism

TITLES = 145
# What the document leaves out, and TMDB's own site and every client send.
NOT_IN_THE_DOCUMENT = {("/3/trending/movie/{time_window}", "page")}


def amend(document):
    """Most films belong to no collection; the document was made from one that does."""
    schema = document["paths"]["/3/movie/{movie_id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema["properties"]["belongs_to_collection"]["type"] = ["object", "null"]


class TmdbDocumentTest(InteropTest):
    @classmethod
    def start(cls, folder):
        os.environ["MATINEE_TMDB_TOKEN"] = "eyJhbGciOiJub25lIn0.e30.tests"
        cls.addClassCleanup(os.environ.pop, "MATINEE_TMDB_TOKEN")
        cls.fault = FaultServer(folder, "--dialect", "tmdb", "--titles", str(TITLES))
        cls.fault.__enter__()
        cls.addClassCleanup(cls.fault.stop)
        return Prism(folder, cls.fault.base, amend)

    def setUp(self):
        super().setUp()
        self.base = self.server.base + "/3"
        self.from_here = len(self.server.output)

    def operation(self, path):
        """The document's path for this one, the one with fewest braces, and its operation."""
        fits = [p for p in self.server.document["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", p), path)]
        self.assertTrue(fits, f"{path} is not in the document")
        found = min(fits, key=lambda p: p.count("{"))
        return found, self.server.document["paths"][found]["get"]

    def check_requests(self, count):
        """The document knows every parameter that was sent, and nothing else was; the proxy had nothing to say."""
        requests = self.server.requests()
        self.assertEqual(len([r for r in requests if not r["path"].endswith("/genre/movie/list")]), count)
        for request in requests:
            path, operation = self.operation(request["path"])
            known = {p["name"] for p in operation.get("parameters", []) if p["in"] == "query"}
            for name in request["query"]:
                self.assertTrue(name in known or (path, name) in NOT_IN_THE_DOCUMENT, f"{path} has no {name}")
        said = "".join(self.server.output[self.from_here:])
        self.assertIn("Received forward response", said)
        self.assertIsNone(re.search("violation|error|warn", said, re.IGNORECASE), said)

    def walk(self, feed, count):
        titles = self.json_of("list", f"tmdb/{feed}", "--all", "--base", self.base)
        self.check_requests(count)
        return [int(t["id"]) for t in titles]

    def test_the_proxy_does_look(self):
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(self.base + "/search/movie", headers={"Authorization": "Bearer x"}), timeout=30)
        with refused.exception as answer:
            self.assertEqual(answer.code, 422)
            self.assertIn("query", answer.read().decode())

    def test_lists(self):
        for feed in ("popular", "trending?window=day", "trending?window=week", "top_rated", "now_playing", "upcoming"):
            with self.subTest(feed):
                self.server.forget()
                self.assertEqual(sorted(self.walk(feed, 8)), list(range(1, TITLES + 1)))

    def test_discover_with_its_filters(self):
        for feed, count in (("discover?sort=vote_average&order=asc&rating=5&year=1950", 8), ("discover?genre=18", 1)):
            with self.subTest(feed):
                self.server.forget()
                self.assertTrue(self.walk(feed, count))

    def test_lists_about_a_title(self):
        for feed, count in (("recommended?title=movie:7", 3), ("similar?title=movie:7", 2)):
            with self.subTest(feed):
                self.server.forget()
                self.assertTrue(self.walk(feed, count))

    def test_search(self):
        found = self.json_of("search", "tmdb", "Harbor", "--base", self.base)
        self.assertTrue(found)
        self.assertTrue(all("Harbor" in t["title"] for t in found), found)
        self.check_requests(1)

    def test_a_title_with_all_its_parts(self):
        shown = self.json_of("show", "tmdb", "movie:7", "--base", self.base)
        shown = shown[0] if isinstance(shown, list) else shown
        self.assertEqual(shown["id"], "7")
        self.assertTrue(shown["cast"] and shown["directors"] and shown["countries"] and shown["genres"])
        self.check_requests(1)

    def test_an_accounts_lists(self):
        os.environ["MATINEE_TMDB_ACCOUNT_TOKEN"] = "1:session"
        self.addCleanup(os.environ.pop, "MATINEE_TMDB_ACCOUNT_TOKEN")
        for feed in ("watchlist", "rated"):
            with self.subTest(feed):
                self.server.forget()
                self.walk(feed, 1)
