"""The terms of an answer as they were written, and which of them can be left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.expression.asymptotics.monomials import MAX_TERMS, ONE, Monomial, TooLarge
from autograder.expression.asymptotics.order_bounds import OrderBounds
from autograder.expression.asymptotics.regime import Bounded, Regime
from autograder.expression.tree import Node

__all__ = ["Dominated", "dominated_terms"]


@dataclass(frozen=True, slots=True)
class Dominated:
    """A term that can be left out of its sum.

    Attributes:
        term: The term as it was written.
        outgrown: Whether the others certainly outgrow it; else it is no larger than they are.
    """

    term: Node
    outgrown: bool


def dominated_terms(root: Node, regime: Regime) -> list[Dominated]:
    """Return the terms that can be left out of the sums that an expression is a product of.

    All of them together can be. A sum with a term that is not read exactly keeps all of its terms.

    Raises:
        TooLarge: There are too many terms.
    """
    sums = [_summands(total) for total in _sums(root)]
    if sum(map(len, sums)) > MAX_TERMS:
        raise TooLarge(f"more than {MAX_TERMS} terms")
    return [found for terms in sums for found in _of_sum(terms, regime)]


def _sums(root: Node) -> Iterator[Node]:
    """Yield the sums among the factors of an expression, and in powers of them."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.operation == "add":
            yield node
        elif node.operation == "mul":
            waiting += reversed(node.children)
        elif node.operation == "pow" and _is_positive_number(node.children[1]):
            waiting.append(node.children[0])


def _is_positive_number(node: Node) -> bool:
    return node.operation == "rational" and node.fraction() > 0


def _summands(total: Node) -> list[Node]:
    """Return the terms of a sum, and of the sums among them, from left to right."""
    found: list[Node] = []
    waiting = [total]
    while waiting:
        node = waiting.pop()
        if node.operation == "add":
            waiting += reversed(node.children)
        else:
            found.append(node)
    return found


def _of_sum(terms: Sequence[Node], regime: Regime) -> list[Dominated]:
    orders = [_exact_order(term, regime) for term in terms]
    if not all(orders):
        return []
    kept = list(range(len(terms)))
    for place in range(len(terms)):
        others = [monomial for other in kept if other != place for monomial in orders[other]]
        if others and all(_is_bounded(monomial, others, regime) for monomial in orders[place]):
            kept.remove(place)
    rest = [monomial for place in kept for monomial in orders[place]]
    return [
        Dominated(term, all(regime.negligible(monomial, rest) for monomial in orders[place]))
        for place, term in enumerate(terms)
        if place not in kept
    ]


def _exact_order(term: Node, regime: Regime) -> Sequence[Monomial]:
    """Return the monomials whose sum a term is of the order of; none where that is not known."""
    side = OrderBounds.of(term, regime)
    is_exact = side.upper is not None and side.lower == side.upper and not side.negative
    if not is_exact or side.reason or side.upper is None or side.upper.denominator != (ONE,):
        return ()
    return side.upper.numerator


def _is_bounded(monomial: Monomial, others: Sequence[Monomial], regime: Regime) -> bool:
    return isinstance(regime.bounded(monomial, others), Bounded)
