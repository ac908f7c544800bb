"""Recognises what a later Python reads and an earlier one does not, to say why a file is no Python.

    >>> newer_syntax("type Vector = list[float]", (3, 10))[0].feature.pep
    695

It looks at text, as Python cannot parse what it does not know: at every statement, with what stands
in its strings and comments taken away. The public tests of a student's folder have a copy of it; it
stands on its own.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["FEATURES", "Feature", "Newer", "Version", "around_line", "newer_syntax"]

#: A version of Python, such as ``(3, 10)``.
Version = tuple[int, int]

# Where a syntax error is reported, and where its statement begins, are a few lines apart.
_BEFORE, _AFTER = 12, 12
_MAX_LINE = 400
_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that a later Python reads.

    Args:
        pep: The proposal that has brought it.
        since: The first Python that reads it.
        name: What it is.
        instead: What to write for an earlier one.
        recognise: Whether a statement has it: its text without strings and comments.
    """

    pep: int
    since: Version
    name: str
    instead: str
    recognise: Callable[[str], bool]

    def __str__(self) -> str:
        return (
            f"Python {self.since[0]}.{self.since[1]} and later read this "
            f"({self.name}, PEP {self.pep})"
        )


@dataclass(frozen=True, slots=True)
class Newer:
    """A statement that only a later Python reads, with its first and last line."""

    first: int
    last: int
    feature: Feature


@dataclass(frozen=True, slots=True)
class _Statement:
    first: int
    last: int
    text: str


def newer_syntax(source: str, version: Version) -> list[Newer]:
    """Return the statements that a version of Python does not read and a later one does.

    Args:
        source: The text of a file.
        version: The Python that has to read it.
    """
    return [
        Newer(statement.first, statement.last, feature)
        for statement in _statements(source)
        if (feature := _first_feature(statement.text, version)) is not None
    ]


def around_line(lines: Sequence[str], number: int, version: Version) -> Newer | None:
    """Return what only a later Python reads of the statement that a line belongs to.

    Only a few lines around it are looked at, so that it takes no time.

    Args:
        lines: The lines of a file.
        number: The number of the one at which Python has given up, from 1.
        version: The Python that has.
    """
    # A statement may begin further up; a string may, in which case that is not its beginning.
    for first in range(number, max(number - _BEFORE, 0), -1):
        some = [line[:_MAX_LINE].rstrip("\r\n") for line in lines[first - 1 : number + _AFTER]]
        for found in newer_syntax("\n".join(some), version):
            if found.first <= number - first + 1 <= found.last:
                return Newer(found.first + first - 1, found.last + first - 1, found.feature)
    return None


def _first_feature(statement: str, version: Version) -> Feature | None:
    fitting = (f for f in FEATURES if f.since > version and f.recognise(statement))
    return next(fitting, None)


# ------------------------------------------------------------------------- statements, without text


