# SPDX-License-Identifier: GPL-3.0-or-later
"""json-server 0.17: bare arrays, where a list goes on in its Link header, how long it is in X-Total-Count."""

import json

from interopcase import SOURCE, InteropTest, pages
from servers import JsonServer

TITLES = 1201


def movie(n):
    return {"id": n * 2, "title": f"Film {n} “of” many", "release_date": f"{1900 + n % 120}-05-{1 + n % 28:02d}",
            "overview": "It is seen, [read] <and> heard. " * (n % 4), "rating": n % 100 / 10, "votes": str(n), "runtime": 60 + n % 90}


class JsonServerTest(InteropTest):
    @classmethod
    def start(cls, folder):
        return JsonServer(folder, [movie(n) for n in range(1, TITLES + 1)])

    def rows(self):
        """What the server's own file says, as the program prints it."""
        return [{"id": str(m["id"]), "title": m["title"], "date": m["release_date"], "year": int(m["release_date"][:4]),
                 "rating": m["rating"], "votes": int(m["votes"]), "runtime": m["runtime"]}
                for m in json.loads(self.server.database.read_text())["movies"]]

    def test_the_list_is_walked_to_its_end(self):
        rows = self.rows()
        for size in (7, 20, 100):
            with self.subTest(size=size):
                self.server.forget()
                self.install("templates/json-server", size)
                titles = self.list("all")
                self.assertEqual([{name: t.get(name) for name in rows[0]} for t in titles], rows)
                self.assert_asked_once_a_page(pages(TITLES, size))

    def test_a_list_of_one_page_has_no_next_link(self):
        self.install("templates/json-server")
        found = self.ids("search?q=Film 77")
        self.assertEqual(found, [r["id"] for r in self.rows() if "Film 77" in r["title"]])
        self.assert_asked_once_a_page(1)

    def test_a_title(self):
        self.install("templates/json-server")
        shown = self.json_of("show", SOURCE, "movie:600", "--base", self.server.base)
        shown = shown[0] if isinstance(shown, list) else shown
        self.assertEqual(shown["title"], "Film 300 “of” many")
        done = self.run_cli("show", SOURCE, "movie:601", "--base", self.server.base, "--format", "json")
        self.assert_refused(done, 1)

    def test_what_did_not_change_is_not_sent_again(self):
        self.install("templates/json-server", 100)
        first = self.list("all")
        self.server.forget()
        self.assertEqual(self.list("all", "--refresh"), first)
        self.assertEqual(self.statuses(), [304] * pages(TITLES, 100))
