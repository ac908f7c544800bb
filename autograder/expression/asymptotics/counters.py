"""Sums and products over a symbol that runs from a number to what grows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.factorials import factorial
from autograder.expression.asymptotics.monomials import Monomial, Polynomial
from autograder.expression.asymptotics.orders import Quantity, UndecidedGrowth, grows, order_of
from autograder.expression.asymptotics.powers import exponential, power, product
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.asymptotics.summation import exact_sum, order_of_sum
from autograder.expression.tree import Node

__all__ = ["read_product", "read_sum"]


def read_sum(node: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    """Read a sum, of its body and its limits.

    Raises:
        UndecidedGrowth: The body is not known for every index, or the last index does not grow.
    """
    body, _, last = children
    first = _first_index(node, children, regime)
    if isinstance(body, Polynomial) and isinstance(last, Polynomial):
        closed_form = exact_sum(body, node.name, first, last)
        if closed_form is not None:
            return closed_form
    return order_of_sum(order_of(body, regime), node.name, first, last, regime)


def read_product(node: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    """Read a product of equal factors, or of those of a factorial.

    Raises:
        UndecidedGrowth: The factors are others, or the last index does not grow.
    """
    body, _, last = children
    first = _first_index(node, children, regime)
    if not isinstance(body, Polynomial) or not isinstance(last, Polynomial):
        raise UndecidedGrowth("a product of what is not exact")
    if any(coefficient.denominator != 1 for coefficient in last.terms.values()):
        raise UndecidedGrowth("a product whose last index may be no integer")
    count = last + Polynomial.of(1 - first)
    if not _depends(body, node.name):
        return exponential(body, count, regime)
    ends = (Polynomial.of(first), last)
    symbol = Monomial.of("symbol", node.name)
    if not _depends(rest := body + Polynomial.of(symbol), node.name):
        # (a - first) ... (a - last)
        top, bottom = (rest - end for end in ends)
        below = factorial(bottom - Polynomial.of(1), regime)
        return product(factorial(top, regime), power(below, Fraction(-1), regime), regime)
    if _depends(constant := body * Polynomial.of(symbol) ** -1, node.name) or first < 1:
        raise UndecidedGrowth("a product of factors that differ")
    skipped = Polynomial.of(Fraction(1, math.factorial(first - 1)))
    factors = [factorial(last, regime), skipped, exponential(constant, count, regime)]
    return reduce(lambda left, right: product(left, right, regime), factors)


def _depends(body: Polynomial, name: str) -> bool:
    return any(name in term.symbols for term in body.terms)


def _first_index(node: Node, children: Sequence[Quantity], regime: Regime) -> int:
    """Return the first index of a sum or product, a number, whose last index grows."""
    _, first, last = children
    start = first.number if isinstance(first, Polynomial) else None
    if start is None or start.denominator != 1 or node.name in regime.symbols:
        raise UndecidedGrowth(f"a {node.operation} whose first index is not a number")
    is_number = isinstance(last, Polynomial) and last.is_constant
    if is_number or not grows(order_of(last, regime), regime):
        raise UndecidedGrowth(f"a {node.operation} whose last index does not grow")
    return int(start)
