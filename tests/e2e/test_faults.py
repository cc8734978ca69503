# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that break off, ask to wait, lead elsewhere, flood, or repeat the secret: through the real program."""

import base64
import datetime
import email.utils
import http.server
import json
import os
import subprocess
import threading
import time
import unittest

from dialectcases import dialect
from faultserver import FaultServer
from matineecli import PROGRAM, CliTest

SECRET = "SECRET-abc123"
TMDB_KEY = "0123456789abcdef0123456789abcdef"
LIST = "tmdb/trending?window=day"
PATH = "/trending/movie/day"


class FaultTest(CliTest):
    def serve(self, *arguments, dialect="tmdb"):
        server = FaultServer(self.scratch, "--dialect", dialect, *arguments)
        server.__enter__()
        self.addCleanup(server.stop)
        return server

    def environment(self, name, value):
        os.environ[name] = value
        self.addCleanup(os.environ.pop, name, None)


class BrokenOffTest(FaultTest):
    CUTS = ("length", "gzip-closed", "gzip-short", "chunked-half", "eof")

    def test_an_answer_that_breaks_off_is_asked_for_again_and_whole_then(self):
        for cut in (*self.CUTS, "chunked"):
            with self.subTest(cut):
                server = self.serve("--titles", "60", "--truncate", f"100%:{cut}", "--only", PATH, "--requests", "2:1")
                ids = [t["id"] for t in self.json_of("list", LIST, "--all", "--refresh", "--base", server.base)]
                self.assertEqual(ids, [str(n) for n in range(1, 61)])
                server.stop()
                server.log.unlink()

    def test_one_that_always_does_is_said_and_nothing_of_it_is_kept(self):
        for cut in self.CUTS:
            with self.subTest(cut):
                server = self.serve("--titles", "60", "--truncate", f"100%:{cut}", "--only", PATH)
                self.assert_refused(self.run_cli("list", LIST, "--base", server.base), 1, "matinee: ")
                self.assertLessEqual(len(server.asked(PATH)), 8)  # four of ours, each of which Qt may have sent twice
                server.stop()
                self.assert_refused(self.run_cli("list", LIST, "--from-cache"), 1, "not asked")
                server.log.unlink()

    def test_only_the_chunk_of_no_bytes_is_missing(self):
        # All of the JSON came, and its end is its own: it counts, if Qt does not call it an error.
        server = self.serve("--titles", "60", "--truncate", "100%:chunked", "--only", PATH)
        done = self.run_cli("list", LIST, "--base", server.base, "--format", "json")
        self.assertIn(len(json.loads(done.stdout)), (0, 20))
        self.assertEqual(done.returncode, 0 if json.loads(done.stdout) else 1)

    def test_a_body_that_dribbles_is_given_up_after_twenty_seconds(self):
        server = self.serve("--titles", "60", "--dribble", "100ms", "--only", PATH, "--requests", "1:1")
        started = time.monotonic()
        ids = [t["id"] for t in self.json_of("list", LIST, "--base", server.base)]
        self.assertEqual(len(ids), 20)
        self.assertGreater(time.monotonic() - started, 19)
        self.assertLess(time.monotonic() - started, 40)
        self.assertEqual(len(server.asked(PATH)), 2)


