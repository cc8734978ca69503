# SPDX-License-Identifier: GPL-3.0-or-later
"""Django REST framework as Debian ships it: its three paginators, tokens, throttling, ETags and gzip."""

import json
import os
import sqlite3
import time

from interopcase import PROFILES, SOURCE, InteropTest, pages
from servers import TOKEN, DjangoServer

TITLES = 3201


class DjangoTest(InteropTest):
    titles = TITLES

    @classmethod
    def start(cls, folder):
        return DjangoServer(folder, cls.titles)

    def rows(self, rest="ORDER BY id"):
        """What the server's own database says, as the program prints it."""
        with sqlite3.connect(self.server.database) as database:
            return [{"id": str(row[0]), "title": row[1], "overview": row[2].strip() or None, "date": row[3],
                     "year": int(row[3][:4]) if row[3] else None, "rating": row[4], "votes": row[5], "runtime": row[6]}
                    for row in database.execute("SELECT id, title, overview, release_date, vote_average, vote_count, runtime"
                                                f" FROM films_movie {rest}")]

    def ids_of(self, rest):
        return [row["id"] for row in self.rows(rest)]

    def change(self, *statement):
        with sqlite3.connect(self.server.database) as database:
            database.execute(*statement)


class WalkTest(DjangoTest):
    def check(self, feed, size, order="ORDER BY id", **more):
        self.server.forget()
        self.install("templates/django-rest", size)
        titles = self.list(feed, **more)
        rows = self.rows(order)
        self.assertEqual([t["id"] for t in titles], [r["id"] for r in rows])
        for title, row in zip(titles, rows):
            self.assertEqual({name: title.get(name) for name in row}, row)
        return titles

    def test_page_numbers(self):
        for size in (20, 100):
            with self.subTest(size=size):
                self.check("all", size, base="/api")
                self.assert_asked_once_a_page(pages(TITLES, size))

    def test_offsets(self):
        for size in (20, 100):
            with self.subTest(size=size):
                self.check("by-offset", size, base="/api")
                self.assert_asked_once_a_page(pages(TITLES, size))

    def test_cursors_over_films_of_the_same_length(self):
        for size in (20, 100):
            with self.subTest(size=size):
                self.check("by-cursor", size, "ORDER BY runtime DESC, id", base="/api")
                self.assert_asked_once_a_page(pages(TITLES, size))

    def test_a_server_with_one_page_size(self):
        self.check("all", 20, base="/one-size")
        self.assert_asked_once_a_page(pages(TITLES, 10))

    def test_pages_with_their_counts(self):
        self.install("templates/django-numbered", 100)
        self.assertEqual(self.ids("all", base="/numbered"), self.ids_of("ORDER BY id"))
        self.assert_asked_once_a_page(pages(TITLES, 100))

    def test_search_is_the_servers(self):
        self.install("templates/django-rest")
        found = self.json_of("search", SOURCE, "film 77", "--base", self.server.base + "/api")
        self.assertEqual([t["id"] for t in found], self.ids_of("WHERE title LIKE '%77%' ORDER BY id")[: len(found)])
        self.assertEqual(len(found), 20)
        self.assertEqual(self.server.requests()[0]["query"]["search"], "film 77")


