# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists, titles and posters of a server, through the real program: asked once, kept, read again without a network."""

import contextlib
import json
import os
import sqlite3
import subprocess
import time
import unittest

from faultserver import FaultServer
from matineecli import PROGRAM, TIMEOUT_S, CliTest

SECRET = "eyJSECRET-abc123.def.ghi"


class RemoteTest(CliTest):
    def serve(self, *arguments):
        server = FaultServer(self.scratch, "--dialect", "tmdb", *arguments)
        server.__enter__()
        self.addCleanup(server.stop)
        return server

    def ids(self, feed, *arguments):
        return [title["id"] for title in self.json_of("list", feed, *arguments)]


class KeptSearchTest(RemoteTest):
    def test_everything_ever_seen_is_searched_without_a_network(self):
        server = self.serve("--titles", "200")
        titles = self.json_of("list", "tmdb/popular", "--pages", "3", "--base", server.base)
        self.json_of("list", "tmdb/top_rated", "--base", server.base)
        server.stop()
        for title in (titles[0], titles[47]):
            found = self.json_of("search", "tmdb", title["title"], "--cached", "--all", "--base", server.base)
            self.assertIn(title["id"], [t["id"] for t in found])
        word = titles[7]["title"].split()[0]
        found = self.json_of("search", "tmdb", word[:3], "--cached", "--all")
        self.assertIn(titles[7]["id"], [t["id"] for t in found], "the last word is a beginning")
        self.assertEqual(len({t["id"] for t in found}), len(found))
        for odd in ("AND", 'a"b', "leon:", "x-", "foo(", "*", "%", "_"):
            done = self.run_cli("search", "tmdb", odd, "--cached", "--format", "json")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.json_of("search", "tmdb", "nosuchword", "--cached"), [])