# What stands in the place of a string; a Greek letter says what kind of one it was.
_STRING, _NESTED = "''", "'ν'"
_TOKEN = re.compile(
    r"""(?P<string>(?:(?<!\w)[a-zA-Z]{1,2})?('''|\"""|'|"))
      | (?P<comment>\#[^\n]*)
      | (?P<joined>\\\r?\n)
      | (?P<end>\n)
      | (?P<bracket>[()\[\]{}])
      | (?P<word>\w+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTE = re.compile(r"""'''|\"""|'|\"""")
_ENDS = {q: re.compile(rf"(?:[^\\]|\\.)*?{q}", re.DOTALL) for q in ("'''", '"""', "'", '"')}


def _statements(source: str) -> Iterator[_Statement]:
    """Yield a source's logical lines, with a mark in the place of each string."""
    position, line, first, depth = 0, 1, 1, 0
    text: list[str] = []
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            break
        kind, token, position = match.lastgroup, match.group(), match.end()
        if match.group("string"):
            end, is_newer = _string_end(source, match)
            text.append(_NESTED if is_newer else _STRING)
            line += source.count("\n", position, end)
            position = end
        elif kind == "end" and depth == 0:
            yield _Statement(first, line, "".join(text))
            text, first, line = [], line + 1, line + 1
        elif kind in ("end", "joined"):
            text.append(" ")
            line += 1
        elif kind != "comment":
            text.append(token)
            if kind == "bracket":
                depth = max(0, depth + (1 if token in "([{" else -1))
    yield _Statement(first, line, "".join(text))


def _string_end(source: str, match: re.Match[str]) -> tuple[int, bool]:
    """Return where a string ends, and whether only Python 3.12 and later say so.

    A string without an end reaches to that of its line.
    """
    opening = match.group("string")
    quote = opening.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    prefix = opening.removesuffix(quote).lower()
    line_end = source.find("\n", match.end())
    limit = len(source) if line_end < 0 else line_end
    if "f" in prefix:
        scan = _FString(source, (quote,))
        end = scan.literal(match.end(), quote)
        return (limit, False) if end < 0 else (end, scan.is_newer)
    found = _ENDS[quote].match(source, match.end())
    if found is None or (len(quote) == 1 and _breaks(found.group())):
        return limit, False
    return found.end(), False


def _breaks(text: str) -> bool:
    """Return whether a string of one line goes on in the next without saying so."""
    return "\n" in text.replace("\\\n", "").replace("\\\r\n", "")


class _FString:
    """Reads a formatted string as Python 3.12 does, and notes what no earlier one reads."""

    def __init__(self, source: str, quotes: tuple[str, ...]) -> None:
        self.is_newer = False
        self._source = source
        self._quotes = quotes

    def literal(self, position: int, quote: str, *, until: str = "") -> int:
        """Return where the string ends, or a format up to its brace; −1 if nowhere."""
        source = self._source
        while position < len(source):
            sign = source[position]
            if until and sign == until:
                return position
            if source.startswith(quote, position):
                return -1 if until else position + len(quote)
            if sign == "\n" and len(quote) == 1:
                return -1
            is_doubled = not until and source.startswith(("{{", "}}"), position)
            if is_doubled or sign == "\\":
                position += 2
            elif sign == "{":
                position = self._field(position + 1, quote)
                if position < 0:
                    return -1
            else:
                position += 1
        return -1

    def _field(self, position: int, quote: str) -> int:
        """Return where a field ends, behind its brace; −1 if nowhere."""
        source, depth = self._source, 0
        while position < len(source):
            sign = source[position]
            if depth == 0 and sign == "}":
                return position + 1
            if depth == 0 and sign == ":":
                end = self.literal(position + 1, quote, until="}")
                return -1 if end < 0 else end + 1
            if sign in "\\#" or (sign == "\n" and len(quote) == 1):
                self.is_newer = True
            if sign == "#":
                position = source.find("\n", position)
                if position < 0:
                    return -1
            elif sign in "'\"":
                position = self._nested(position)
                if position < 0:
                    return -1
            else:
                depth += (sign in "([{") - (sign in ")]}")
                position += 1
        return -1

    def _nested(self, position: int) -> int:
        """Return where a string within a field ends; −1 if nowhere."""
        source = self._source
        match = _QUOTE.match(source, position)
        assert match is not None
        quote = match.group()
        if len(self._quotes) > _MAX_DEPTH:
            return -1
        if any(quote.startswith(outer) for outer in self._quotes):
            self.is_newer = True
        if re.search(r"\b[fF][rR]?$|\b[rR][fF]$", source[max(0, position - 3) : position]):
            inner = _FString(source, (*self._quotes, quote))
            end = inner.literal(match.end(), quote)
            self.is_newer |= inner.is_newer
        else:
            found = _ENDS[quote].match(source, match.end())
            if found is None or (len(quote) == 1 and _breaks(found.group())):
                return -1
            end = found.end()
        if end >= 0 and "\\" in source[position:end]:
            self.is_newer = True
        return end


# ------------------------------------------------------------------------------ what there is of it


_PARAMETERS = re.compile(r"\s*(?:(?:async\s+)?def|class|type)\s+\w+\s*(\[.*)")
_ALIAS = re.compile(r"\s*type\s+\w+\s*=(?!=)")
_STAR_ARGUMENTS = re.compile(r"\bdef\b.*\(.*\*\s*\w+\s*:\s*\*")
_GROUP = re.compile(r"\s*except\s*\*")
_TWO_TYPES = re.compile(r"\s*except\b\s*\*?\s*[\w.]+\s*(?:,\s*[\w.]+\s*)+,?\s*:")
# Behind these a bracket opens a list; the two are words of Python's only where a pattern may stand.
_BEFORE_A_LIST = frozenset({*keyword.kwlist, "case", "match"})


def _has_default_type(statement: str) -> bool:
    match = _PARAMETERS.match(statement)
    return match is not None and any(
        sign == "=" and depth == 1 for sign, depth in _until_closed(match.group(1))
    )


def _until_closed(text: str) -> Iterator[tuple[str, int]]:
    """Yield the signs of a text up to the end of its first bracket, with how deep they lie."""
    depth = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if depth == 0:
            return
        yield sign, depth


def _has_parameters(statement: str) -> bool:
    return bool(_PARAMETERS.match(statement) or _ALIAS.match(statement))


def _has_star_index(statement: str) -> bool:
    """Return whether an index is unpacked, as in ``a[*i]``; ``[*i]`` by itself is a list."""
    if _STAR_ARGUMENTS.search(statement):
        return True
    is_index: list[bool] = []
    before = ""
    for token in re.findall(r"\w+|\*\*|\S", statement):
        if token == "*" and before in ("[", ",") and is_index and is_index[-1]:
            return True
        if token in "([{":
            is_value = before in (")", "]", "}", "'") or before.isidentifier()
            is_index.append(token == "[" and is_value and before not in _BEFORE_A_LIST)
        elif token in ")]}" and is_index:
            is_index.pop()
        before = token
    return False


#: What Python has learnt to read since 3.10; of two that a statement has, the later one.
FEATURES = (
    Feature(
        758, (3, 14), "several types after `except`",
        "Put them in parentheses, as in `except (ValueError, TypeError):`.",
        lambda statement: bool(_TWO_TYPES.match(statement)),
    ),
    Feature(
        696, (3, 13), "a default for the parameter of a type",
        "Leave the types out, or use `TypeVar` of `typing`.",
        _has_default_type,
    ),
    Feature(
        695, (3, 12), "parameters of types, and `type`",
        "Leave the types out, or use `TypeVar` of `typing`, and `X = ...` for `type X = ...`.",
        _has_parameters,
    ),
    Feature(
        701, (3, 12), "quotes, backslashes, comments, lines within an f-string's braces",
        "Use other quotes within the braces than around the string, or compute what stands there "
        "in a line of its own.",
        lambda statement: _NESTED in statement,
    ),
    Feature(
        654, (3, 11), "`except*`",
        "Write `except`.",
        lambda statement: bool(_GROUP.match(statement)),
    ),
    Feature(
        646, (3, 11), "a star in an index, or in the annotation of `*args`",
        "Write the index as a tuple, as in `a[(*i, 0)]`, and leave the annotation out.",
        _has_star_index,
    ),
)  # fmt: skip
