# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong words, wrong files: a clear sentence that names the place, the right exit code, nothing lost, no hang."""

import json
import os
import unittest

from matineecli import CliTest


class WrongWordsTest(CliTest):
    def test_wrong_command_lines_end_with_2_and_name_the_place(self):
        for arguments, word in (
            (("list",), "list FEED"), (("list", "nonsense"), "feed"), (("list", "nosuch/all"), "nosuch"),
            (("list", "public-domain/nosuch"), "nosuch"), (("list", "public-domain/all", "--pages", "0"), "--pages"),
            (("list", "public-domain/all", "--pages", "1", "--all"), "--pages"), (("list", "public-domain/all", "--format", "xml"), "--format"),
            (("list", "public-domain/all", "--nosuch"), "--nosuch"), (("show", "public-domain", "metropolis"), "type:id"),
            (("search", "public-domain", "  "), "TEXT"), (("export", "no such list"), "no such list"), (("import",), "import FILE"), (("nosuchcommand",), "nosuchcommand"),
            (("--theme", "pink"), "--theme"), (("list", "public-domain/all", "--base", "http://127.0.0.1:1"), "--base"),
        ):
            with self.subTest(arguments):
                self.assert_refused(self.run_cli(*arguments), 2, word)

    def test_wrong_feed_parameters_are_named(self):
        for query, word in (
            ("page_size=0", "page_size"), ("page_size=101", "page_size"), ("page_size=x", "page_size"), ("page=0", "page"), ("page=-1", "page"),
            ("cursor=garbage", "cursor"), ("cursor=e30", "cursor"), ("cursor=%ff%fe", "cursor"), ("sort=nosuch", "sort"),
            ("order=up", "order"), ("genre=Nosuch", "genre"), ("decade=1925", "decade"), ("strategy=guess", "strategy"), ("nosuch=1", "nosuch"),
            ("sort=year&sort=title", "sort"), ("sort", "name=value"), ("sort=%zz", "%"),
        ):
            with self.subTest(query):
                self.assert_refused(self.run_cli("list", "public-domain/all?" + query), 2, word)

    def test_a_title_nobody_knows_is_said_so(self):
        self.assert_refused(self.run_cli("show", "public-domain", "movie:nosuch"), 1, "nosuch")


class WrongFilesTest(CliTest):
    def list(self, path, query=""):
        return self.run_cli("list", f"file:{path}/all{query}", "--all", "--format", "json")

    def test_files_that_are_no_catalogue_are_refused_with_their_place(self):
        deep = "[" * 5000 + "]" * 5000
        for name, content, word in (
            ("empty.json", "", "empty"), ("object.json", '{"a": 1}', "list"), ("half.json", '[{"id":1,"title":"A"},{"id":2,"ti', "half.json:1"),
            ("deep.json", deep, "deep.json:1"), ("deeper.json", '[{"title":"A","x":' + deep + "}]", "deeper.json:1"),
            ("words.json", "hello", "words.json:1"), ("notitle.csv", "id,name_of_it\n1,A\n", "title"), ("empty.csv", "", "empty"),
            ("utf16.json", '[{"title":"A"}]'.encode("utf-16"), "utf16.json"),
        ):
            with self.subTest(name):
                self.assert_refused(self.list(self.file(name, content)), 1, name, word)
                self.assertEqual(list(self.profile.glob("cache/catalogues/*.part*")), [], "a half-made index")

    def test_missing_and_unreadable_paths(self):
        self.assert_refused(self.list(self.scratch / "nosuch.json"), 1, "nosuch.json")
        self.assert_refused(self.list(self.scratch), 1, str(self.scratch))

    def test_a_file_of_two_gigabytes_is_refused_at_once(self):
        path = self.file("huge.json", "[")
        os.truncate(path, 2 << 30)
        self.assert_refused(self.list(path), 1, "huge.json", "1 GiB")

    def test_broken_rows_are_left_out_and_named_by_line_the_rest_stays(self):
        for name, content, line in (
            ("rows.jsonl", '{"id":1,"title":"A"}\nnonsense\n{"id":3,"title":"C"}\n{"id":4}\n', "line 2"),
            ("rows.csv", 'id,title,year\n1,A,1920\n2,"B"x,1921\n3,C,1922\n', "line 3"),
            ("rows.json", '[{"id":1,"title":"A"},\n{"id":2,"title":null},\n{"id":3,"title":"C"}]', "line 2"),
        ):
            with self.subTest(name):
                done = self.list(self.file(name, content))
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual([t["title"] for t in json.loads(done.stdout)], ["A", "C"])
                self.assertIn(line, done.stderr)

    def test_strange_titles_come_back_as_they_are(self):
        titles = ["<b>bold</b>", "x" * 10000, "\u0645\u062a\u0631\u0648\u0628\u0648\u0644\u064a\u0633", "&amp; %s {0}", "日本", "😀 film"]
        path = self.file("strange.json", json.dumps([{"id": i, "title": t} for i, t in enumerate(titles)]))
        done = self.list(path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({t["title"] for t in json.loads(done.stdout)}, set(titles))
        self.assertNotIn("\x1b", self.run_cli("list", f"file:{path}/all").stdout)

    def test_a_relative_path_and_an_odd_file_name(self):
        self.file("my films & 100%.csv", "title,year\nA,1920\n")
        done = self.run_cli("list", "file:my films & 100%25.csv/all", "--format", "csv", cwd=self.scratch)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("A", done.stdout)

    def test_an_empty_array_is_an_empty_list(self):
        done = self.list(self.file("none.json", "[]"))
        self.assertEqual((done.returncode, json.loads(done.stdout)), (0, []))

    def test_a_changed_file_is_read_anew(self):
        path = self.file("films.csv", "title,year\nA,1920\n")
        self.assertEqual(len(json.loads(self.list(path).stdout)), 1)
        path.write_text("title,year\nA,1920\nB,1921\n")
        self.assertEqual(len(json.loads(self.list(path).stdout)), 2)


if __name__ == "__main__":
    unittest.main()
