"""What stands in brackets or between bars: groups, norms, floors, inner products."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from . import scripts
from .atoms import Atom, row_text, shown
from .cursor import Cursor, split
from .term import Term
from .tokens import Problem

if TYPE_CHECKING:
    from .grammar import Grammar

__all__ = ["bars", "group", "paren"]

#: Norms that are the largest singular value, and of columns Euclid's.
_TWO = ("2", "op", "F2", "ell2", "\\ell_2", "2,2")


def group(grammar: Grammar, cursor: Cursor) -> Term:
    """Read what stands in braces."""
    atom = cursor.take()
    if atom.marks:
        raise Problem(f"{shown(atom)} is no symbol of this question", atom.position)
    return scripts.attached(grammar, grammar.whole(atom.parts[0], atom.position), atom)


def paren(grammar: Grammar, cursor: Cursor) -> Term:
    """Read what stands in brackets of any kind."""
    atom = cursor.take()
    inside = atom.parts[0]
    if atom.text in ("floor", "ceiling"):
        term = Term("call", atom.text, (grammar.whole(inside, atom.position),))
        return scripts.attached(grammar, term, atom)
    if atom.text == "<":
        return scripts.attached(grammar, _inner_product(grammar, atom), atom)
    if " " in atom.text:
        raise Problem("an interval, or brackets that do not belong together", atom.position)
    if len(split(inside, "mark", ",")) > 1:
        raise Problem(
            "several values in brackets, where one is asked: is it an interval or a list?",
            atom.position,
        )
    return scripts.attached(grammar, grammar.whole(inside, atom.position), atom)


def _inner_product(grammar: Grammar, atom: Atom) -> Term:
    parts = split(atom.parts[0], "mark", ",")
    if len(parts) == 1:
        parts = split(atom.parts[0], "mid")
    if len(parts) != 2:
        raise Problem(r"\langle x, y\rangle has two parts", atom.position)
    left, right = (grammar.whole(part, atom.position) for part in parts)
    return Term("mul", "", (Term("T", "", (left,)), right))


def bars(grammar: Grammar, cursor: Cursor) -> Term:
    """Read what stands between bars: a modulus, a length, a norm."""
    atom = cursor.take()
    inside = grammar.whole(atom.parts[0], atom.position)
    if atom.text == "|":
        return scripts.attached(grammar, _modulus(grammar, inside, atom), atom)
    if atom.sub is not None and row_text(atom.sub) not in _TWO:
        raise Problem(
            f"the norm {shown(replace(atom, sup=None))} is none of this question: \\|…\\| is the "
            "length of a column and the largest singular value of a matrix",
            atom.position,
        )
    return scripts.attached(grammar, _norm(grammar, inside), replace(atom, sub=None))


def _modulus(grammar: Grammar, inside: Term, atom: Atom) -> Term:
    if grammar.shapes.is_matrix(inside):
        raise Problem(
            f"{shown(replace(atom, sub=None, sup=None))} of a matrix says several things: write "
            "\\det, or count its entries",
            atom.position,
        )
    if grammar.shapes.is_column(inside) and not grammar.policy.choose("modulus of a column"):
        return Term("norm", "", (inside,))
    return Term("call", "Abs", (inside,))


def _norm(grammar: Grammar, inside: Term) -> Term:
    if grammar.shapes.is_scalar(inside):
        return Term("call", "Abs", (inside,))
    return Term("norm" if grammar.shapes.is_column(inside) else "norm2", "", (inside,))
