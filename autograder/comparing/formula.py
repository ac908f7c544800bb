"""A formula in LaTeX as trees: one for each way to read it.

It is read as an answer that stands by itself in a document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from autograder.expression.domain import Domain
from autograder.expression.tree import Node, TreeError, from_wire
from autograder.latex.defaults import written
from autograder.latex.document import read_document
from autograder.latex.reader import read_answer
from autograder.latex.setting import Declared, Range, Setting
from autograder.latex.term import Term, postorder
from autograder.latex.tokens import Problem

__all__ = ["Formula", "FormulaError", "Notation", "formula", "node_of"]

_NUMBER = "1"
_DOCUMENT = rf"\begin{{document}}\begin{{answer}}{{{_NUMBER}}}…\end{{answer}}\end{{document}}"
_MATH = ("$", "\\(", "\\[", "\\begin")


class FormulaError(ValueError):
    """A formula that cannot be read; its text says why."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How what a line speaks of is written.

    Args:
        tex: The notations of its symbols, where they are not the usual ones.
        names: How the formula's own quantity is written, which may stand before it.
        ranges: The limits that sums may leave out: index, first, last; numbers, LaTeX, or names.
    """

    tex: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: Sequence[str] = ()
    ranges: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """One way to read a formula; `how` distinguishes it where there are several."""

    root: Node
    how: str = ""


def formula(text: str, symbols: Mapping[str, Domain], notation: Notation) -> tuple[Formula, ...]:
    """Return the ways to read a formula.

    Args:
        text: The formula, within signs of mathematics or without, or text that has one.
        symbols: The domains of its symbols.
        notation: How they are written.

    Raises:
        FormulaError: It cannot be read, or is no expression.
    """
    domains = {name: str(domain) for name, domain in symbols.items()}
    tex = written(domains, notation.tex)
    usual = {name: texts[0] for name, texts in tex.items()}
    setting = Setting(
        _NUMBER,
        tuple(Declared(name, domain, tex[name]) for name, domain in domains.items()),
        tuple(notation.names),
        tuple(
            Range(index, usual.get(first, first), usual.get(last, last))
            for index, first, last in notation.ranges
        ),
    )
    if "{answer}" in text:
        raise FormulaError("it is the formula alone, without an environment for an answer")
    body = text if any(sign in text for sign in _MATH) else f"\\[\n{text}\n\\]"
    source = _DOCUMENT.replace("…", body)
    try:
        understood = read_answer(read_document(source.encode(), {}), _NUMBER, setting)
        return tuple(Formula(_root(reading.value), reading.how) for reading in understood.readings)
    except Problem as problem:
        raise FormulaError(str(problem)) from None
    except TreeError as error:
        raise FormulaError(f"it has {error}") from None


def _root(value: Term | Any) -> Node:
    if isinstance(value, Term):
        return node_of(value)
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return from_wire([["rational", str(value), []]])
    if isinstance(value, float):
        return from_wire([["decimal", repr(value), []]])
    raise FormulaError("it is no expression")


def node_of(root: Term) -> Node:
    """Return the tree that a term stands for.

    Raises:
        TreeError: An operation in it is unknown, or has not as many operands as it takes.
    """
    rows: list[list[Any]] = []
    waiting: list[int] = []
    for term in postorder(root):
        count = len(term.children)
        children = waiting[len(waiting) - count :]
        del waiting[len(waiting) - count :]
        waiting.append(len(rows))
        rows.append([term.operation, term.name, children])
    return from_wire(rows)
