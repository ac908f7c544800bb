"""Letters that have a meaning where no symbol of the question has them: e, π, I, E, O."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from . import bigs, functions, scripts
from .atoms import row_text, shown
from .cursor import Cursor
from .dotted import dots
from .term import Term, number
from .tokens import Problem

if TYPE_CHECKING:
    from .grammar import Grammar

__all__ = ["SPECIAL"]


def _euler(grammar: Grammar, cursor: Cursor) -> Term | None:
    atom = cursor.take()
    if atom.sub is not None or atom.primes:
        raise Problem(f"{shown(atom)} is no symbol of this question", atom.position)
    if atom.sup is None:
        return Term("call", "exp", (number(1),))
    return Term("call", "exp", (grammar.whole(atom.sup, atom.position),))


def _constant(name: str) -> Callable[[Grammar, Cursor], Term | None]:
    def read(grammar: Grammar, cursor: Cursor) -> Term | None:
        return scripts.attached(grammar, Term("constant", name), cursor.take())

    return read


def _identity(grammar: Grammar, cursor: Cursor) -> Term | None:
    atom = cursor.take()
    size = () if atom.sub is None else (grammar.whole(atom.sub),)
    return scripts.attached(grammar, Term("eye", "", size), replace(atom, sub=None))


def _expectation(grammar: Grammar, cursor: Cursor) -> Term | None:
    atom, following = cursor.row[cursor.at], None
    if cursor.at + 1 < len(cursor.row):
        following = cursor.row[cursor.at + 1]
    opens = following is not None and following.kind == "paren"
    if not (atom.marks or atom.sub is not None or opens):
        return None
    return bigs.expectation(grammar, cursor)


def _order(grammar: Grammar, cursor: Cursor) -> Term | None:
    atom = cursor.row[cursor.at]
    if cursor.at + 1 >= len(cursor.row) or cursor.row[cursor.at + 1].kind != "paren":
        return None
    if atom.marks & {"tilde", "hat"} or atom.text in ("o", "\\Omega", "\\omega"):
        raise Problem(
            f"{shown(atom)}(…) is not the order that is asked for: write O(…) or \\Theta(…)",
            atom.position,
        )
    cursor.take()
    inside = cursor.take()
    order = grammar.whole(inside.parts[0], inside.position)
    return Term(
        "order", "", (scripts.attached(grammar, order, replace(inside, kind="letter", parts=())),)
    )


def _eigenvalue(grammar: Grammar, cursor: Cursor) -> Term | None:
    atom = cursor.row[cursor.at]
    below = row_text(atom.sub or ())
    if below not in ("max", "1"):
        return None
    cursor.take()
    following = cursor.next
    argument = functions.argument(grammar, cursor, atom)
    term = Term("lambda_max", "", (argument,))
    return functions.with_power(grammar, term, replace(atom, sub=None), following)


def _dots(_: Grammar, cursor: Cursor) -> Term | None:
    return dots(cursor.take().position)


def _derivative(_: Grammar, cursor: Cursor) -> Term | None:
    raise Problem("a derivative that is no symbol of this question: work it out", cursor.position)


#: What reads each of them; it may find that it is not meant.
SPECIAL: Mapping[str, Callable[[Grammar, Cursor], Term | None]] = {
    "e": _euler, "\\pi": _constant("pi"), "\\infty": _constant("oo"), "I": _identity,
    "E": _expectation, "O": _order, "\\Theta": _order, "\\Omega": _order, "o": _order,
    "\\omega": _order, "\\lambda": _eigenvalue, "\\dots": _dots, "\\partial": _derivative,
    "\\nabla": _derivative,
}  # fmt: skip
