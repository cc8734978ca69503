# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the fault server (tests/support/faultserver) beside a test, and reads what it was asked."""

import json
import os
import pathlib
import subprocess

SERVER = os.environ.get("MATINEE_FAULTSERVE", "faultserve")


class FaultServer:
    """`with FaultServer(folder, "--titles", "100") as server:`; `server.base` is its address."""

    def __init__(self, folder, *arguments, port=0):
        self.log = pathlib.Path(folder) / "requests.jsonl"
        self.arguments = [SERVER, "--port", str(port), "--log", str(self.log), *arguments]

    def __enter__(self):
        self.process = subprocess.Popen(self.arguments, stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().split()[-1]
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)
        self.process.stdout.close()

    def requests(self):
        """Everything that was asked so far, in order of its answers."""
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def asked(self, path):
        """The requests for this path, in order."""
        return [r for r in self.requests() if r["path"].endswith(path)]
