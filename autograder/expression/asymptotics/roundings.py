"""Floors and ceilings of quantities that grow, or are at least 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from autograder.expression.asymptotics.monomials import ONE, Polynomial
from autograder.expression.asymptotics.orders import (
    CONSTANT,
    Quantity,
    Range,
    UndecidedGrowth,
    grows,
    order_of,
)
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.tree import Node

__all__ = ["ceiling", "floor"]


def ceiling(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    """Return a ceiling, which is as large as its argument and 1.

    Raises:
        UndecidedGrowth: The argument is not certain to be positive.
    """
    if isinstance(children[0], Polynomial) and (number := children[0].number) is not None:
        return Polynomial.of(math.ceil(number))
    order = order_of(children[0], regime)
    if order.negative:
        raise UndecidedGrowth("a negative quantity, rounded")
    return order + CONSTANT


def floor(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    """Return a floor, which is as large as its argument where that is at least 1.

    Raises:
        UndecidedGrowth: The argument is not certain to be positive.
    """
    if isinstance(children[0], Polynomial) and (number := children[0].number) is not None:
        return Polynomial.of(math.floor(number))
    order = order_of(children[0], regime)
    if order.negative:
        raise UndecidedGrowth("a negative quantity, rounded")
    is_large = _is_at_least_one(children[0], regime)
    if is_large or grows(order, regime):
        everywhere = is_large and order.everywhere and _holds_everywhere(children[0], regime)
        return replace(order, everywhere=everywhere, radicand=None, antilog=None)
    # Below 1 it is zero, and above at most a square: x**2/(1 + x) up to a constant factor.
    return Range(None, order * order / (order + CONSTANT))


def _is_at_least_one(quantity: Quantity, regime: Regime) -> bool:
    """Return whether an exact sum of positive terms has one that is certainly at least 1."""
    if not isinstance(quantity, Polynomial) or min(quantity.terms.values()) < 0:
        return False
    return any(
        coefficient >= 1 and not term.numbers.powers and regime.at_most(ONE, term)
        for term, coefficient in quantity.terms.items()
    )


def _holds_everywhere(quantity: Quantity, regime: Regime) -> bool:
    """Return whether all that is known of an exact sum of sizes holds for all of them, from 1."""
    terms = quantity.terms if isinstance(quantity, Polynomial) else ()
    generators = [g for c in regime.constraints for g in c.ratio.generators]
    generators += [g for term in terms for g in term.generators]
    return not regime.has_gaps and all(generator.kind == "symbol" for generator in generators)
