# SPDX-License-Identifier: GPL-3.0-or-later
"""`matinee import` and `export`: other programs' files in, ours out and back without loss."""

import csv
import io
import json
import random
import signal
import subprocess
import time
import unittest
import zipfile

from matineecli import PROGRAM, CliTest

RATINGS = """Date,Name,Year,Letterboxd URI,Rating
2023-01-05,Metropolis,1927,https://boxd.it/a,4.5
2023-01-06,The Last Laugh,1924,https://boxd.it/b,4
2023-01-07,"The Cabinet of Dr. Caligari",1920,https://boxd.it/c,5
2023-01-08,No Such Film,1999,https://boxd.it/d,1
2023-01-09,Broken "quote,1999,x,1
"""
SILENT_COMEDIES = """Letterboxd list export v7
Date,Name,Tags,URL,Description
2023-02-01,Silent comedies,,https://boxd.it/l,"Ones to
laugh at"

Position,Name,Year,URL,Description
1,The General,1926,https://boxd.it/1,
2,Safety Last!,1923,https://boxd.it/2,
3,Sherlock Jr.,1924,https://boxd.it/3,
"""


class TransferTest(CliTest):
    def letterboxd_zip(self):
        path = self.scratch / "letterboxd.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("ratings.csv", RATINGS)
            archive.writestr("lists/silent-comedies.csv", SILENT_COMEDIES)
            archive.writestr("watchlist.csv", "Date,Name,Year,Letterboxd URI\n2023-01-05,Faust,1926,u\n")
            archive.writestr("likes/films.csv", "Date,Name,Year,Letterboxd URI\n2023-01-05,Nosferatu,1922,u\n")
            archive.writestr("reviews.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
                             '2023-01-05,The Kid,1921,u,5,,"Wept, twice.",,2023-01-04\n')
            archive.writestr("profile.csv", "Username\nsomebody\n")
            archive.writestr("deleted/ratings.csv", "Date,Name,Year,Letterboxd URI,Rating\n2023-01-05,Wings,1927,u,1\n")
        return path

    def done(self, *arguments, **kw):
        done = self.run_cli(*arguments, **kw)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def titles(self, what, profile=None):
        done = self.done("export", what, "--format", "json", profile=profile)
        return json.loads(done.stdout)

    def names(self, what):
        return [t["title"] for t in self.titles(what)]

    def test_a_letterboxd_zip_brings_everything_it_says_of_films(self):
        done = self.done("import", str(self.letterboxd_zip()))
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.names("favorites"), ["Nosferatu"])
        self.assertEqual(self.names("watchlist"), ["Faust"])
        self.assertEqual({t["title"]: t["myRating"] for t in self.titles("ratings")},
                         {"Metropolis": 9, "The Last Laugh": 8, "The Cabinet of Dr. Caligari": 10, "The Kid": 10})
        self.assertEqual([(t["title"], t["addedAt"][:10]) for t in self.titles("watched")], [("The Kid", "2023-01-04")])
        self.assertEqual([t["note"] for t in self.titles("notes")], ["Wept, twice."])
        comedies = self.titles("Silent comedies")
        self.assertEqual([t["title"] for t in comedies], ["The General", "Safety Last!", "Sherlock Jr."])
        self.assertEqual(comedies[0]["listAbout"], "Ones to\nlaugh at")
        self.assertEqual(self.done("list", "public-domain/favorites").stdout.count("\u2665"), 1)

    def test_what_matched_nothing_is_in_the_report_and_can_be_fixed_by_hand(self):
        report = self.scratch / "report.csv"
        done = self.done("import", str(self.letterboxd_zip()), "--report", str(report))
        self.assertIn("2 rows were left out", done.stderr)
        rows = list(csv.DictReader(io.StringIO(report.read_text())))
        self.assertEqual([(r["where"], r["title"]) for r in rows], [("ratings.csv:5", "No Such Film"), ("ratings.csv:6", "")])
        rows[0]["match"] = "public-domain/movie:wings-1927"
        with report.open("w", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        self.done("import", str(report))
        wings = [t for t in self.titles("ratings") if t["id"] == "wings-1927"]
        self.assertEqual([(t["title"], t["myRating"], t["addedAt"][:10]) for t in wings], [("Wings", 2, "2023-01-08")])

    def test_importing_again_changes_nothing(self):
        path = str(self.letterboxd_zip())
        self.done("import", path)
        before = self.done("export", "everything", "--format", "json").stdout
        self.assertIn("new: nothing", self.done("import", path).stderr)
        self.assertEqual(self.done("export", "everything", "--format", "json").stdout, before)

    def test_an_own_export_comes_back_without_loss(self):
        self.done("import", str(self.letterboxd_zip()))
        whole = self.done("export", "everything", "--format", "json").stdout
        file = self.file("everything.json", whole)
        other = self.scratch / "other"
        self.done("import", str(file), profile=other)
        self.assertEqual(self.done("export", "everything", "--format", "json", profile=other).stdout, whole)
        third = self.scratch / "third"
        self.done("import", str(self.file("favorites.json", self.done("export", "favorites", "--format", "json").stdout)), profile=third)
        self.assertEqual(self.titles("favorites", profile=third), self.titles("favorites"))

    def test_csv_and_letterboxd_exports_come_back(self):
        self.done("import", str(self.letterboxd_zip()))
        for name, what, form in (("favorites.csv", "favorites", "csv"), ("watchlist.csv", "watchlist", "csv"),
                                 ("watchlist.csv", "watchlist", "letterboxd"), ("ratings.csv", "ratings", "letterboxd")):
            with self.subTest(name=name, form=form):
                other = self.scratch / f"{what}-{form}"
                text = self.done("export", what, "--format", form).stdout
                self.done("import", str(self.file(name, text)), profile=other)
                self.assertEqual({t["id"] for t in self.titles(what, profile=other)}, {t["id"] for t in self.titles(what)})

    def test_imdb_is_matched_by_its_ids_first(self):
        header = ("Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
                  "Num Votes,Release Date,Directors\n")
        path = self.file("ratings.csv", header
                         + "tt0000008,9,2020-03-04,Another name,,https://x,Movie,7,1,1994,Short,1,1894-01-01,W\n"
                         + "tt7777777,8,2020-03-04,Der letzte Mann,Der letzte Mann,https://x,Movie,7,1,1924,Drama,1,1924-01-01,M\n"
                         + "tt9999999,9,2020-03-04,A series,,https://x,TV Series,7,1,1994,Short,1,1994-01-01,W\n")
        done = self.done("import", str(path))
        self.assertIn("is no film", done.stderr)
        self.assertEqual({t["id"]: t["myRating"] for t in self.titles("ratings")},
                         {"fred-otts-sneeze-1894": 9, "the-last-laugh-1924": 8})

    def test_trakt_is_matched_by_its_ids_first(self):
        movie = {"title": "The Matrix", "year": 1999, "ids": {"trakt": 481, "imdb": "tt0133093", "tmdb": 603}}
        rows = [{"rank": 1, "listed_at": "2024-01-02T03:04:05.000Z", "type": "movie", "movie": movie},
                {"rank": 2, "listed_at": "2024-01-02T03:04:05.000Z", "type": "show", "show": {"title": "Lost", "year": 2004}}]
        self.done("import", str(self.file("trakt-watchlist.json", json.dumps(rows))))
        [title] = self.titles("watchlist")
        self.assertEqual((title["source"], title["id"], title["addedAt"]), ("tmdb", "603", "2024-01-02T03:04:05.000Z"))
        rated = [{"rated_at": "2024-05-06T00:00:00.000Z", "rating": 7, "type": "movie", "movie": movie}]
        self.done("import", str(self.file("ratings-movies.json", json.dumps(rated))))
        self.assertEqual([t["myRating"] for t in self.titles("ratings")], [7])

    def test_the_later_of_two_ratings_counts_and_notes_are_joined(self):
        def diary(date, rating, review):
            return self.file("diary.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date,Review\n"
                             f"{date},Metropolis,1927,u,{rating},,,{date},{review}\n")
        self.done("import", str(diary("2023-01-05", 4, "Good")))
        self.done("import", str(diary("2020-01-05", 1, "Long")))
        self.assertEqual([t["myRating"] for t in self.titles("ratings")], [8])
        self.assertEqual([t["note"] for t in self.titles("notes")], ["Good\n\nLong"])
        self.done("import", str(diary("2024-01-05", 5, "Good")))
        self.assertEqual([t["myRating"] for t in self.titles("ratings")], [10])

    def test_bad_files_name_the_place_and_take_nothing(self):
        cases = (("missing.csv", None, ("no such file",)), ("empty.csv", "", ("empty.csv", "is empty")),
                 ("half.json", '[{"id":"a",\n"title"', ("half.json:2",)), ("object.json", '{"a":1}', ("no list",)),
                 ("text.csv", "just words\nand more\n", ("text.csv", "column")), ("half.zip", b"PK\x03\x04half", ("half.zip", "ZIP")))
        for name, content, words in cases:
            with self.subTest(name=name):
                path = self.scratch / name if content is None else self.file(name, content)
                self.assert_refused(self.run_cli("import", str(path)), 1, *words)
        other = self.scratch / "other.zip"
        with zipfile.ZipFile(other, "w") as archive:
            archive.writestr("readme.txt", "hello")
        self.assert_refused(self.run_cli("import", str(other)), 1, "Letterboxd")
        good = str(self.letterboxd_zip())
        self.assert_refused(self.run_cli("import", good, "--report", str(self.scratch / "no" / "folder.csv")), 1, "folder.csv")
        self.assertEqual(self.titles("everything"), [])

    def test_a_zip_bomb_is_refused(self):
        bomb = self.scratch / "bomb.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("ratings.csv", b"a" * (65 * 1024 * 1024))
        self.assert_refused(self.run_cli("import", str(bomb)), 1, "larger than")

    def test_an_import_that_is_killed_took_everything_or_nothing(self):
        films = [f"2023-01-05,{t['title']},{t['year']},u\n" for t in self.json_of("list", "public-domain/all", "--all")
                 if '"' not in t["title"] and "," not in t["title"] and "year" in t]
        path = self.file("watchlist.csv", "Date,Name,Year,Letterboxd URI\n" + "".join(films))
        profile = self.scratch / "reference"
        self.done("import", str(path), profile=profile)
        whole = len(self.titles("watchlist", profile=profile))
        self.assertGreater(whole, 300)
        chance = random.Random(6)
        for attempt in range(8):
            run = subprocess.Popen([PROGRAM, "--profile-dir", str(self.scratch / f"killed{attempt}"), "import", str(path)],
                                   stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.0, 0.25))
            run.send_signal(signal.SIGKILL)
            run.wait()
            kept = len(self.titles("watchlist", profile=self.scratch / f"killed{attempt}"))
            self.assertIn(kept, (0, whole))


if __name__ == "__main__":
    unittest.main()
