# SPDX-License-Identifier: GPL-3.0-or-later
"""C++ read as text: comments and literals blanked out, functions measured. No preprocessing, no types."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)
  | (?P<string>(?:u8|u|U|L)?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)"
      | (?:u8|u|U|L)?"(?:\\.|[^"\\\n])*"
      | (?:u8|u|U|L)?'(?:\\.|[^'\\\n])*')
  | (?P<word>\d[\w.']*|[A-Za-z_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.MULTILINE)
_NOT_NEWLINE = re.compile(r"[^\n]")


def _blank(text):
    return _NOT_NEWLINE.sub(" ", text)


def without_comments(text):
    """The text with comments turned to blanks; offsets and line numbers stay."""
    return _TOKEN.sub(lambda m: _blank(m[0]) if m["comment"] else m[0], text)


def code_only(text):
    """The text with comments and the inside of literals turned to blanks; offsets and line numbers stay."""

    def replace(match):
        if match["comment"]:
            return _blank(match[0])
        if match["string"]:
            return '"' + _blank(match[0][1:-1]) + '"'
        return match[0]

    return _TOKEN.sub(replace, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


class Function(NamedTuple):
    name: str
    line: int
    lines: int
    is_constructor: bool


_SCOPE = re.compile(r"^\s*(?:inline\s+)?namespace\b|\bextern\s*\"\s*\"\s*$")
_TYPE = re.compile(r"\b(?:class|struct|union)\s+(?:\[\[[^\]]*\]\]\s*)?((?:\w+::)*\w+)\s*(?:final\b\s*)?(?::[^:].*)?$", re.DOTALL)
_SPECIFIER = re.compile(r"\b(?:alignas|decltype|Q_\w+)\s*\([^()]*\)")  # brackets that make no function
_ENUM = re.compile(r"\benum\b[^()]*$")
_NAME = re.compile(r"((?:[A-Za-z_]\w*(?:<[^<>]*>)?\s*::\s*)*(?:operator\s*(?:\(\s*\)|[^\s\w(]+|\w[\w\s:*&<>]*)|~?[A-Za-z_]\w*))\s*\(")


def _matching(code, start):
    """The offset of the bracket that closes the one at start, or the end of a text that never closes it."""
    depth = 0
    for at in range(start, len(code)):
        if code[at] == "{":
            depth += 1
        elif code[at] == "}":
            depth -= 1
            if depth == 0:
                return at
    return len(code) - 1


def _function(code, head_start, head, close, enclosing):
    start = head_start + (len(head) - len(head.lstrip()))
    found = _NAME.search(head)
    name = re.sub(r"\s+", "", found[1]) if found else "(unnamed)"
    parts = re.sub(r"<[^<>]*>", "", name).split("::")
    constructor = parts[-1] == (parts[-2] if len(parts) > 1 else enclosing)
    first = line_of(code, start)
    return Function(name, first, line_of(code, close) - first + 1, constructor)


def functions(text):
    """Every function with a body, with its length from the first line of its signature to its closing bracket.

    A lambda counts inside the function it stands in.
    """
    code = _DIRECTIVE.sub(lambda m: _blank(m[0]), code_only(text))
    found = []
    enclosing = []  # names of the scopes we are inside of, None for a namespace
    head_start = at = 0
    while at < len(code):
        char = code[at]
        if char == ";" or (char == ":" and re.search(r"\b(?:public|private|protected|Q_SIGNALS|Q_SLOTS)\s*$", code[head_start:at])):
            head_start = at + 1
        elif char == "}":
            if enclosing:
                enclosing.pop()
            head_start = at + 1
        elif char == "{":
            head = code[head_start:at]
            bare = _SPECIFIER.sub("", head)
            kind = _TYPE.search(bare) if "(" not in bare else None
            close = _matching(code, at)
            after = code[close + 1 : close + 200].lstrip()[:1]
            if _SCOPE.search(head) or (kind and not _ENUM.search(head)):
                enclosing.append(kind[1].split("::")[-1] if kind else None)
                head_start = at + 1
            elif head.count("(") > head.count(")") or ("(" in head and after in (",", "{")):
                at = close  # a default argument, or m_member{value} of a constructor: the body is still to come
            else:
                if "(" in head and not _ENUM.search(head):
                    found.append(_function(code, head_start, head, close, enclosing[-1] if enclosing else None))
                    head_start = close + 1
                at = close
        at += 1
    return found
