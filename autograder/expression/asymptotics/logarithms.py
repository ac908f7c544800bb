"""Differences of logarithms: log(n + 1) - log(n), which is log(1 + 1/n)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import mul

from autograder.expression.asymptotics.monomials import MAX_TERMS, Polynomial
from autograder.expression.asymptotics.orders import Order, UndecidedGrowth, order_of
from autograder.expression.asymptotics.powers import exponential_function
from autograder.expression.asymptotics.regime import Bounded, Regime

__all__ = ["difference_of_logarithms"]


def difference_of_logarithms(
    exact: Polynomial, orders: Sequence[Order], regime: Regime
) -> Order | None:
    """Return the order of a sum of logarithms of either sign, and of what is exact.

    It is log(1 + x) with x = (a - b)/b, where a and b are the products of what the logarithms are
    taken of. Where x is bounded and positive that lies between two multiples of x, and where x is
    small it does whatever its sign.

    Raises:
        UndecidedGrowth: Both products are the same, or neither is certain to be larger.
    """
    above, below = (
        [order.antilog for order in orders if order.negative == negative]
        for negative in (False, True)
    )
    rest = exponential_function(-exact, regime)
    if not isinstance(rest, Polynomial):
        return None
    factors = [[Polynomial.of(1), *above], [rest, *below]]
    if any(factor is None for side in factors for factor in side):
        return None
    known = [[factor for factor in side if factor is not None] for side in factors]
    if any(_size(side) > MAX_TERMS for side in known):
        return None
    first, second = (reduce(mul, side) for side in known)
    difference = order_of(first - second, regime)
    divisor = order_of(second, regime)
    if divisor.negative or order_of(first, regime).negative:
        raise UndecidedGrowth("the logarithm of a negative quantity")
    quotient = difference / divisor
    positive = -quotient if quotient.negative else quotient
    is_small = all(
        regime.negligible(term, positive.denominator)
        if quotient.negative
        else isinstance(regime.bounded(term, positive.denominator), Bounded)
        for term in positive.numerator
    )
    return replace(quotient, everywhere=False) if is_small else None


def _size(factors: Sequence[Polynomial]) -> int:
    return reduce(mul, (len(factor.terms) for factor in factors))
