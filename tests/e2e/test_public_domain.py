# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of resources/catalogues/public-domain.json: what a film must and must not say."""

import collections
import json
import pathlib
import re
import unicodedata
import unittest

FILE = pathlib.Path(__file__).parents[2] / "resources/catalogues/public-domain.json"
REQUIRED = {"id", "title", "year", "countries", "directors", "genres", "overview"}
OPTIONAL = {"originalTitle", "cast", "runtime", "language", "imdb", "wikidata", "archive", "publicDomain"}
GENRES = set("Action,Adventure,Animation,Avant-garde,Biography,Comedy,Crime,Documentary,Drama,Family,Fantasy,History,Horror,Musical,"
             "Mystery,Romance,Science fiction,Sport,Thriller,War,Western".split(","))
LAST_YEAR_WITHOUT_COPYRIGHT = 1930  # United States: 95 years after publication


def slug(title):
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    plain = plain.lower().replace("'", "").replace("ø", "o").replace("æ", "ae").replace("œ", "oe").replace("ß", "ss")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class PublicDomainTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.films = json.loads(FILE.read_text(encoding="utf-8"))

    def each(self, check):
        for film in self.films:
            with self.subTest(film["id"]):
                check(film)

    def test_there_are_at_least_300_each_once(self):
        self.assertGreaterEqual(len(self.films), 300)
        self.assertEqual([i for i, n in collections.Counter(f["id"] for f in self.films).items() if n > 1], [])
        self.assertEqual([k for k, n in collections.Counter((f["title"].casefold(), f["year"]) for f in self.films).items() if n > 1], [])

    def test_keys_and_types(self):
        def check(film):
            self.assertLessEqual(REQUIRED, set(film))
            self.assertLessEqual(set(film), REQUIRED | OPTIONAL)  # no rating, no popularity: nobody's figures are ours to ship
            for key in ("countries", "directors", "genres"):
                self.assertTrue(film[key] and all(isinstance(v, str) and v.strip() == v for v in film[key]), key)
            for member in film.get("cast", []):
                self.assertTrue(member["name"])
                self.assertLessEqual(set(member), {"name", "role"})
            if "runtime" in film:
                self.assertIn(film["runtime"], range(1, 600))
        self.each(check)

    def test_ids_are_the_titles_and_years(self):
        self.each(lambda film: self.assertEqual(film["id"], f"{slug(film['title'])}-{film['year']}"))

    def test_every_film_is_free_and_a_later_one_says_why(self):
        def check(film):
            self.assertGreaterEqual(film["year"], 1888)
            if film["year"] > LAST_YEAR_WITHOUT_COPYRIGHT:
                self.assertTrue(film["publicDomain"]["why"])
        self.each(check)

    def test_genres_are_of_one_vocabulary(self):
        self.each(lambda film: self.assertTrue(1 <= len(film["genres"]) <= 3 and set(film["genres"]) <= GENRES))

    def test_each_has_one_plain_sentence_of_its_own(self):
        def check(film):
            self.assertRegex(film["overview"], r"^[^\n!]{60,220}[.”\"]$")
        self.each(check)
        self.assertEqual(len({f["overview"] for f in self.films}), len(self.films))

    def test_outside_ids_look_like_theirs(self):
        def check(film):
            self.assertRegex(film.get("imdb", "tt0000001"), r"^tt\d{7,8}$")
            self.assertRegex(film.get("wikidata", "Q1"), r"^Q\d+$")
            self.assertRegex(film.get("archive", "a"), r"^[A-Za-z0-9][\w.-]+$|^a$")
        self.each(check)

    def test_it_is_wide(self):
        self.assertGreaterEqual(len({c for f in self.films for c in f["countries"]}), 20)
        self.assertGreaterEqual(len({f["year"] // 10 for f in self.films}), 5)
        self.assertEqual({g for f in self.films for g in f["genres"]}, GENRES)


if __name__ == "__main__":
    unittest.main()
