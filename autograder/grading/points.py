"""Points in texts: written once, in the rubric, and put in wherever a text speaks of them.

A text says ``{points}`` for all points of what it is about, ``{points:a clause}`` for those of one
clause, and ``{points:2/3}`` for a share. What is expected of an answer is a share as well, in words
or as a fraction: ``all``, ``half``, ``2/3``, ``nothing``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

__all__ = ["UnknownClause", "filled", "literal_points", "points_text", "read_share", "share_text"]

_PLACE = re.compile(r"\{points(?::([^{}\n]{1,80}))?\}")
_SHARE = re.compile(r"[0-9]{1,6}(?:/[0-9]{1,6})?")
# Such as "2 points", "½ point", "half a point", "eight points"; not two points of a grid.
_LITERAL = re.compile(
    r"(?:\d|[¼½¾⅓⅔]|\bhalf a|\b(?:two|three|four|five|six|seven|eight|nine|ten))"
    r"[ \u00a0-]*points?\b"
    r"(?! (?:of|at|in|on|where|beyond|outside)\b)",
    re.IGNORECASE,
)
_WORDS = {"all": Fraction(1), "half": Fraction(1, 2), "nothing": Fraction(0)}


class UnknownClause(ValueError):
    """A text asks for the points of something that has none."""


def points_text(value: Fraction) -> str:
    """Return points as a person writes them: ``2``, ``1.5``, ``0.0625``, ``0.333``."""
    places = 4 if 10**4 % value.denominator == 0 else 3
    return f"{float(value):.{places}f}".rstrip("0").rstrip(".")


def filled(
    text: str,
    points: Fraction,
    clauses: Mapping[str, Fraction] | None = None,
    *,
    strict: bool = True,
) -> str:
    """Return a text with the points that it speaks of.

    Args:
        text: The text.
        points: All points of what it is about.
        clauses: Which share of them each clause is worth.
        strict: Whether a clause that does not exist is refused; else its place stays as it is, as
            in a message that quotes what somebody wrote.

    Raises:
        UnknownClause: There is no clause of a name that occurs.
    """

    def put_in(place: re.Match[str]) -> str:
        name = place[1]
        if name is None:
            return points_text(points)
        if clauses and name in clauses:
            return points_text(points * clauses[name])
        if _SHARE.fullmatch(name) and not name.endswith("/0"):
            return points_text(points * Fraction(name))
        if not strict:
            return place.group()
        raise UnknownClause(f"no clause is called {name!r}, so there are no points for it")

    return _PLACE.sub(put_in, text)


def literal_points(text: str) -> list[str]:
    """Return the numbers of points that a text writes out, and that it should not know."""
    return [found.group() for found in _LITERAL.finditer(text)]


def read_share(text: str) -> Fraction:
    """Return the share that a text says: ``all``, ``half``, ``2/3``, ``nothing``.

    Raises:
        ValueError: It says none.
    """
    share = _WORDS.get(text)
    if share is None:
        if not _SHARE.fullmatch(text) or text.endswith("/0"):
            raise ValueError(f"{text!r} is no share: say all, half, nothing or a fraction")
        share = Fraction(text)
    if not 0 <= share <= 1:
        raise ValueError(f"{text!r} is no share: it is not between 0 and 1")
    return share


def share_text(share: Fraction) -> str:
    """Return a share as `read_share` reads it."""
    return next((word for word, value in _WORDS.items() if value == share), str(share))
