# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real program without a display, as scripts and cron do. Used by the test_*.py beside it."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("MATINEE_PROGRAM", "matinee")
TIMEOUT_S = 60  # far above what any of these takes; a hang must fail, not wait for ctest


class CliTest(unittest.TestCase):
    """Each test has a profile folder and a scratch folder of its own."""

    def setUp(self):
        self._scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self._scratch.cleanup)
        self.scratch = pathlib.Path(self._scratch.name)
        self.profile = self.scratch / "profile"

    def run_cli(self, *arguments, cwd=None, profile=None):
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        return subprocess.run([PROGRAM, "--profile-dir", str(profile or self.profile), *arguments], capture_output=True, text=True,
                              encoding="utf-8", timeout=TIMEOUT_S, env=environment, cwd=cwd)

    def json_of(self, *arguments):
        done = self.run_cli(*arguments, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def file(self, name, content):
        path = self.scratch / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def assert_refused(self, done, code, *words):
        """Ended with `code`, said each of `words` on stderr in one short text, printed no data."""
        self.assertEqual(done.returncode, code, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertIn(done.stdout.replace("\n", ""), ("", "[]"))
        self.assertLess(len(done.stderr), 2000, "a wall of errors")
