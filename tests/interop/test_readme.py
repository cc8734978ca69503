# SPDX-License-Identifier: GPL-3.0-or-later
"""The profiles of the README's "Your own API in 20 lines", word for word, each with a server of its kind."""

import json
import os
import re

from faultserver import FaultServer
from matineecli import CliTest
from servers import ROOT, TOKEN, DjangoServer

TITLES = 250


def examples():
    """The section's JSON blocks, by the id of their profile."""
    section = re.search(r"^## Your own API in 20 lines$(.*?)^## ", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)[1]
    return {json.loads(block)["id"]: block for block in re.findall(r"^```json\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)}


class ReadmeTest(CliTest):
    def example(self, source):
        file = self.file(f"{source}.json", examples()[source])
        folder = self.profile / "config" / "profiles"
        folder.mkdir(parents=True)
        (folder / file.name).write_bytes(file.read_bytes())
        return file

    def check(self, file, *arguments):
        done = self.run_cli("profile", "check", str(file), *arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("a good profile", done.stdout)
        return done.stdout

    def check_walk(self, source, base, ids, requests):
        file = self.example(source)
        self.check(file)
        self.assertIn("answers with 20 titles", self.check(file, "--live", "--base", base))
        asked = len(requests())
        titles = self.json_of("list", f"{source}/all", "--all", "--base", base)
        self.assertEqual([t["id"] for t in titles], ids)
        self.assertTrue(all(t["title"] and t["overview"] for t in titles[1:4]), titles[:4])
        self.assertEqual(len(requests()) - asked, -(-len(ids) // 20))

    def test_there_are_two_of_twenty_lines_at_the_most(self):
        self.assertEqual(list(examples()), ["my-films", "my-cursors"])
        for source, text in examples().items():
            self.assertLessEqual(text.count("\n"), 20, source)

    def test_django_with_page_numbers(self):
        os.environ["MATINEE_MY_FILMS_TOKEN"] = TOKEN
        self.addCleanup(os.environ.pop, "MATINEE_MY_FILMS_TOKEN")
        with DjangoServer(self.scratch, TITLES) as server:
            base = server.base + "/api"
            self.check_walk("my-films", base, [str(n * 3) for n in range(1, TITLES + 1)], server.requests)
            self.assertTrue(self.json_of("search", "my-films", "77", "--base", base))
            shown = self.json_of("show", "my-films", "movie:33", "--base", base)
            self.assertIn("Film 11 ", json.dumps(shown))

    def test_without_a_token_it_says_where_one_is_given(self):
        done = self.run_cli("profile", "check", str(self.example("my-films")), "--live")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("MATINEE_MY_FILMS_TOKEN", done.stderr)

    def test_cursors(self):
        with FaultServer(self.scratch, "--dialect", "cursor", "--titles", str(TITLES)) as server:
            self.check_walk("my-cursors", server.base, [str(n) for n in range(1, TITLES + 1)], server.requests)

    def test_a_profile_whose_server_answers_otherwise_is_told(self):
        with FaultServer(self.scratch, "--dialect", "pages", "--titles", "40") as server:
            done = self.run_cli("profile", "check", str(self.example("my-films")), "--live", "--base", server.base)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("results", done.stderr)

    def test_a_server_that_is_not_there_is_told(self):
        done = self.run_cli("profile", "check", str(self.example("my-cursors")), "--live", "--base", "http://127.0.0.1:9")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("127.0.0.1", done.stderr)
