"""Cases, and the conditions that they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .atoms import Atom, Row
from .term import Term
from .tokens import Problem

if TYPE_CHECKING:
    from .grammar import Grammar

__all__ = ["cases"]

_COMPARISONS: Mapping[str, str] = {
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=": "eq", "!=": "ne",
}  # fmt: skip
_ELSE = ("otherwise", "else", "sonst", "if otherwise", "elsewhere")
_TALK = ("if", "for", "when", "falls", "where", "wenn", "and", "if ", "für")


def cases(grammar: Grammar, atom: Atom) -> Term:
    """Read cases: values with conditions, the last of which may be all that is left.

    Raises:
        Problem: A case has no condition that can be read.
    """
    children: list[Term] = []
    for place, cells in enumerate(atom.cells):
        value, *rest = cells
        if value and value[-1].is_a("mark", ",", ";"):
            value = value[:-1]
        condition = rest[0] if rest else ()
        is_last = place == len(atom.cells) - 1
        children.append(grammar.whole(value, atom.position))
        children.append(_condition(grammar, condition, atom, is_last=is_last))
    return Term("piecewise", "", tuple(children))


def _said(row: Row) -> Iterator[Atom]:
    """Yield what a condition says; of words in between, the formulas that stand in them."""
    for one in row:
        if one.kind == "word" and one.parts:
            for part in one.parts:
                yield from part
        elif one.kind == "word" and one.text.strip(" .,").lower() in _TALK:
            continue
        elif one.kind not in ("blank", "mark"):
            yield one


def _condition(grammar: Grammar, row: Row, atom: Atom, *, is_last: bool) -> Term:
    said = "".join(one.text for one in row if one.kind == "word").strip(" .,").lower()
    if said in _ELSE or (not row and is_last):
        return Term("true")
    kept = tuple(_said(row))
    sides: list[list[Atom]] = [[]]
    relations: list[str] = []
    for one in kept:
        if one.kind == "relation" and one.text in _COMPARISONS:
            relations.append(one.text)
            sides.append([])
        else:
            sides[-1].append(one)
    if not relations:
        raise Problem("a case without a condition", atom.position)
    values = [grammar.whole(tuple(side), atom.position) for side in sides]
    parts = [
        Term(_COMPARISONS[relation], "", (values[place], values[place + 1]))
        for place, relation in enumerate(relations)
    ]
    return parts[0] if len(parts) == 1 else Term("and", "", tuple(parts))
