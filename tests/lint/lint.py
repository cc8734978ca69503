#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lint of this repository.

    lint.py CHECK...            one or more of: format layering sizes forbidden spdx words machine options
    lint.py --build DIR [--all] every check, then clang-tidy with DIR/compile_commands.json on the files changed
                                since HEAD (--all: on every file)

Prints path:line: text for each finding. Exit: 0 clean, 1 findings, 2 usage, 77 nothing could be checked.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checks import CHECKS, Finding, Tree

SKIPPED = 77
_NOT_OURS = {"build", "dist", ".git", "__pycache__"}


def git(root, *arguments):
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    return [line for line in done.stdout.split("\0") if line] if done.returncode == 0 else None


def files_below(root):
    """Tracked and new files, or everything outside build/ where there is no git (a source archive)."""
    listed = git(root, "ls-files", "-z", "-co", "--exclude-standard")
    if listed is None:
        listed = [str(path.relative_to(root)) for path in root.rglob("*") if not _NOT_OURS & set(path.relative_to(root).parts)]
    return [path for path in listed if (root / path).is_file()]


class Unavailable(Exception):
    """A tool this check needs is not installed."""


def tool(name):
    found = shutil.which(name)
    if not found:
        raise Unavailable(f"{name} is not installed; ./dev deps installs it")
    return found


def clang_format(tree):
    """Every C++ file is as clang-format writes it."""
    command = [tool("clang-format"), "--dry-run", "-Werror", "--style=file"]
    files = tree.cpp()
    if not files:
        return
    done = subprocess.run(command + files, cwd=tree.root, capture_output=True, text=True, check=False)
    seen = set()
    for path, line in re.findall(r"^(.+?):(\d+):\d+: error:", done.stderr, re.MULTILINE):
        if path not in seen:  # one line a file is enough to act on
            seen.add(path)
            yield Finding(path, int(line), "not formatted; ./dev format rewrites it")
    if done.returncode != 0 and not seen:
        yield Finding(".clang-format", 1, done.stderr.strip() or "clang-format failed")


def changed_files(root):
    changed = git(root, "diff", "-z", "--name-only", "--diff-filter=d", "HEAD") or []
    return changed + (git(root, "ls-files", "-z", "-o", "--exclude-standard") or [])


def tidy_targets(tree, compiled, wanted):
    """The compiled files to look at: the changed ones, and for a changed header its own or first including .cpp."""
    targets = set(wanted) & compiled
    for header in (path for path in wanted if path.endswith(".h")):
        own = header[:-2] + ".cpp"
        includes = f'"{header}"'
        reach = [own] if own in compiled else [path for path in sorted(compiled) if includes in tree.text(path)][:1]
        targets.update(reach)
    return sorted(targets)


def clang_tidy(tree, build, every):
    """clang-tidy's findings in the changed files, or in all of them."""
    database = Path(build) / "compile_commands.json"
    if not database.is_file():
        raise Unavailable(f"{database} is missing; configure with CMAKE_EXPORT_COMPILE_COMMANDS=ON")
    command = [tool("clang-tidy"), "-p", str(build), "--quiet", "--extra-arg=-Wno-unknown-warning-option"]
    entries = json.loads(database.read_text())
    compiled = {os.path.relpath(entry["file"], tree.root) for entry in entries} & set(tree.paths)
    targets = tidy_targets(tree, compiled, tree.paths if every else changed_files(tree.root))

    def run(path):
        return subprocess.run(command + [path], cwd=tree.root, capture_output=True, text=True, check=False)

    seen = set()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path, done in zip(targets, pool.map(run, targets)):
            found = re.findall(r"^(.+?):(\d+):\d+: (?:warning|error): (.*)$", done.stdout, re.MULTILINE)
            for place, line, text in found:
                finding = Finding(os.path.relpath(place, tree.root), int(line), text)
                if finding not in seen:
                    seen.add(finding)
                    yield finding
            if done.returncode != 0 and not found:
                yield Finding(path, 1, "clang-tidy failed: " + (done.stderr.strip().splitlines() or ["no reason given"])[-1])


def report(name, findings):
    """Prints the findings of one check as they come; their number, or None where it could not run."""
    count = 0
    try:
        for finding in findings:
            print(finding, flush=True)  # clang-tidy takes minutes
            count += 1
    except Unavailable as reason:
        print(f"lint: {name}: skipped: {reason}")
        return None
    print(f"lint: {name}: {count or 'no'} finding{'' if count == 1 else 's'}", flush=True)
    return count


def main(arguments):
    names = {"format": clang_format, **CHECKS}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("check", nargs="*", help="one or more of: " + " ".join(names))
    parser.add_argument("--build", metavar="DIR", help="every check, then clang-tidy with this build folder")
    parser.add_argument("--all", action="store_true", help="clang-tidy on every file")
    parser.add_argument("--root", default=str(Path(__file__).resolve().parents[2]), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    unknown = [name for name in options.check if name not in names]
    if unknown or (not options.check and not options.build):
        parser.error(f"no check is called {unknown[0]}" if unknown else "name a check, or --build DIR for all of them")
    root = Path(options.root).resolve()
    tree = Tree(root, files_below(root))
    counts = [report(name, names[name](tree)) for name in options.check or names]
    if options.build:
        counts.append(report("clang-tidy", clang_tidy(tree, Path(options.build).resolve(), options.all)))
    if all(count is None for count in counts):
        return SKIPPED
    total = sum(count or 0 for count in counts)
    if len(counts) > 1:
        print(f"lint: {total} finding{'' if total == 1 else 's'}" if total else "lint: clean")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
