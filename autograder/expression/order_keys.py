"""A key of an order of growth: what is Θ of each other within a regime has the same one, mostly.

Where it has not, as in a regime in which two different monomials are of one order, `growth` says
so of the two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from autograder.expression.asymptotics.monomials import Monomial, TooLarge
from autograder.expression.asymptotics.order_bounds import OrderBounds
from autograder.expression.asymptotics.regime import Bounded, Regime
from autograder.expression.asymptotics.stated import GrowthError, no_size, stated_regime
from autograder.expression.premises import Premises
from autograder.expression.statement import StatementError, resolved
from autograder.expression.tree import Node, substitute

__all__ = ["order_key"]

_MOST_TERMS = 40


def order_key(root: Node, premises: Premises, *, regime: Sequence[str] = ()) -> str | None:
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
    text = " / ".join(" + ".join(terms) for terms in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def _largest(terms: Iterable[Monomial], regime: Regime) -> list[str]:
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
    return [str(term) for term in left]