class FloodTest(FaultTest):
    def peak(self, *arguments):
        """(exit code, peak of memory in MB) of one run."""
        process = subprocess.Popen([PROGRAM, "--profile-dir", str(self.profile), *arguments], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, usage.ru_maxrss / 1024

    def test_bombs_and_huge_answers_take_little_memory_and_are_not_kept(self):
        server = self.serve("--titles", "60")
        code, usual = self.peak("list", "tmdb/trending?window=week", "--base", server.base)
        self.assertEqual(code, 0)
        server.stop()
        for body in ("bomb", "huge"):  # 300 MB unpacked, 30 MB of JSON
            with self.subTest(body):
                server = self.serve("--titles", "60", "--body", body, "--only", PATH)
                code, peak = self.peak("list", LIST, "--base", server.base)
                self.assertEqual(code, 1)
                self.assertLess(peak, usual + 50)
                self.assert_refused(self.run_cli("list", LIST, "--base", server.base), 1, "larger than")
                self.assert_refused(self.run_cli("list", LIST, "--from-cache"), 1, "not asked")
                server.stop()
                server.log.unlink()

    def test_a_page_of_a_captive_portal_is_no_page(self):
        server = self.serve("--titles", "60", "--body", "html", "--only", PATH)
        self.assert_refused(self.run_cli("list", LIST, "--base", server.base), 1, "matinee: ")
        self.assert_refused(self.run_cli("list", LIST, "--from-cache"), 1, "not asked")


class RetryAfterTest(FaultTest):
    """429 with a Retry-After on the second page: when is anything asked again?"""

    def waits(self, server):
        """Seconds from the refusal to each request after it."""
        stamps = [datetime.datetime.fromisoformat(r["time"].replace("Z", "+00:00")) for r in server.requests()]
        refused = next(i for i, r in enumerate(server.requests()) if r["status"] == 429)
        self.refused_at = stamps[refused]
        return [(stamp - stamps[refused]).total_seconds() for stamp in stamps[refused + 1:]]

    def warm(self, retry_after, *options):
        server = self.serve("--titles", "45", "--status", "429", "--retry-after", retry_after, "--only", PATH, "--requests", "2:1")
        done = self.run_cli("warm", LIST, "--pages", "3", *options, "--base", server.base)
        waits = self.waits(server)
        server.stop()
        server.log.unlink()
        self.run_cli("cache", "clear", "--all")
        return done, waits

    def test_two_seconds_are_waited_by_every_request_to_the_host(self):
        done, waits = self.warm("2", "--art")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(min(waits), 2)
        self.assertLess(min(waits), 4)

    def test_a_date_is_waited_for(self):
        at = int(time.time()) + 6
        done, waits = self.warm(email.utils.formatdate(at, usegmt=True))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(self.refused_at.timestamp() + min(waits), at)

    def test_nonsense_counts_as_absent(self):
        for text in ("-5", "soon"):
            with self.subTest(text):
                done, waits = self.warm(text)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertLess(min(waits), 4)

    def test_years_end_it_with_the_time_shown(self):
        started = time.monotonic()
        done, waits = self.warm("99999999")
        self.assertEqual(done.returncode, 1)
        self.assertIn("99999999 s", done.stderr)
        self.assertEqual(waits, [])
        self.assertLess(time.monotonic() - started, 20)


class ForeignTest(FaultTest):
    """Another origin that a server leads to hears nothing at all, least of all a secret."""

    def setUp(self):
        super().setUp()
        self.heard = []
        heard = self.heard

        class Listener(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                heard.append((self.path, dict(self.headers)))
                self.send_error(404)

            def log_message(self, *_):
                pass

        self.listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()
        self.addCleanup(self.listener.server_close)
        self.addCleanup(self.listener.shutdown)
        self.foreign = f"http://127.0.0.1:{self.listener.server_port}"
        self.environment("MATINEE_WALK_TOKEN", SECRET)

    def test_next_links_to_another_origin_end_the_list(self):
        for name in ("templates/django-rest/by-cursor", "templates/json-api/all", "templates/json-server/all"):
            with self.subTest(name):
                case = dialect(name)
                case.install(self.profile / "config" / "profiles")
                server = self.serve("--titles", "60", "--links-to", self.foreign, dialect=case.server)
                self.assertEqual(len(self.json_of("list", f"walk/{case.feed}", "--all", "--refresh", "--base", server.base + case.base)), 20)
                server.stop()
        self.assertEqual(self.heard, [])

    def test_redirects_to_another_origin_are_errors(self):
        for name, key in (("templates/django-rest/by-cursor", SECRET), ("tmdb/popular", TMDB_KEY), ("tmdb/popular", SECRET + ".x")):
            with self.subTest(name, key=key):
                os.environ["MATINEE_WALK_TOKEN"] = key
                case = dialect(name)
                case.install(self.profile / "config" / "profiles")
                server = self.serve("--titles", "60", "--redirect", self.foreign + "/there", dialect=case.server)
                done = self.run_cli("list", f"walk/{case.feed}", "--base", server.base + case.base)
                self.assert_refused(done, 1, "redirects to another place")
                server.stop()
        self.assertEqual(self.heard, [])


class Echo(http.server.BaseHTTPRequestHandler):
    """Refuses, and tells everybody what it was sent."""

    def do_GET(self):
        told = f"no: {self.path} {dict(self.headers)}"
        body = json.dumps({"detail": told, "status_message": told, "error": told, "title": told, "message": told}).encode()
        self.send_response(403)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


AUTH = {
    "bearer": {"kind": "bearer"}, "header": {"kind": "header", "name": "X-Key", "value": "Token {secret}"},
    "query": {"kind": "query", "name": "key"}, "basic": {"kind": "basic"}, "tmdb": {"kind": "tmdb"},
    "jellyfin": {"kind": "jellyfin"}, "trakt": {"kind": "trakt"},
}


class SecretTest(FaultTest):
    """However requests are signed: the secret reaches the server and is found nowhere else."""

    def echo(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def forms(self, secret):
        """As it is, and as Basic writes it."""
        encoded = base64.b64encode(f"ada:{secret}".encode())
        return [secret.encode(), encoded, encoded[4:-4]]

    def test_it_is_in_no_file_and_no_word(self):
        echo = self.echo()
        self.environment("QT_LOGGING_RULES", "matinee.*=true;qt.network.*=true")
        for kind, auth in AUTH.items():
            with self.subTest(kind):
                self.check(kind, auth, echo)

    def check(self, kind, auth, echo):
        self.environment("MATINEE_WALK_TOKEN", f"ada:{SECRET}" if kind in ("basic", "jellyfin") else SECRET)
        # A server that repeats the query in its next links.
        case = dialect("templates/json-api/all")
        folder = self.profile / "config" / "profiles"
        case.install(folder)
        profile = json.loads((folder / "walk.json").read_text())
        profile["auth"] = auth
        (folder / "walk.json").write_text(json.dumps(profile))
        server = self.serve("--titles", "60", dialect=case.server)
        common = ("--trace", str(self.scratch / "trace.jsonl"), "--dump-state", str(self.scratch / "state.json"))
        runs = [self.run_cli(*arguments, "--base", server.base, *common) for arguments in (
            ("list", "walk/all", "--all", "--refresh", "--format", "json"), ("show", "walk", "movie:7"), ("warm", "walk/all", "--all", "--art"))]
        for run in runs[:1]:
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(len(json.loads(run.stdout)), 60)
        sent = json.dumps(server.requests())
        self.assertTrue(any(form.decode() in sent for form in self.forms(SECRET)), "it was not even sent")
        server.stop()
        server.log.unlink()
        for arguments in (("list", "walk/all", "--refresh"), ("list", "walk/all"), ("search", "walk", "film"), ("show", "walk", "movie:8")):
            runs.append(self.run_cli(*arguments, "--base", echo, *common))
        runs.append(self.run_cli("profile", "check", str(folder / "walk.json"), "--live", *common))
        runs += [self.run_cli(*arguments) for arguments in (("sources",), ("stats",), ("cache", "list"))]
        for run in runs:
            for form in self.forms(SECRET):
                self.assertNotIn(form.decode(), run.stdout + run.stderr, run.args)
        for path in self.scratch.rglob("*"):
            for form in self.forms(SECRET) if path.is_file() else ():
                self.assertNotIn(form, path.read_bytes(), path)


if __name__ == "__main__":
    unittest.main()
