# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house, one function each. A check takes a Tree and yields Findings."""

import re
from pathlib import Path
from typing import NamedTuple

from cpptext import code_only, functions, line_of, without_comments


class Finding(NamedTuple):
    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


class Tree:
    """The files of a checkout by their path from its root."""

    def __init__(self, root, paths):
        self.root = Path(root)
        self.paths = sorted(paths)
        self._texts = {}

    def exists(self, path):
        return (self.root / path).is_file()

    def text(self, path):
        if path not in self._texts:
            self._texts[path] = (self.root / path).read_bytes().decode("utf-8", "replace")
        return self._texts[path]

    def cpp(self):
        return [path for path in self.paths if path.endswith((".cpp", ".h"))]


# ---- layering ----------------------------------------------------------------------------------------------------

_ANY = "*"
_CATALOG = {"models/catalog"}
_SEEN_BY_UI = _CATALOG | {"models"}
# A screen opens feeds, and is built over the window's ports.
_SEEN_BY_SCREENS = _SEEN_BY_UI | {"models/feed", "ui/whilealive.h", "ui/windowports.h"}
# Inside ui: what it is drawn with, then the parts, then the screens, then the frame.
_UI_BASE = {"ui/theme", "ui/words", "ui/navigation", "ui/preferences"}
_UI_PARTS = {"ui/grid", "ui/shelf", "ui/sidebar", "ui/dialogs"}
_UI_SCREENS = {"ui/detail", "ui/pages", "ui/storage"}

# ARCHITECTURE.md's arrows. A room may include itself and the rooms named here, never more.
ALLOWED = {
    "models/catalog": set(),
    "models/feed": _CATALOG,
    "models/images": _CATALOG,
    "models/offline": _CATALOG,
    "models/outbox": _CATALOG,
    "models/sources": _CATALOG,
    "models": _CATALOG | {"models/feed"},
    "cache/core": _CATALOG,
    "cache/sql": _CATALOG | {"cache/core"},
    "cache/userdata": _CATALOG | {"cache/core", "cache/sql"},
    "cache/pagestore": _CATALOG | {"cache/core", "cache/sql"},
    "cache/imagestore": _CATALOG | {"cache/core", "cache/sql"},
    "cache/cataloguefile": _CATALOG | {"cache/core", "cache/sql"},
    "cache/transfer": _CATALOG | {"cache/core", "cache/cataloguefile"},
    "ui/theme": _CATALOG,
    "ui/words": _SEEN_BY_UI,
    "ui/navigation": _SEEN_BY_UI,
    "ui/preferences": _SEEN_BY_UI | {"ui/theme", "ui/words", "ui/whilealive.h"},
    "ui/grid": _SEEN_BY_UI | {"ui/theme"},
    "ui/sidebar": _SEEN_BY_UI | _UI_BASE,
    "ui/dialogs": _SEEN_BY_UI | _UI_BASE | {"ui/filedrop.h", "ui/whilealive.h"},
    "ui/filedrop.h": set(),
    "ui/whilealive.h": set(),
    "ui/windowports.h": set(),
    "ui/shelf": _SEEN_BY_SCREENS | _UI_BASE | {"ui/grid"},
    "ui/storage": _SEEN_BY_SCREENS | _UI_BASE | {"models/offline", "models/outbox"},
    "ui/pages": _SEEN_BY_SCREENS | _UI_BASE | _UI_PARTS | {"models/offline"},
    "ui/detail": _SEEN_BY_SCREENS | _UI_BASE | _UI_PARTS | {"ui/pages"},
    "ui": _SEEN_BY_SCREENS | _UI_BASE | _UI_PARTS | _UI_SCREENS | {"models/outbox", "ui/filedrop.h"},
    "app": {_ANY},
    "tests": {_ANY},
}
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)


def room_of(path):
    """The room a file stands in (or the file, where it has a row of its own), None outside of all rooms."""
    folder = path
    while folder not in ALLOWED and "/" in folder:
        folder = folder.rsplit("/", 1)[0]
    return folder if folder in ALLOWED else None


def _is_generated(tree, target):
    return target.endswith(".moc") or Path(target).name.startswith(("moc_", "ui_")) or tree.exists(target + ".in")