class WalkTest(RemoteTest):
    def test_every_title_once_and_one_request_a_page(self):
        server = self.serve("--titles", "645")
        ids = self.ids("tmdb/popular", "--all", "--base", server.base)
        self.assertEqual(ids, [str(n) for n in range(1, 646)])
        self.assertEqual([r["query"]["page"] for r in server.asked("/movie/popular")], [str(n) for n in range(1, 34)])

    def test_overlapping_pages_bring_no_title_twice(self):
        server = self.serve("--titles", "300", "--overlap", "3")
        ids = self.ids("tmdb/popular", "--all", "--base", server.base)
        self.assertEqual(sorted(ids, key=int), [str(n) for n in range(1, 301)])
        self.assertEqual(len(set(ids)), len(ids))
        pages = [r["query"]["page"] for r in server.asked("/movie/popular")]
        self.assertEqual(len(set(pages)), len(pages))

    def test_fresh_lists_are_not_asked_for_again(self):
        server = self.serve("--titles", "100")
        first = self.ids("tmdb/trending?window=week", "--pages", "3", "--base", server.base)
        again = self.ids("tmdb/trending?window=week", "--pages", "3", "--base", server.base)
        self.assertEqual(first, again)
        self.assertEqual(len(server.asked("/trending/movie/week")), 3)
        self.assertEqual(self.ids("tmdb/trending?window=week", "--pages", "3", "--refresh", "--base", server.base), first)
        self.assertEqual([r["status"] for r in server.asked("/trending/movie/week")[3:]], [304, 304, 304])

    def test_statistics_say_what_user_db_says(self):
        server = self.serve("--titles", "100", "--latency", "600ms")
        for _ in range(2):
            self.ids("tmdb/trending?window=week", "--pages", "3", "--base", server.base)
        said = {(row["day"], row["name"], row["what"]): (row["n"], row["ms"]) for row in self.json_of("stats") if "day" in row}
        (path,) = self.profile.rglob("user.db")
        with contextlib.closing(sqlite3.connect(path)) as db:
            kept = db.execute("SELECT date(day * 86400, 'unixepoch'), feed, what, n, ms FROM stat_day").fetchall()
        self.assertEqual(said, {row[:3]: row[3:] for row in kept})
        counts = {(name, what): n for (_, name, what), (n, _) in said.items()}
        self.assertEqual((counts["tmdb/trending", "miss"], counts["tmdb/trending", "hit"]), (3, 3))
        self.assertEqual(counts["127.0.0.1", "request"], len(server.asked("")))
        slow = {name: n for (name, what), n in counts.items() if what == "slow"}
        self.assertEqual([n for name, n in slow.items() if name.endswith("/trending/movie/week")], [3])
        self.assertGreater(counts["127.0.0.1", "bytes"], 1000)
        self.assertGreater(said[next(key for key in said if key[2] == "miss")][1], 1000, "three pages of 0.6 s")

    def test_filters_of_our_own_ask_for_each_page_once_and_work_offline(self):
        server = self.serve("--titles", "300")
        everything = self.json_of("list", "tmdb/trending?window=week", "--all", "--base", server.base)
        asked = len(server.requests())
        for parameters, fits in (("only.decade=1950", lambda t: 1950 <= t.get("year", 0) < 1960),  # 4 in 15 pages
                                 ("only.rating=7", lambda t: t.get("rating", 0) >= 7),
                                 ("only.genre=drama", lambda t: "Drama" in t["genres"]),
                                 ("only.decade=1930&only.rating=5",
                                  lambda t: 1930 <= t.get("year", 0) < 1940 and t.get("rating", 0) >= 5)):
            expected = [title["id"] for title in everything if fits(title)]
            self.assertGreater(len(expected), 3)
            self.assertLess(len(expected), 290)
            feed = "tmdb/trending?window=week&" + parameters
            self.assertEqual(self.ids(feed, "--all", "--base", server.base), expected)
            self.assertEqual(self.ids(feed, "--all", "--from-cache"), expected)
        self.assertEqual(len(server.requests()), asked, "the pages were kept and fresh")
        done = self.run_cli("list", "tmdb/popular?only.decade=1994", "--base", server.base)
        self.assertEqual(done.returncode, 2)
        self.assertIn("only.decade", done.stderr)

    def test_lists_that_always_ask_do(self):
        server = self.serve("--titles", "100", "--no-etag")
        for _ in range(2):
            self.assertEqual(len(self.ids("tmdb/popular", "--pages", "2", "--base", server.base)), 40)
        self.assertEqual(len(server.asked("/movie/popular")), 4)

    def test_title_search_and_recommendations(self):
        server = self.serve("--titles", "100")
        done = self.run_cli("show", "tmdb", "movie:7", "--format", "json", "--base", server.base)
        self.assertEqual(done.returncode, 0, done.stderr)
        title = json.loads(done.stdout)
        title = title[0] if isinstance(title, list) else title
        self.assertEqual(title["id"], "7")
        self.assertTrue(title["title"])
        self.assertTrue(self.ids("tmdb/recommended?title=movie:7", "--base", server.base))
        found = self.json_of("search", "tmdb", "Harbor", "--base", server.base)
        self.assertTrue(found)

    def test_warming_goes_on_where_it_was(self):
        server = self.serve("--titles", "200")
        done = self.run_cli("warm", "tmdb/trending?window=day", "--pages", "2", "--art", "--base", server.base)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn("40 titles", done.stderr)
        self.assertEqual(self.run_cli("warm", "tmdb/trending?window=day", "--pages", "5", "--base", server.base).returncode, 0)
        self.assertEqual(len(server.asked("/trending/movie/day")), 5)
        kept = {row["what"]: row for row in self.json_of("cache", "list")}
        self.assertEqual((kept["list"]["pages"], kept["list"]["titles"]), (5, 100))
        self.assertGreater(kept["pictures"]["titles"], 20)
        self.assertEqual(self.run_cli("cache", "clear", "--all").returncode, 0)
        self.assertNotIn("list", {row["what"] for row in self.json_of("cache", "list")})


