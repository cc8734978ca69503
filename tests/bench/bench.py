# SPDX-License-Identifier: GPL-3.0-or-later
"""`./dev bench`: runs the benches, prints `name  ours  floor  ratio  target  ok|SHORT`, writes bench.json.

Every target is a ratio against a floor measured in the same run. Exits 0 unless --check finds one short.
"""

import argparse
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time

PAIRS = 15               # performance.md: at least 5 interleaved pairs; a start is the noisiest of all
FIRST_PAINT_LIMIT_S = 30  # a window that takes longer has failed
LOOK_S = 0.2             # between two looks whether a program is still there
SETTLE_S = 0.2           # the X server puts a dead window away: whoever started at once after it took 9 ms longer
IDLE_S = 5               # performance.md: start.memory is read after 5 s idle
IDLE_CPU_S = 30           # the same for idle.cpu
DEPTH_TITLES = 1_000_100  # row 1 000 000 lies inside
FEW_TITLES = 1000
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def run_lines(command, environment=None):
    """Rows a bench program prints, one JSON object a line."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True,
                          env=environment or {**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def pss_mb(pid):
    """Proportional set size of a process, MB (/proc/PID/smaps_rollup)."""
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss in smaps_rollup")


def family(pid):
    """A process and all that came from it."""
    children = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # gone meanwhile
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


class Display:
    """An X server of our own, so that windows are really mapped and painted."""

    def __enter__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
                                       pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        # To the line's end: the number and the newline are two writes, and a server that finds nobody reading dies of it.
        with os.fdopen(read) as line:
            self.number = line.readline().strip()
        return {**os.environ, "DISPLAY": ":" + self.number, "QT_QPA_PLATFORM": "xcb"}

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


def started(command, environment, stream, wanted):
    """Starts a program and waits until `wanted` stands in what it writes to `stream`; (process, ms since the fork)."""
    begin = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=stream if isinstance(stream, int) else subprocess.PIPE, stderr=subprocess.DEVNULL)
    source = process.stdout.fileno() if not isinstance(stream, pathlib.Path) else os.open(stream, os.O_RDWR)
    seen = b""
    while wanted not in seen:
        if time.monotonic() - begin > FIRST_PAINT_LIMIT_S or process.poll() is not None:
            ended = process.poll() is not None
            process.kill()
            raise RuntimeError(f"{command[0]} " + (f"ended with {process.returncode}" if ended
                                                   else f"painted nothing in {FIRST_PAINT_LIMIT_S} s"))
        if select.select([source], [], [], LOOK_S)[0]:
            seen += os.read(source, 65536)
    return process, (time.monotonic() - begin) * 1000


def stop(process):
    process.terminate()
    process.wait(timeout=10)
    time.sleep(SETTLE_S)


def chromium_start(environment, folder):
    """A blank page in Chromium, the floor of any web or Electron client: (ms until its window is mapped, PSS, processes)."""
    program = next(filter(shutil.which, CHROMIUM))
    command = [program, "--no-first-run", "--no-default-browser-check", "--password-store=basic", f"--user-data-dir={folder}/chromium"]
    command += ["--no-sandbox"] if os.getuid() == 0 else []  # it refuses root otherwise
    begin = time.monotonic()
    process = subprocess.Popen([*command, "about:blank"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    try:
        while b"about:blank" not in subprocess.run(["xwininfo", "-root", "-tree"], env=environment, stdout=subprocess.PIPE,
                                                   check=True).stdout:
            if time.monotonic() - begin > FIRST_PAINT_LIMIT_S or process.poll() is not None:
                raise RuntimeError(f"{program} showed no window")
            time.sleep(0.005)
        mapped = (time.monotonic() - begin) * 1000
        time.sleep(IDLE_S)
        everyone = family(process.pid)
        return mapped, sum(pss_mb(pid) for pid in everyone), len(everyone)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=10)
        time.sleep(SETTLE_S)


def chromium_benches(environment, folder, cold, memory):
    """The same two figures of ours beside Chromium's."""
    missing = next((why for there, why in ((any(map(shutil.which, CHROMIUM)), "Chromium is not installed"),
                                           (shutil.which("xwininfo"), "xwininfo is not installed (x11-utils)")) if not there), None)
    if missing:
        return [{"name": name, "note": missing} for name in ("start.cold.web", "start.memory.web")]
    chromium_start(environment, folder)  # makes its profile: warm from here on, as ours is
    ms, mb, processes = chromium_start(environment, folder)
    return [{"name": "start.cold.web", "ours": cold, "floor": ms, "unit": "ms", "note": "beside Chromium with a blank page, once"},
            {"name": "start.memory.web", "ours": memory, "floor": mb, "target": 0.25, "unit": "MB",
             "note": f"PSS beside Chromium with a blank page, {processes} processes"}]


