"""Products of factorials beside the factorial of a sum: a! b! is at most (a + b)!."""

from __future__ import annotations

from functools import reduce
from operator import add

from autograder.expression.asymptotics.monomials import Polynomial, TooLarge
from autograder.expression.asymptotics.orders import UndecidedGrowth
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.tree import Node

__all__ = ["without_factorials"]


def without_factorials(smaller: Node, larger: Node, regime: Regime) -> tuple[Node, Node] | None:
    """Return what is left of both without factorials whose product is smaller in the smaller one.

    Multinomial coefficients are at least 1. None where the larger one has not one factorial of a
    sum that is at least that of all arguments in the smaller one.
    """
    (few, rest), (many, other) = (_factorials(root) for root in (larger, smaller))
    if len(few) != 1 or not many:
        return None
    try:
        counts = [read(argument, regime) for argument in (*few, *many)]
    except (UndecidedGrowth, TooLarge):
        return None
    exact = [count for count in counts if isinstance(count, Polynomial)]
    if len(exact) < len(counts) or any(_has_negative(count) for count in exact):
        return None
    return None if _has_negative(exact[0] - reduce(add, exact[1:])) else (other, rest)


def _factorials(root: Node) -> tuple[list[Node], Node]:
    """Return the arguments of the factorials in a product, and the product of the others."""
    arguments: list[Node] = []
    others: list[Node] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.operation == "mul":
            stack.extend(node.children)
        elif node.operation == "call" and node.name == "factorial":
            arguments.append(node.children[0])
        else:
            others.append(node)
    return arguments, Node("mul", "", (Node("rational", "1"), *others))


def _has_negative(exact: Polynomial) -> bool:
    return any(coefficient < 0 for coefficient in exact.terms.values())