class OfflineTest(RemoteTest):
    def test_what_was_seen_is_there_without_a_server(self):
        server = self.serve("--titles", "100")
        ids = self.ids("tmdb/popular", "--all", "--base", server.base)
        server.stop()
        self.assertEqual(self.ids("tmdb/popular", "--all", "--from-cache"), ids)
        done = self.run_cli("list", "tmdb/popular", "--pages", "2", "--base", server.base, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([t["id"] for t in json.loads(done.stdout)], ids[:40])
        self.assertIn("copy saved", done.stderr)

    def test_nothing_kept_and_nothing_asked_is_said(self):
        self.assert_refused(self.run_cli("list", "tmdb/popular", "--from-cache"), 1, "not asked")

    def test_killed_at_any_moment_whole_pages_stay(self):
        server = self.serve("--titles", "400", "--latency", "30ms")
        for delay in (0.25, 0.5, 0.9, 1.4):
            with self.subTest(delay=delay):
                walk = subprocess.Popen([PROGRAM, "--profile-dir", str(self.profile), "list", "tmdb/trending?window=day", "--all",
                                         "--base", server.base], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(delay)
                walk.kill()
                walk.wait()
                done = self.run_cli("list", "tmdb/trending?window=day", "--all", "--from-cache", "--format", "json")
                kept = [t["id"] for t in json.loads(done.stdout)]
                self.assertEqual(kept, [str(n) for n in range(1, len(kept) + 1)])
                self.assertEqual(len(kept) % 20, 0)


class FaultTest(RemoteTest):
    def test_bodies_that_are_no_page_are_said_and_not_kept(self):
        for body, word in (("html", "JSON"), ("half-json", ""), ("deep", ""), ("number", ""), ("null-ids", ""), ("huge", ""),
                           ("bomb", "")):
            with self.subTest(body=body):
                server = self.serve("--titles", "100", "--body", body, "--only", "/movie/popular")
                started = time.monotonic()
                done = self.run_cli("list", "tmdb/popular", "--base", server.base, "--format", "json")
                self.assert_refused(done, 1, "matinee: ", word)
                self.assertLess(time.monotonic() - started, 30)
                server.stop()
                self.assert_refused(self.run_cli("list", "tmdb/popular", "--from-cache"), 1)

    def test_a_page_that_fails_leaves_a_whole_document(self):
        server = self.serve("--titles", "100", "--status", "404:every 3", "--only", "/movie/popular")
        done = self.run_cli("list", "tmdb/popular", "--all", "--base", server.base, "--format", "json")
        self.assertEqual(len(json.loads(done.stdout)), 40)

    def test_a_truncated_answer_is_asked_for_again(self):
        server = self.serve("--titles", "60", "--truncate", "40%:gzip-closed", "--seed", "5", "--only", "/movie/popular")
        done = self.run_cli("list", "tmdb/popular", "--all", "--base", server.base, "--format", "json")
        if done.returncode == 0:
            self.assertEqual([t["id"] for t in json.loads(done.stdout)], [str(n) for n in range(1, 61)])
        self.assertIn(len(json.loads(done.stdout)) % 20, (0,))


class SecretTest(RemoteTest):
    def test_the_secret_is_sent_and_found_nowhere_else(self):
        server = self.serve("--titles", "40", "--token", SECRET)
        trace = self.scratch / "trace.jsonl"
        os.environ["MATINEE_TMDB_TOKEN"] = SECRET
        self.addCleanup(os.environ.pop, "MATINEE_TMDB_TOKEN", None)
        done = self.run_cli("list", "tmdb/popular", "--base", server.base, "--trace", str(trace), "--dump-state",
                            str(self.scratch / "state.json"), "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(json.loads(done.stdout)), 20)
        os.environ["MATINEE_TMDB_TOKEN"] = SECRET + "-wrong"
        refused = self.run_cli("list", "tmdb/top_rated", "--base", server.base, "--trace", str(trace))
        self.assert_refused(refused, 1)
        self.assertTrue(refused.stderr)
        server.stop()
        server.log.unlink() # the server's own log is not ours
        for folder, _, names in os.walk(self.scratch):
            for name in names:
                content = (self.scratch / folder / name).read_bytes()
                self.assertNotIn(b"SECRET-abc123", content, f"{folder}/{name}")
        for text in (done.stdout, done.stderr, refused.stdout, refused.stderr):
            self.assertNotIn("SECRET-abc123", text)

    def test_without_a_key_tmdb_is_not_asked(self):
        os.environ.pop("MATINEE_TMDB_TOKEN", None)
        self.assert_refused(self.run_cli("list", "tmdb/popular"), 1, "key")


class ProfileCheckTest(RemoteTest):
    def test_faults_are_named_by_their_pointers(self):
        profile = self.file("mine.json", json.dumps({"matinee": 1, "id": "mine", "name": "Mine", "base": "ftp://host", "feeds": 7}))
        done = self.run_cli("profile", "check", str(profile))
        self.assertEqual(done.returncode, 1)
        self.assertIn("/base", done.stdout)
        self.assertIn("/feeds", done.stdout)

    def test_a_good_profile_answers_live(self):
        server = FaultServer(self.scratch, "--dialect", "hybrid", "--titles", "55")
        with server:
            listed = self.run_cli("profile", "check", "--live", "/nonexistent.json")
            self.assertEqual(listed.returncode, 1)


if __name__ == "__main__":
    unittest.main()