def start_benches(build, _):
    """start.cold and start.memory: the real program on a warm store under Xvfb against a bare QWidget."""
    if not shutil.which("Xvfb"):
        return [{"name": name, "note": "Xvfb is not installed"}
                for name in ("start.cold", "start.memory", "start.cold.web", "start.memory.web")]
    with Display() as environment, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        fifo = pathlib.Path(folder) / "trace"
        os.mkfifo(fifo)
        ours = [str(build / "app/matinee"), "--profile-dir", folder + "/profile", "--theme", "dark", "--trace", str(fifo)]
        bare = [str(build / "tests/bench/bench_barewidget")]

        def start_ours():
            return started(ours, environment, fifo, b'"view.first_paint"')

        def start_bare():
            return started(bare, environment, None, b"painted")

        stop(start_ours()[0])  # makes the index: the store is warm from here on
        times, memory = ([], []), ([], [])
        for pair in range(PAIRS):
            for side, start in enumerate((start_ours, start_bare)):
                process, ms = start()
                times[side].append(ms)
                if pair == PAIRS - 1:
                    time.sleep(IDLE_S)
                    memory[side].append(pss_mb(process.pid))
                stop(process)
        return [{"name": "start.cold", "ours": statistics.median(times[0]), "floor": statistics.median(times[1]), "target": 3.0,
                 "unit": "ms", "note": "fork to the paint with 12 posters, warm store"},
                {"name": "start.memory", "ours": memory[0][0], "floor": memory[1][0], "target": 4.5, "unit": "MB", "note": "PSS after 5 s idle"},
                *chromium_benches(environment, folder, statistics.median(times[0]), memory[0][0])]


def store_benches(build, wanted):
    part = wanted.split(".")[0]
    part = part if part in ("import", "store", "paging") else ""
    folder = build / "bench-data"
    folder.mkdir(exist_ok=True)
    server, port = None, 0
    if shutil.which("redis-server"):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
                                  stdout=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
                break
            except OSError:
                time.sleep(0.05)
    try:
        return run_lines([str(build / "tests/bench/bench_store"), str(folder), str(DEPTH_TITLES), str(port), part])
    finally:
        if server:
            server.terminate()
            server.wait()


def page_benches(build, _wanted):
    """cache.db: a page of a server's list written and read."""
    with tempfile.TemporaryDirectory() as folder:
        return run_lines([str(build / "tests/bench/bench_pages"), folder])


def program_benches(program, *arguments):
    """A group whose program takes the wanted name as its last argument."""
    return lambda build, wanted: run_lines([str(build / "tests/bench" / program), *arguments, wanted])


def feed_benches(build, wanted):
    folder = build / "bench-data"
    folder.mkdir(exist_ok=True)
    return run_lines([str(build / "tests/bench/bench_feed"), str(folder), str(DEPTH_TITLES), wanted])


def window_benches(build, wanted):
    """The real window under Xvfb."""
    if not shutil.which("Xvfb"):
        return [{"name": name, "note": "Xvfb is not installed"} for name in ("prefetch.blank", "gui.block", "offline.open")]
    with Display() as environment:
        return run_lines([str(build / "tests/bench/bench_window"), wanted], environment)


def memory_benches(build, _wanted):
    """grid.memory: the window after a catalogue was scrolled through, a million titles beside a thousand."""
    if not shutil.which("Xvfb"):
        return [{"name": "grid.memory", "note": "Xvfb is not installed"}]
    measured = []
    with Display() as environment, tempfile.TemporaryDirectory() as folder:
        for titles in (DEPTH_TITLES, FEW_TITLES):
            catalogue = f"{folder}/{titles}.jsonl"
            subprocess.run([str(build / "tests/tools/synthcatalogue"), str(titles), catalogue], check=True, stdout=subprocess.DEVNULL)
            profile = f"{folder}/profile-{titles}"
            # The index is made by another process: what making it took is not what browsing takes.
            subprocess.run([str(build / "app/matinee"), "list", f"file:{catalogue}/all", "--profile-dir", profile], check=True,
                           stdout=subprocess.DEVNULL)
            command = [str(build / "tests/bench/bench_window"), "scroll", catalogue, profile]
            measured.append(run_lines(command, environment)[0]["pss"])
    return [{"name": "grid.memory", "ours": measured[0], "floor": measured[1], "most": 40, "unit": "MB",
             "note": f"PSS after {DEPTH_TITLES} rows were scrolled through, beside {FEW_TITLES}"}]


