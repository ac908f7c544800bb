"""What can be said of sums, products and expectations before they are evaluated."""

from __future__ import annotations

from flint import fmpq

from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.budget import OverBudget
from autograder.expression.domain import Shape
from autograder.expression.evaluation.point import Point
from autograder.expression.tree import AVERAGES, COUNTERS, Node, postorder

__all__ = ["BINDERS", "check_nesting", "empty"]

#: Operations that bind a symbol in their first child.
BINDERS = COUNTERS | AVERAGES

_MAX_BINDERS = 12


def check_nesting(root: Node) -> None:
    """Refuse many binders inside one another: each is a level of recursion."""
    depths: dict[int, int] = {}
    for node in postorder(root):
        depth = max((depths[id(child)] for child in node.children), default=0)
        depths[id(node)] = depth + (node.operation in BINDERS)
    if depths[id(root)] > _MAX_BINDERS:
        raise OverBudget(f"more than {_MAX_BINDERS} sums or expectations inside one another")


def empty(shape: Shape, point: Point, is_sum: bool) -> Value:
    """Return the value of a sum or product without terms."""
    if shape.is_scalar:
        return fmpq(0 if is_sum else 1)
    rows, columns = point.size(shape.rows), point.size(shape.columns)
    entries = tuple(fmpq(not is_sum and i == j) for i in range(rows) for j in range(columns))
    return Matrix(rows, columns, entries)
