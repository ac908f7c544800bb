"""What can be said of sums, products and expectations before they are evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from flint import fmpq

from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.budget import OverBudget
from autograder.expression.domain import Shape
from autograder.expression.evaluation.operations import Value
from autograder.expression.evaluation.world import Point
from autograder.expression.tree import AVERAGES, COUNTERS, Node, free_symbols, postorder

__all__ = ["BINDERS", "check_nesting", "descends", "empty"]

#: Operations that bind a symbol in their first child.
BINDERS = COUNTERS | AVERAGES

_MAX_BINDERS = 12
_LARGE = 1000
_MAX_NAMES = 6
_FEW = 3


def check_nesting(root: Node) -> None:
    """Refuse many binders inside one another: each is a level of recursion."""
    depths: dict[int, int] = {}
    for node in postorder(root):
        depth = max((depths[id(child)] for child in node.children), default=0)
        depths[id(node)] = depth + (node.operation in BINDERS)
    if depths[id(root)] > _MAX_BINDERS:
        raise OverBudget(f"more than {_MAX_BINDERS} sums or expectations inside one another")


def descends(first: Node, last: Node) -> bool:
    """Return whether limits run downwards, as in the ordered product from T to 1.

    They do if the first is the larger one for all natural numbers in them, but for a few steps
    that the smallest numbers lack: from T − 2 to 1 they run downwards, and that is the empty
    product for T = 1. From n to 7 they run upwards, as from 1 to T − 1.
    """
    names = sorted(free_symbols(first) | free_symbols(last))
    if len(names) > _MAX_NAMES:
        return False
    gaps = []
    for values in product((1, _LARGE), repeat=len(names)):
        corner = dict(zip(names, map(Fraction, values), strict=True))
        start, end = _value(first, corner), _value(last, corner)
        if start is None or end is None:
            return False
        gaps.append(start - end)
    return min(gaps) >= -_FEW and max(gaps) > 1


def _value(limit: Node, symbols: Mapping[str, Fraction]) -> Fraction | None:
    values: dict[int, Fraction] = {}
    for node in postorder(limit):
        parts = [values[id(child)] for child in node.children]
        if node.operation == "rational":
            values[id(node)] = node.fraction()
        elif node.operation == "symbol":
            values[id(node)] = symbols[node.name]
        elif node.operation == "add":
            values[id(node)] = sum(parts, Fraction(0))
        elif node.operation == "neg":
            values[id(node)] = -parts[0]
        elif node.operation == "mul" and len(parts) == 2:
            values[id(node)] = parts[0] * parts[1]
        else:
            return None
    return values[id(limit)]


def empty(shape: Shape, point: Point, is_sum: bool) -> Value:
    """Return the value of a sum or product without terms."""
    if shape.is_scalar:
        return fmpq(0 if is_sum else 1)
    rows, columns = point.size(shape.rows), point.size(shape.columns)
    entries = tuple(fmpq(not is_sum and i == j) for i in range(rows) for j in range(columns))
    return Matrix(rows, columns, entries)
