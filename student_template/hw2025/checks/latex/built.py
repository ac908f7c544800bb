"""Numbers, fractions, roots, binomials, matrices and cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import conditions, scripts
from .atoms import Atom, Row, same_rows, shown
from .cursor import Cursor
from .term import Term, number
from .tokens import Problem

if TYPE_CHECKING:
    from .grammar import Grammar

__all__ = ["binomial", "fraction", "matrix", "number_term", "root"]

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")
_MOST_DIGITS = 1_000


def number_term(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a number."""
    atom = cursor.take()
    following = cursor.next
    if atom.text == "1" and atom.marks & {"bold", "double", "arrow"}:
        return _ones(grammar, cursor, atom)
    if atom.text == "0" and following is not None and following.is_a("paren", "("):
        raise Problem("0(…) is zero times something: is it an O, not 0?", atom.position)
    if atom.sub is not None:
        raise Problem(f"{shown(atom)}: a number with something below it", atom.position)
    if following is not None and following.is_a("letter", "e") and _is_exponent(cursor):
        raise Problem(
            f"{atom.text}e… is {atom.text} times Euler's number here: write \\cdot 10^{{…}}",
            atom.position,
        )
    return scripts.attached(grammar, _value(atom, grammar.is_number), atom)


def _is_exponent(cursor: Cursor) -> bool:
    rest = cursor.row[cursor.at : cursor.at + 3]
    if not rest[0].is_bare or len(rest) < 2:
        return False
    if rest[1].kind == "number":
        return True
    adjacent = len(rest) > 2 and rest[2].kind == "number"
    return (
        adjacent
        and rest[1].is_a("operator", "-", "+")
        and (rest[2].position - rest[0].position == 2)
    )


def _value(atom: Atom, is_number: bool) -> Term:
    text = atom.text
    if len(text) > _MOST_DIGITS:
        raise Problem("a number of too many digits", atom.position)
    if "," in text:
        if _THOUSANDS.fullmatch(text) and not is_number:
            raise Problem(
                f"{text.replace(',', '{,}')} may be a decimal comma or thousands: write "
                f"{text.replace(',', '')} or {text.replace(',', '.')}",
                atom.position,
            )
        if not _DECIMAL_COMMA.fullmatch(text) and not _THOUSANDS.fullmatch(text):
            raise Problem(f"{text} is no number", atom.position)
        text = text.replace(",", ".") if text.count(",") == 1 else text.replace(",", "")
    if "." in text:
        return Term("decimal", text if text[0] != "." else f"0{text}")
    return number(text.lstrip("0") or "0")


def _ones(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    following = cursor.next
    if following is not None and following.kind == "paren" and atom.sub is None:
        raise Problem("an indicator function: write it as cases", atom.position)
    size: tuple[Term, ...] = ()
    if atom.sub is not None:
        parts = _sizes(atom.sub)
        size = tuple(grammar.whole(part) for part in parts)
    bare = Atom(atom.kind, atom.text, sup=atom.sup, primes=atom.primes, position=atom.position)
    return scripts.attached(grammar, Term("ones", "", size), bare)


def _sizes(row: Row) -> Iterator[Row]:
    start = 0
    for place, atom in enumerate(row):
        if atom.is_a("operator", "times") or atom.is_a("mark", ","):
            yield row[start:place]
            start = place + 1
    yield row[start:]


def fraction(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a fraction; of a declared function it may be a derivative."""
    atom = cursor.take()
    above, below = atom.parts
    derivative = _derivative(grammar, above, below, atom)
    if derivative is not None:
        return scripts.attached(grammar, derivative, atom)
    parts = [grammar.whole(row, atom.position) for row in (above, below)]
    quotient = grammar.divided(parts[0], parts[1], atom.position)
    return scripts.attached(grammar, quotient, atom)


def _derivative(grammar: Grammar, above: Row, below: Row, atom: Atom) -> Term | None:
    r"""``\frac{\partial f(h)}{\partial h}`` of a declared function: diag(f′(h)), or f′(h)."""
    starts = [row[0] for row in (above, below) if row and row[0].is_a("letter", "\\partial")]
    if not starts:
        return None
    is_quotient = len(starts) == 2 and starts[0].is_bare and starts[1].is_bare
    if is_quotient and above[-1].kind == "paren":
        value = grammar.whole(above[1:], atom.position)
        same = same_rows(above[-1].parts[0], below[1:], frozenset())
        if same and value.operation == "apply":
            function, argument = value.children
            slope = Term("apply", "", (Term("D", "", (function,)), argument))
            return Term("diag", "", (slope,)) if grammar.shapes.is_column(argument) else slope
    raise Problem(
        f"{shown(atom)} is a derivative that is no symbol of this question: work it out",
        atom.position,
    )


def binomial(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a binomial coefficient."""
    atom = cursor.take()
    parts = tuple(grammar.whole(row, atom.position) for row in atom.parts)
    return scripts.attached(grammar, Term("call", "binomial", parts), atom)


def root(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a root."""
    atom = cursor.take()
    body = grammar.whole(atom.parts[0], atom.position)
    if len(atom.parts) == 1:
        return scripts.attached(grammar, Term("call", "sqrt", (body,)), atom)
    degree = grammar.whole(atom.parts[1], atom.position)
    inverse = Term("div", "", (number(1), degree))
    return scripts.attached(grammar, Term("pow", "", (body, inverse)), atom)


def matrix(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a matrix that is written out, or cases."""
    atom = cursor.take()
    if atom.text == "cases":
        return scripts.attached(grammar, conditions.cases(grammar, atom), atom)
    widths = {len(row) for row in atom.cells}
    if len(widths) != 1:
        raise Problem("the rows of a matrix differ in length", atom.position)
    cells = [grammar.whole(cell, atom.position) for row in atom.cells for cell in row]
    if atom.text == "vmatrix":
        whole = Term("matrix", f"{len(atom.cells)},{widths.pop()}", tuple(cells))
        return scripts.attached(grammar, Term("det", "", (whole,)), atom)
    term = Term("matrix", f"{len(atom.cells)},{widths.pop()}", tuple(cells))
    return scripts.attached(grammar, term, atom)
