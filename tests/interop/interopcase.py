# SPDX-License-Identifier: GPL-3.0-or-later
"""What the interop tests share: the real program with a profile of a person's own, beside a server nobody here wrote."""

import json
import os
import pathlib
import tempfile

from matineecli import CliTest
from servers import ROOT, TOKEN

PROFILES = ROOT / "resources" / "profiles"
SOURCE = "mine"  # the id that every profile is installed under
os.environ["MATINEE_MINE_TOKEN"] = TOKEN


def pages(rows, size):
    return -(-rows // size)


class InteropTest(CliTest):
    """One server for the class (`start(folder)` makes it), a profile folder for each test."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.server = cls.start(cls.folder)
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.stop)

    @classmethod
    def start(cls, folder):
        raise NotImplementedError

    def setUp(self):
        super().setUp()
        self.server.forget()

    def install(self, name, size=None, keeps_limits=False):
        """A profile below resources/profiles as a person's own, with pages of `size` and no limits to wait for."""
        self.install_profile(json.loads((PROFILES / f"{name}.json").read_text()), size, keeps_limits)

    def install_profile(self, profile, size=None, keeps_limits=False):
        profile["id"] = SOURCE
        if not keeps_limits:
            profile["limits"] = {"perSecond": 1000, "burst": 1000, "inFlight": 16}
        for pagination in profile["pagination"].values():
            if size and "size" in pagination:
                pagination["size"]["value"] = size
        self.profile = self.scratch / f"profile-{len(list(self.scratch.iterdir()))}"
        folder = self.profile / "config" / "profiles"
        folder.mkdir(parents=True)
        (folder / f"{SOURCE}.json").write_text(json.dumps(profile))

    def list(self, feed, *arguments, base="", all_pages=True):
        """The titles of a list, walked to its end."""
        return self.json_of("list", f"{SOURCE}/{feed}", *(["--all"] if all_pages else []), "--base", self.server.base + base, *arguments)

    def ids(self, *arguments, **more):
        return [title["id"] for title in self.list(*arguments, **more)]

    def statuses(self):
        return [request["status"] for request in self.server.requests()]

    def assert_asked_once_a_page(self, count):
        """`count` requests, each answered well, no page twice."""
        requests = self.server.requests()
        self.assertEqual({r["status"] for r in requests}, {200})
        asked = [(r["path"], tuple(sorted(r["query"].items()))) for r in requests]
        self.assertEqual(len(asked), count)
        self.assertEqual(len(set(asked)), count)

