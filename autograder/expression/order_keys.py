"""A key of an order of growth: what is Θ of each other within a regime has the same one, mostly.

Where it has not, as with logarithms and quotients of sums, `growth` says so of the two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.expression.asymptotics.monomials import ONE, Monomial, TooLarge
from autograder.expression.asymptotics.order_bounds import OrderBounds
from autograder.expression.asymptotics.regime import Bounded, Regime
from autograder.expression.asymptotics.stated import GrowthError, no_size, stated_regime
from autograder.expression.premises import Premises
from autograder.expression.statement import StatementError, resolved
from autograder.expression.tree import Node, substitute

__all__ = ["OrderKey", "order_key"]

_MOST_TERMS = 40


@dataclass(frozen=True, slots=True)
class OrderKey:
    """The key of an order of growth.

    Args:
        digest: The same for orders that are certainly the same.
        is_normal: Whether others with another digest are certainly of another order: where it is
            a sum of products of powers of symbols. A regime has room in all directions, so that no
            two such products are of one order, and those count that others do not outgrow.
    """

    digest: str
    is_normal: bool


def order_key(root: Node, premises: Premises, *, regime: Sequence[str] = ()) -> OrderKey | None:
    """Return the key of an order; None where the order is not known exactly.

    Args:
        root: The expression for it.
        premises: What is known of its symbols.
        regime: Inequalities between monomials, as for `growth`.
    """
    if no_size(root, premises.symbols):
        return None
    try:
        stated = stated_regime(regime, premises.symbols, premises.conditions)
        bounds = OrderBounds.of(substitute(root, resolved(premises.ties)), stated)
        order = bounds.upper
        if order is None or bounds.lower != order or bounds.negative:
            return None
        parts = [_largest(terms, stated) for terms in (order.numerator, order.denominator)]
    except (GrowthError, StatementError, TooLarge):
        return None
    text = " / ".join(" + ".join(map(str, terms)) for terms in parts)
    is_normal = order.denominator == (ONE,) and all(
        generator.kind == "symbol" for term in parts[0] for generator in term.generators
    )
    return OrderKey(hashlib.sha256(text.encode()).hexdigest(), is_normal)


def _largest(terms: Iterable[Monomial], regime: Regime) -> list[Monomial]:
    """Return the terms that no others outgrow, in an order that does not depend on theirs.

    Raises:
        TooLarge: There are too many of them.
    """
    left = sorted(set(terms), key=str)
    if len(left) > _MOST_TERMS:
        raise TooLarge(f"more than {_MOST_TERMS} terms")
    for term in tuple(left):
        others = [other for other in left if other is not term]
        if others and isinstance(regime.bounded(term, tuple(others)), Bounded):
            left = others
    return left
