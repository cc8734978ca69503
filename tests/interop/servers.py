# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the servers nobody here wrote beside a test, and says why not where they are not installed."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import threading
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGES = pathlib.Path(os.environ.get("MATINEE_INTEROP_PACKAGES", ROOT / "build" / "interop"))
DOCUMENT = pathlib.Path(os.environ.get("MATINEE_TMDB_DOCUMENT", ROOT.parent / "shared" / "data" / "tmdb-openapi-mock.json"))
TOKEN = "0123456789abcdef0123456789abcdef01234567"  # djangoserver.py's
START_S = 60  # far above what any of them takes


def missing(what):
    """Ends the test: a person may lack packages, CI may not."""
    reason = f"{what}; ./dev deps --interop installs it"
    if os.environ.get("CI"):
        raise AssertionError(reason)
    raise unittest.SkipTest(reason)


def django_python():
    """An interpreter that has Django REST framework: Debian's is for Debian's own Python, whatever else is in PATH."""
    for python in dict.fromkeys((os.environ.get("MATINEE_INTEROP_PYTHON"), "/usr/bin/python3", shutil.which("python3"))):
        if python and subprocess.run([python, "-c", "import rest_framework"], capture_output=True, check=False).returncode == 0:
            return python
    return missing("no Python here has Django REST framework")


def package(name):
    """The folder of an npm package and the program that runs it."""
    node, folder = shutil.which("node"), PACKAGES / "node_modules" / name
    if not node:
        missing("there is no node")
    if not folder.is_dir():
        missing(f"{folder} is not there")
    return node, folder


class Server:
    """`with DjangoServer(folder) as server:`; `server.base` is its address."""

    def __init__(self, folder, command, base=re.compile(r"(http://127\.0\.0\.1:\d+)$")):
        self.log, self.command, self.pattern = pathlib.Path(folder) / "requests.jsonl", command, base
        self.output, self.base, self.forgotten = [], None, 0

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        self.started = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        if not self.started.wait(START_S) or self.base is None:
            self.stop()
            raise AssertionError("the server did not start:\n" + "".join(self.output[-20:]))
        return self

    def _read(self):
        for line in self.process.stdout:
            self.output.append(line)
            found = None if self.base else self.pattern.search(line.strip())
            if found:
                self.base = found[1]
                self.started.set()
        self.started.set()

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()

    def requests(self):
        """Everything that was asked since forget(), in order of its answers."""
        return [json.loads(line) for line in self._lines()[self.forgotten:]]

    def forget(self):
        self.forgotten = len(self._lines())

    def _lines(self):
        return self.log.read_text().splitlines() if self.log.exists() else []


class DjangoServer(Server):
    def __init__(self, folder, titles):
        super().__init__(folder, [django_python(), "-B", str(HERE / "djangoserver.py"), str(folder), str(titles)])
        self.database = pathlib.Path(folder) / "films.sqlite3"


class JsonServer(Server):
    def __init__(self, folder, movies):
        node, _ = package("json-server")
        self.database = pathlib.Path(folder) / "db.json"
        self.database.write_text(json.dumps({"movies": movies}))
        super().__init__(folder, [node, str(HERE / "jsonserver.js"), str(PACKAGES), str(self.database), str(pathlib.Path(folder) / "requests.jsonl")])


class Prism(Server):
    """A proxy in front of `upstream` that answers what breaks the document with an error of its own. It keeps no log:
    requests() are upstream's, which writes into the same folder."""

    def __init__(self, folder, upstream, amend):
        if not DOCUMENT.is_file():
            raise unittest.SkipTest(f"{DOCUMENT} is not there: TMDB's OpenAPI document is not ours to hand out; "
                                    "MATINEE_TMDB_DOCUMENT says where it is")
        node, prism = package("@stoplight/prism-cli")
        self.document = json.loads(DOCUMENT.read_text())
        amend(self.document)
        amended = pathlib.Path(folder) / "document.json"
        amended.write_text(json.dumps(self.document))
        super().__init__(folder, [node, str(prism / "dist" / "index.js"), "proxy", str(amended), upstream, "--errors", "--port", "0"],
                         re.compile(r"listening on (http://127\.0\.0\.1:\d+)$"))