def layering(tree):
    """Every #include "..." is a path from the root and follows an arrow of the table."""
    for path in tree.cpp():
        text = without_comments(tree.text(path))
        here = room_of(path)
        if here is None:
            yield Finding(path, 1, "stands in no room; a new room needs a row in tests/lint/checks.py")
            continue
        for match in _INCLUDE.finditer(text):
            target, line = match[1], line_of(text, match.start(1))
            if _is_generated(tree, target):
                continue
            there = room_of(target)
            if not tree.exists(target):
                yield Finding(path, line, f'"{target}" is no file from the repository\'s root')
            elif there is None:
                yield Finding(path, line, f'"{target}" stands in no room')
            elif there != here and not ALLOWED[here] & {there, _ANY}:
                yield Finding(path, line, f"{here} may not include {there}")


# ---- sizes -------------------------------------------------------------------------------------------------------

MAX_FUNCTION = 60
MAX_CONSTRUCTOR = 40
MAX_CPP = 500
MAX_HEADER = 150
MAX_SPECIAL = {"ui/mainwindow.cpp": 400}  # the frame; screens have files of their own


def sizes(tree):
    """Functions, constructors and files are no longer than the stops."""
    for path in tree.cpp():
        text = tree.text(path)
        lines = text.count("\n")
        most = MAX_SPECIAL.get(path, MAX_HEADER if path.endswith(".h") else MAX_CPP)
        if lines > most:
            yield Finding(path, most + 1, f"file of {lines} lines, {most} at most")
        for found in functions(text):
            if path.startswith("tests/") and found.name.endswith("_data"):
                continue  # a table of test rows is data, long or not
            kind, most = ("constructor", MAX_CONSTRUCTOR) if found.is_constructor else ("function", MAX_FUNCTION)
            if found.lines > most:
                yield Finding(path, found.line, f"{kind} {found.name} of {found.lines} lines, {most} at most")


# ---- forbidden ---------------------------------------------------------------------------------------------------


class Rule(NamedTuple):
    pattern: re.Pattern
    reason: str
    applies: object  # called with the path


def _outside_tests(path):
    return not path.startswith("tests/")


def _everywhere(_path):
    return True


_RULES = [
    Rule(re.compile(r"\bQEventLoop\b|\bprocessEvents\b"), "no nested event loops", _outside_tests),
    Rule(re.compile(r"\bwaitForFinished\b|\bBlockingQueued\w*"), "no waiting on another thread", _outside_tests),
    Rule(re.compile(r"\bQSqlDatabase\b"), "SQLite goes through cache/sql", _outside_tests),
    Rule(re.compile(r"\bignoreSslErrors\b"), "TLS errors are shown, never passed over", _outside_tests),
    Rule(re.compile(r"\bQThread::[mu]?sleep\b|\bthis_thread::sleep\w*"), "no sleeping", _everywhere),
    Rule(re.compile(r"\bQTest::q(?:Wait|Sleep)\s*\(|(?<![\w:])qWait\s*\("), "wait on a condition (QTRY_*, QSignalSpy)", _everywhere),
    Rule(re.compile(r"\bQPixmap\b"), "QPixmap belongs to ui/ and app/; QImage elsewhere",
         lambda path: not path.startswith(("ui/", "app/", "tests/"))),
    Rule(re.compile(r"\bfriend\s+class\b"), "no friend classes", _everywhere),
    Rule(re.compile(r"#[ \t]*include[ \t]*<(?:Qt(?:Core|Gui|Widgets|Network|Concurrent|Svg|Sql|DBus|Test|Xml)|bits/stdc\+\+\.h)>"),
         "include the precise header", _everywhere),
]
_UNFINISHED = re.compile(r"\b(?:" + "|".join(("TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK")) + r")\b")
_SCRIPTS = (".cpp", ".h", ".py", ".sh", ".cmake", ".in", ".sql", "CMakeLists.txt")


def forbidden(tree):
    """Calls, classes and marks this code base does without."""
    for path in tree.paths:
        if path.endswith((".cpp", ".h")):
            code = code_only(tree.text(path))
            for rule in _RULES:
                if rule.applies(path):
                    for match in rule.pattern.finditer(code):
                        yield Finding(path, line_of(code, match.start()), f"{match[0].strip()}: {rule.reason}")
        if path.endswith(_SCRIPTS):
            for match in _UNFINISHED.finditer(tree.text(path)):
                yield Finding(path, line_of(tree.text(path), match.start()), f"{match[0]}: finish it or file an issue")


# ---- SPDX --------------------------------------------------------------------------------------------------------

_SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
_COMMENTED = (".cpp", ".h", ".cmake", "CMakeLists.txt", ".py", ".sh", ".svg", ".xml", ".sql", ".in", ".bash", ".fish", ".zsh", ".qrc")


def spdx(tree):
    """The licence is named in the first three lines of every file that can hold a comment."""
    for path in tree.paths:
        text = tree.text(path) if path.endswith(_COMMENTED) or "." not in Path(path).name else ""
        if not path.endswith(_COMMENTED) and not text.startswith("#!"):
            continue
        if not any(_SPDX in line for line in text.split("\n", 3)[:3]):
            yield Finding(path, 1, f"{_SPDX} is missing from the first three lines")


# ---- words -------------------------------------------------------------------------------------------------------

_CLASS = re.compile(r"(?<!enum )\b(?:class|struct)\s+(?:\[\[[^\]]*\]\]\s*)?((?:\w+::)*\w+)")
_VAGUE = re.compile(r"(?:Manager|Handler|Helper|Utils?|Controller|Service)s?$")


def words(tree):
    """Classes are named for what they do, not for managing or helping."""
    for path in tree.cpp():
        code = code_only(tree.text(path))
        for match in _CLASS.finditer(code):
            name = match[1].split("::")[-1]
            if _VAGUE.search(name) and not re.match(r"Q[A-Z]", name):
                yield Finding(path, line_of(code, match.start(1)), f"{name}: say what it does; suffixes are in ARCHITECTURE.md")


# ---- machine -----------------------------------------------------------------------------------------------------

# Split so that this file does not find itself.
_MACHINE = re.compile(
    r"(?<![\w.$})%/-])/(?:" + "|".join(("ho" "me", "Us" "ers", "wo" "rk", "work" "space", "fa" "rm", "ro" "ot")) + r")/\w"
    + r"|\.li" r"brary/"
    + r"|https?://[\w.-]*(?:" + "|".join((r"py" r"pi\.org", r"npm" r"js\.org", r"crates\." r"io", r"proxy\.go" r"lang\.org",
                                          r"\.int" r"ernal", r"\.lo" r"cal")) + r")(?=[:/\s\"'])"
)
_BINARY = (".png", ".ico", ".icns", ".gz", ".zip", ".db", ".ttf", ".otf", ".qm")


def machine(tree):
    """Nothing in the repository knows on whose computer it was written."""
    for path in tree.paths:
        if path.endswith(_BINARY) or Path(path).name.startswith("LICENSE"):
            continue
        text = tree.text(path)
        for match in _MACHINE.finditer(text):
            yield Finding(path, line_of(text, match.start()), f"{match[0]}: names one computer or its network")


# ---- options -----------------------------------------------------------------------------------------------------

_HELP = re.compile(r'commandLineHelp\(\).*?R"(\w*)\((.*?)\)\1"', re.DOTALL)
_OPTION = re.compile(r"(?<![\w-])--([a-z][a-z-]*[a-z])")
_SAYS_HELP = "app/commandline.cpp"
_TELL_OPTIONS = (
    "packaging/linux/matinee.1.in",
    "packaging/linux/completions/matinee.bash",
    "packaging/linux/completions/matinee.zsh",
    "packaging/linux/completions/matinee.fish",
)


def options(tree):
    """Every option and command of `matinee --help` is in the man page and the completions."""
    if not tree.exists(_SAYS_HELP):
        yield Finding(_SAYS_HELP, 1, "is missing")
        return
    help_text = _HELP.search(tree.text(_SAYS_HELP))
    if not help_text:
        yield Finding(_SAYS_HELP, 1, "commandLineHelp() holds no raw string to compare the man page with")
        return
    names = set(_OPTION.findall(help_text[2]))
    commands = set(re.findall(r"^matinee ([a-z]+)\b", help_text[2], re.MULTILINE))
    for path in _TELL_OPTIONS:
        if not tree.exists(path):
            yield Finding(path, 1, "is missing")
            continue
        text = tree.text(path).replace("\\-", "-")
        for name in sorted(names):
            told = rf"(?:--|-l\s+){name}(?![\w-])"
            if not re.search(told, text):
                yield Finding(path, 1, f"says nothing of --{name}")
        for command in sorted(commands):
            if not re.search(rf"(?<![\w-]){command}(?![\w-])", text):
                yield Finding(path, 1, f"says nothing of the command {command}")


CHECKS = {check.__name__: check for check in (layering, sizes, forbidden, spdx, words, machine, options)}