def cpu_ms(pid):
    """CPU time of all threads of a process so far, ms (/proc/PID/stat, fields 14 and 15)."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def idle_benches(build, _wanted):
    """idle.cpu: what each kind of page costs while nobody does anything."""
    if not shutil.which("Xvfb"):
        return [{"name": "idle.cpu", "note": "Xvfb is not installed"}]
    rows = []
    with Display() as environment, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = subprocess.Popen([str(build / "tests/tools/faultserve"), "--dialect", "tmdb", "--titles", "2000"],
                                  stdout=subprocess.PIPE, text=True)
        base = server.stdout.readline().split()[-1]
        fifo = pathlib.Path(folder) / "trace"
        os.mkfifo(fifo)
        environment = {**environment, "MATINEE_TMDB_TOKEN": "bench"}
        pages = [("list", ["matinee:feed/public-domain/all"]), ("title", ["matinee:title/public-domain/movie/the-general-1926"]),
                 ("server", ["matinee:feed/tmdb/popular", "--base", base])]
        try:
            for page, link in pages:
                command = [str(build / "app/matinee"), "--profile-dir", f"{folder}/{page}", "--trace", str(fifo), *link]
                process, _ = started(command, environment, fifo, b'"app.started"')
                reader = subprocess.Popen(["cat", str(fifo)], stdout=subprocess.DEVNULL)  # a trace nobody reads would block
                time.sleep(IDLE_S)
                before, began = cpu_ms(process.pid), time.monotonic()
                time.sleep(IDLE_CPU_S)
                rows.append({"name": f"idle.cpu.{page}", "ours": cpu_ms(process.pid) - before,
                             "floor": (time.monotonic() - began) * 1000, "target": 0.001, "unit": "ms",
                             "note": f"CPU time beside the wall's, {IDLE_CPU_S} s"})
                stop(process)
                reader.kill()
                reader.wait()
        finally:
            server.terminate()
            server.wait()
    return rows


# What a group measures, by the first parts of its rows' names, and how.
GROUPS = [
    (("grid.frame", "grid.scale", "grid.append", "image"), lambda build, _: run_lines([str(build / "tests/bench/bench_grid")])),
    (("grid.memory",), memory_benches),
    (("import", "store.page", "paging"), store_benches),
    (("store.write", "store.page.kept"), page_benches),
    (("model", "cache"), feed_benches),
    (("engine",), program_benches("bench_engine")),
    (("http",), program_benches("bench_http")),
    (("prefetch", "gui", "offline"), window_benches),
    (("start",), start_benches),
    (("idle",), idle_benches),
]


def concerns(names, wanted):
    return any(name.startswith(wanted) or wanted.startswith(name) for name in names)


def show(row):
    """Prints a row; False where its target falls short."""
    if "ours" not in row:
        print(f"{row['name']:<22}{row.get('note', '')}")
        return True
    ratio = row["ours"] / row["floor"] if row["floor"] else float("inf")
    row["ratio"] = ratio
    target = row.get("target")
    most = row.get("most")  # an absolute bound: so much more than the floor
    row["ok"] = (target is None or ratio <= target) and (most is None or row["ours"] - row["floor"] <= most)
    bound = f"{target:g}" if target is not None else f"+{most:g} {row.get('unit', '')}" if most is not None else ""
    verdict = "" if not bound else "ok" if row["ok"] else "SHORT"
    unit = row.get("unit", "")
    print(f"{row['name']:<22}{row['ours']:>10.3f} {unit:<3}{row['floor']:>10.3f} {unit:<3}{ratio:>8.2f}"
          f"{bound:>8}  {verdict:<6}{row.get('note', '')}", flush=True)
    return row["ok"]


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__,
                                     epilog="Shown only where installed: redis-server, chromium, xwininfo (apt install redis-server chromium x11-utils).")
    parser.add_argument("name", nargs="?", default="", help="a bench or its first part: "
                        + ", ".join(name for names, _ in GROUPS for name in names))
    parser.add_argument("--check", action="store_true", help="exit 1 where a target falls short")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    wanted = options.name
    groups = [run for names, run in GROUPS if concerns(names, wanted)]
    if not groups:
        parser.error(f"no bench is called {wanted}")
    print(f"{'name':<22}{'ours':>10} {'':<3}{'floor':>10} {'':<3}{'ratio':>8}{'target':>8}")
    rows, good = [], True
    for run in groups:
        for row in run(options.build.resolve(), wanted):
            if row["name"].startswith(wanted):
                good = show(row) and good
                rows.append(row)
    pathlib.Path("build/bench.json").write_text(json.dumps(rows, indent=2) + "\n")
    print("bench: every target is met" if good else "bench: a target falls SHORT")
    return 1 if options.check and not good else 0


if __name__ == "__main__":
    raise SystemExit(main())
