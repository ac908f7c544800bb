"""The numbers that are written in an expression, and where its parts meet.

What differs for n > 256 alone has a 256 in it, or parts that meet there: n and 2**8, two cases, a
floor's argument and a whole number.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import prod

from autograder.expression.arithmetics.functions import FUNCTIONS, Steps
from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.evaluation.floats import Evaluation
from autograder.expression.tree import COUNTERS, Node, free_symbols, postorder

__all__ = ["has_steps", "literals", "meetings"]

_CONDITIONS = frozenset({"eq", "ge", "gt", "le", "lt", "ne"})
_MOST_DIGITS = 40
_MOST_BITS = 400
_WHOLE = (Node("rational", "1"), Node("rational", "2"))
_ZERO = Node("rational", "0")


def has_steps(root: Node) -> bool:
    """Return whether an expression has cases, floors or the like."""
    return any(
        node.operation in _CONDITIONS or _steps(node) is not None for node in postorder(root)
    )


def literals(root: Node) -> list[Fraction]:
    """Return the numbers in an expression, constants folded: 2**13 is 8192, and no 2 or 13."""
    values: dict[int, Fraction | None] = {}
    found: dict[Fraction, None] = {}
    for node in postorder(root):
        if not free_symbols(node):
            values[id(node)] = _constant(node, values)
            continue
        known = [value for child in node.children if (value := values.get(id(child))) is not None]
        if node.operation == "mul" and known:
            known = [prod(known, start=Fraction(1))]
        found.update(dict.fromkeys(known))
    if not free_symbols(root) and (value := values[id(root)]) is not None:
        found[value] = None
    return list(found)


def _constant(node: Node, values: dict[int, Fraction | None]) -> Fraction | None:
    """Return the value of a node without symbols, or nearly so; none if it is not known."""
    parts = [values.get(id(child)) for child in node.children]
    known = [part for part in parts if part is not None]
    operation = node.operation
    if operation in ("rational", "decimal"):
        return node.fraction() if len(node.name) <= _MOST_DIGITS else None
    if len(known) < len(parts):
        return None
    exact: Fraction | None = None
    if operation == "neg":
        exact = -known[0]
    elif operation == "add":
        exact = sum(known, Fraction(0))
    elif operation == "mul":
        exact = prod(known, start=Fraction(1))
    elif operation == "div":
        exact = known[0] / known[1] if known[1] else None
    elif operation == "pow" and known[1].denominator == 1:
        size = max(known[0].numerator.bit_length(), known[0].denominator.bit_length())
        if abs(known[1]) * size <= _MOST_BITS and (known[0] or known[1] >= 0):
            exact = known[0] ** int(known[1])
    else:
        exact = _rounded(node)
    is_short = exact is not None and exact.numerator.bit_length() <= _MOST_BITS
    return exact if is_short else None


def _rounded(node: Node) -> Fraction | None:
    try:
        value = float(Evaluation({}).value(node))
        return Fraction(value)
    except (Unsupported, ArithmeticError, ValueError, TypeError):
        return None


def meetings(root: Node) -> Iterator[tuple[Node, Node]]:
    """Yield pairs of parts of an expression; where they are equal, its form may change."""
    for node in postorder(root):
        if node.operation in _CONDITIONS:
            yield node.children[0], node.children[1]
        elif node.operation in COUNTERS:
            body, _, last = node.children
            for value in literals(body):
                yield last, Node("rational", str(value))
        elif (steps := _steps(node)) is not None:
            yield from _meetings_of_step(node, steps)


def _steps(node: Node) -> Steps | None:
    return FUNCTIONS[node.name].steps if node.operation == "call" else None


def _meetings_of_step(node: Node, steps: Steps) -> Iterator[tuple[Node, Node]]:
    first = node.children[0]
    match steps:
        case Steps.BETWEEN_ARGUMENTS:
            yield from combinations(node.children, 2)
        case Steps.AT_INTEGERS:
            yield from ((first, whole) for whole in _WHOLE)
        case Steps.AT_ZERO:
            yield first, _ZERO
