"""One side of a comparison: between which orders of growth an expression lies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from autograder.expression.asymptotics.binomial_sums import without_binomial_sums
from autograder.expression.asymptotics.cases import without_cases
from autograder.expression.asymptotics.monomials import Polynomial, TooLarge
from autograder.expression.asymptotics.orders import (
    Order,
    Quantity,
    Range,
    UndecidedGrowth,
    order_of,
)
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Bounded, Regime
from autograder.expression.tree import Node

__all__ = ["OrderBounds", "same_as_written", "without_common_part"]


@dataclass(frozen=True, slots=True)
class OrderBounds:
    """An expression up to constant factors, as far as it is known.

    Attributes:
        lower: What it is at least; None where that is zero.
        upper: What it is at most; None where it is zero.
        negative: Whether it is negative; then both orders are those of its absolute value.
        reason: Why nothing of this is known.
    """

    lower: Order | None = None
    upper: Order | None = None
    negative: bool = False
    reason: str = ""

    @classmethod
    def of(cls, root: Node, regime: Regime) -> OrderBounds:
        """Read an expression."""
        try:
            quantity = read(_prepared(root, regime), regime)
            if quantity.is_zero:
                return cls()
            if isinstance(quantity, Range):
                return cls(quantity.lower, quantity.upper, quantity.negative)
            order = order_of(quantity, regime)
        except (UndecidedGrowth, TooLarge) as error:
            return cls(reason=str(error))
        positive = -order if order.negative else order
        return cls(positive, positive, order.negative)

    @property
    def is_zero(self) -> bool:
        """Whether the expression is zero."""
        return not self.reason and self.upper is None


def _prepared(root: Node, regime: Regime) -> Node:
    return without_binomial_sums(without_cases(root, regime))


def same_as_written(left: Node, right: Node, regime: Regime) -> bool:
    """Return whether two expressions are of the same order by what stands in them.

    What is not decided in them, such as the sign of ``n - d``, is kept as it is written.
    """
    try:
        quantities = [read(_prepared(root, regime), regime, written=True) for root in (left, right)]
        if any(quantity.is_zero for quantity in quantities):
            return False
        if _is_multiple(*quantities):
            return True
        orders = [order_of(quantity, regime) for quantity in quantities]
        return not any(order.negative for order in orders) and all(
            isinstance(regime.bounded(term, quotient.denominator), Bounded)
            for quotient in (orders[0] / orders[1], orders[1] / orders[0])
            for term in quotient.numerator
        )
    except (UndecidedGrowth, TooLarge):
        return False


def without_common_part(
    smaller: Node, larger: Node, regime: Regime
) -> tuple[OrderBounds, OrderBounds] | None:
    """Return two sides without a positive factor of both that is known between two orders only.

    Of ``(n - 1)**d`` and ``2**n*(n - 1)**d`` these are 1 and 2**n. None where they have no such
    factor, or something else that is not known.
    """
    try:
        orders = [
            order_of(read(_prepared(root, regime), regime, written=True, positive=True), regime)
            for root in (smaller, larger)
        ]
        if any(order.negative for order in orders):
            return None
        quotient = orders[0] / orders[1]
        sides = [replace(Order.quotient(terms), everywhere=False)
                 for terms in (quotient.numerator, quotient.denominator)]  # fmt: skip
    except (UndecidedGrowth, TooLarge):
        return None
    if any(g.kind == "written" for o in sides for term in o.numerator for g in term.generators):
        return None
    first, second = (OrderBounds(order, order) for order in sides)
    return first, second


def _is_multiple(left: Quantity, right: Quantity) -> bool:
    """Return whether one exact sum is a positive multiple of another."""
    if not isinstance(left, Polynomial) or not isinstance(right, Polynomial):
        return False
    first = next(iter(left.terms))
    if left.terms.keys() != right.terms.keys():
        return False
    factor = right.terms[first] / left.terms[first]
    return factor > 0 and right == left * Polynomial.of(factor)