class TokenTest(DjangoTest):
    titles = 30

    def refused(self, token):
        if token is None:
            del os.environ["MATINEE_MINE_TOKEN"]
        else:
            os.environ["MATINEE_MINE_TOKEN"] = token
        self.addCleanup(os.environ.__setitem__, "MATINEE_MINE_TOKEN", TOKEN)
        self.install("templates/django-rest")
        return self.run_cli("list", f"{SOURCE}/all", "--base", self.server.base + "/api", "--format", "json")

    def test_a_wrong_token_is_said_in_the_servers_words(self):
        self.assert_refused(self.refused("f" * 40), 1, "Invalid token.")
        self.assertEqual(self.statuses(), [401])

    def test_without_a_token_too(self):
        self.assert_refused(self.refused(None), 1, "Authentication credentials were not provided.")

    def test_the_token_is_printed_nowhere(self):
        self.install("templates/django-rest")
        trace = self.scratch / "trace.jsonl"
        done = self.run_cli("list", f"{SOURCE}/all", "--base", self.server.base + "/api", "--trace", str(trace), "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in (p for p in self.scratch.rglob("*") if p.is_file()):
            self.assertNotIn(TOKEN.encode(), path.read_bytes(), path)
        self.assertNotIn(TOKEN, done.stdout + done.stderr)


class ThrottleTest(DjangoTest):
    titles = 240

    def test_it_waits_as_long_as_it_is_told(self):
        self.install("templates/django-rest")
        started = time.monotonic()
        self.assertEqual(self.ids("all", base="/slow"), self.ids_of("ORDER BY id"))
        self.assertGreater(time.monotonic() - started, 3, "twelve pages at three a second")
        requests = self.server.requests()
        self.assertEqual(self.statuses().count(200), 12)
        turned_away = [n for n, r in enumerate(requests) if r["status"] == 429]
        self.assertTrue(turned_away, "nothing was throttled")
        self.assertLess(len(turned_away), 12)
        for n in turned_away:
            self.assertEqual(requests[n]["retry"], "1")
            again = next(r for r in requests[n + 1:] if r["query"] == requests[n]["query"])
            self.assertGreater(again["at"] - requests[n]["at"], 0.9, requests)


class KeptTest(DjangoTest):
    titles = 200

    def test_what_did_not_change_is_not_sent_again(self):
        self.install("templates/django-rest")
        first = self.list("all", base="/api")
        self.server.forget()
        self.assertEqual(self.list("all", "--refresh", base="/api"), first)
        self.assertEqual(self.statuses(), [304] * 10)

    def test_what_changed_is(self):
        self.install("templates/django-rest")
        self.list("all", base="/api")
        self.server.forget()
        self.change("UPDATE films_movie SET title = 'Another name' WHERE id = 300")  # the last of page 5
        self.assertEqual([t["title"] for t in self.list("all", "--refresh", base="/api")], [r["title"] for r in self.rows()])
        asked = {r["query"]["page"]: r["status"] for r in self.server.requests()}
        self.assertEqual(asked, {str(n): 200 if n == 5 else 304 for n in range(1, 11)})

    def test_answers_travel_compressed(self):
        self.install("templates/django-rest")
        self.list("all", base="/api")
        self.assertEqual({r["encoding"] for r in self.server.requests()}, {"gzip"})


class MovieApiTest(DjangoTest):
    """The movie-api profile as it is shipped, before a Django site of that shape."""
    titles = 500

    def setUp(self):
        super().setUp()
        self.install("movie-api")

    def test_trending_today_and_this_week(self):
        self.assertEqual(self.ids("trending", base="/site"), self.ids_of("ORDER BY id"))
        self.assertEqual(self.ids("trending?window=week", base="/site"), self.ids_of("ORDER BY id DESC"))
        self.assert_asked_once_a_page(50)

    def test_trending_is_asked_once_an_hour_popular_always(self):
        for feed, again in (("trending", []), ("popular", [304] * 3)):
            with self.subTest(feed):
                first = self.list(feed, "--pages", "3", base="/site", all_pages=False)
                self.assertEqual(len(first), 60)
                self.server.forget()
                self.assertEqual(self.list(feed, "--pages", "3", base="/site", all_pages=False), first)
                self.assertEqual(self.statuses(), again)

    def test_popular(self):
        self.assertEqual(self.ids("popular", base="/site"), self.ids_of("ORDER BY id"))
        self.assert_asked_once_a_page(25)

    def test_recommended_for_a_title(self):
        self.assertEqual(self.ids("recommended?title=movie:300", base="/site"), self.ids_of("WHERE id > 300 ORDER BY id LIMIT 45"))
        self.assert_asked_once_a_page(3)

    def test_search(self):
        self.assertEqual(self.ids("search?q=film 49", base="/site"), self.ids_of("WHERE title LIKE '%49%' ORDER BY id"))

    def test_a_search_without_a_hit_is_an_empty_list(self):
        self.assertEqual(self.ids("search?q=nowhere", base="/site"), [])

    def test_the_servers_favorites(self):
        # A list with the id "favorites" is answered from the person's own database; by another name it is the server's.
        profile = json.loads((PROFILES / "movie-api.json").read_text())
        next(feed for feed in profile["feeds"] if feed["id"] == "favorites")["id"] = "liked"
        self.install_profile(profile)
        favorites = self.ids_of("WHERE id IN (SELECT movie_id FROM films_favorite) ORDER BY id")
        self.assertEqual(self.ids("liked", base="/site"), favorites)
        self.assertEqual(len(favorites), 10)
        self.assert_asked_once_a_page(1)

    def test_a_title_and_one_that_is_none(self):
        shown = self.json_of("show", SOURCE, "movie:300", "--base", self.server.base + "/site")
        shown = shown[0] if isinstance(shown, list) else shown
        row = self.rows("WHERE id = 300")[0]
        self.assertEqual({name: shown.get(name) for name in row}, row)
        self.assert_refused(self.run_cli("show", SOURCE, "movie:1", "--base", self.server.base + "/site", "--format", "json"), 1, "Not found")
