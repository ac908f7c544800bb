"""Growth bounds, compared exactly: whether an answer is Θ of what is expected.

    >>> premises = Premises({name: parse_domain("size") for name in "ndr"})
    >>> growth(parse("n**2*d"), parse("n**2*d + n*d*r"), premises)
    GrowthOutcome(verdict='loose', direction='r -> oo, n = d = 1', ...)

Symbols are sizes: they are at least 1, and bounds are meant for large ones. Constant factors do
not matter, nor do terms that others outgrow within the regime. How that is decided stands in
`asymptotics.regime`; what cannot be decided is "unknown".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from autograder.expression.asymptotics.curves import curves
from autograder.expression.asymptotics.directions import find_direction
from autograder.expression.asymptotics.monomials import TooLarge
from autograder.expression.asymptotics.multinomials import without_factorials
from autograder.expression.asymptotics.order_bounds import (
    OrderBounds,
    same_as_written,
    without_common_part,
)
from autograder.expression.asymptotics.orders import Order
from autograder.expression.asymptotics.regime import Bounded, Ray, Regime
from autograder.expression.asymptotics.stated import GrowthError, no_size, stated_regime
from autograder.expression.asymptotics.terms import dominated_terms
from autograder.expression.domain import Domain
from autograder.expression.premises import Premises
from autograder.expression.render import plain
from autograder.expression.statement import StatementError, resolved
from autograder.expression.tree import Node, free_symbols, substitute

__all__ = ["BoundOutcome", "GrowthError", "GrowthOutcome", "bound", "growth"]

_MAX_PAIRS = 4_000
_MAX_NAMED = 3


@dataclass(frozen=True, slots=True)
class GrowthOutcome:
    """What is known of an answer.

    Attributes:
        verdict: ``"theta"``: of the same order; ``"loose"``: an upper bound that is not tight;
            ``"not_bound"``: no upper bound; ``"unknown"``: undecided; ``"error"``: no answer.
        direction: Where the answer is too large (loose) or too small (not_bound), as in
            ``"h -> oo, n = d = 1"``.
        dominated: The terms of the answer, as they were written, that can be left out.
        outgrown: Those of them that others certainly outgrow; the rest are no larger than others.
        reason: Why it is undecided or no answer.
    """

    verdict: Literal["theta", "loose", "not_bound", "unknown", "error"]
    direction: str = ""
    dominated: tuple[str, ...] = ()
    outgrown: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BoundOutcome:
    """Whether one quantity is O of another.

    Attributes:
        holds: None if undecided.
        direction: Where the first outgrows the second, if it does.
        reason: Why it is undecided.
    """

    holds: bool | None
    direction: str = ""
    reason: str = ""


def growth(
    expected: Node,
    submitted: Node,
    premises: Premises,
    *,
    regime: Sequence[str] = (),
) -> GrowthOutcome:
    """Compare an answer with the expected growth.

    They are compared as they are written first, and with what tied symbols are made of in their
    place where that shows no equality.

    Args:
        expected: The question's answer.
        submitted: The student's.
        premises: What is known of their symbols, of which those that occur are sizes or natural
            numbers; of the conditions, such as ``N >= 2``, count inequalities between monomials.
        regime: Inequalities between monomials, such as ``"m*k <= n"``, ``"d << n"`` or
            ``"m <= d*log(d)"``.

    Raises:
        GrowthError: The question's own part is at fault.
    """
    outcome = _growth(expected, submitted, premises, regime)
    if outcome.verdict in ("theta", "error"):
        return outcome
    made = _made(premises, expected, submitted)
    return outcome if made is None else _growth(*made, premises, regime)


def _made(premises: Premises, left: Node, right: Node) -> tuple[Node, Node] | None:
    """Return expressions with what tied symbols are made of; None if they have no such symbols."""
    if premises.ties.keys().isdisjoint(free_symbols(left) | free_symbols(right)):
        return None
    try:
        bodies = resolved(premises.ties)
    except StatementError as error:
        raise GrowthError(str(error)) from error
    return substitute(left, bodies), substitute(right, bodies)


def _regime(premises: Premises, lines: Sequence[str]) -> Regime:
    """Return what is stated of how symbols grow.

    Raises:
        GrowthError: A line is no inequality between monomials, or some symbol cannot grow.
    """
    symbols = tuple(premises.symbols.items())
    return _stated(tuple(lines), symbols, tuple(premises.conditions))


# An answer is compared with many others within one regime, which remembers what follows from it.
@lru_cache(maxsize=8)
def _stated(
    lines: tuple[str, ...], symbols: tuple[tuple[str, Domain], ...], conditions: tuple[Node, ...]
) -> Regime:
    return stated_regime(lines, dict(symbols), conditions)


def _growth(
    expected: Node, submitted: Node, premises: Premises, regime: Sequence[str]
) -> GrowthOutcome:
    symbols = premises.symbols
    stated = _regime(premises, regime)
    if wrong := no_size(expected, symbols):
        raise GrowthError(wrong)
    if wrong := no_size(submitted, symbols):
        return GrowthOutcome("error", reason=wrong)
    question = _Question(expected, submitted, stated, tuple(symbols))
    target, answer = OrderBounds.of(expected, stated), OrderBounds.of(submitted, stated)
    if target.negative:
        raise GrowthError("the expected growth is negative")
    if answer.is_zero or answer.negative:
        what = "zero" if answer.is_zero else "negative"
        return GrowthOutcome("not_bound", reason=f"the answer is {what}")
    outcome = _compared(target, answer, question)
    if outcome.verdict != "unknown":
        return outcome
    if same_as_written(expected, submitted, stated):
        return GrowthOutcome("theta")
    if sides := without_common_part(expected, submitted, stated):
        rest = _compared(*sides, question)
        if rest.verdict != "unknown":
            return replace(rest, dominated=())
    if direction := question.where(is_larger=expected, smaller=submitted):
        return GrowthOutcome("not_bound", direction)
    if question.has_larger_factorial():
        below = _bound(answer, target, stated, question.names)
        direction = below.direction if below.holds is False else ""
        if direction := direction or question.where(is_larger=submitted, smaller=expected):
            return GrowthOutcome("loose", direction)
    if target.reason and not same_as_written(expected, expected, stated):
        raise GrowthError(f"the expected growth contains {target.reason}")
    return outcome


def _compared(target: OrderBounds, answer: OrderBounds, question: _Question) -> GrowthOutcome:
    """Compare the orders of growth between which both sides lie."""
    if target.reason or answer.reason:
        side, reason = ("answer", answer.reason) if answer.reason else ("question", target.reason)
        return GrowthOutcome("unknown", reason=f"the {side} contains {reason}")
    above = _bound(target, answer, question.regime, question.names)
    if above.holds is None:
        return GrowthOutcome("unknown", reason=above.reason)
    if not above.holds:
        return GrowthOutcome("not_bound", above.direction)
    below = _bound(answer, target, question.regime, question.names)
    if below.holds is not None:
        return question.same_order() if below.holds else GrowthOutcome("loose", below.direction)
    if direction := question.where(is_larger=question.submitted, smaller=question.expected):
        return GrowthOutcome("loose", direction)
    return GrowthOutcome("unknown", reason=f"an upper bound, but {below.reason}")


@dataclass(frozen=True, slots=True)
class _Question:
    """Two expressions that are compared within a regime."""

    expected: Node
    submitted: Node
    regime: Regime
    names: tuple[str, ...]

    def same_order(self) -> GrowthOutcome:
        """Say that the answer is of the order looked for, and what of it can be left out."""
        try:
            terms = dominated_terms(self.submitted, self.regime)
        except TooLarge:
            terms = []
        written = [(plain(found.term), found.outgrown) for found in terms]
        outgrown = tuple(text for text, is_outgrown in written if is_outgrown)
        return GrowthOutcome("theta", dominated=tuple(t for t, _ in written), outgrown=outgrown)

    def where(self, *, is_larger: Node, smaller: Node) -> str:
        """Return a curve on which one expression outgrows the other, in words, or nothing."""
        used = free_symbols(is_larger) | free_symbols(smaller) | self.regime.symbols
        order = [name for name in self.names if name in used]
        for curve in curves([*order, *sorted(used - set(order))], self.regime):
            large, small = curve.side(is_larger), curve.side(smaller)
            if large.lower and not large.negative:
                if small.is_zero or small.negative:
                    return curve.describe()
                if small.upper and _bound(large, small, Regime(), ()).holds is False:
                    return curve.describe()
        return ""

    def has_larger_factorial(self) -> bool:
        """Return whether the submitted expression is an upper bound by a factorial of a sum."""
        rest = without_factorials(self.expected, self.submitted, self.regime)
        if rest is None:
            return False
        smaller, larger = (OrderBounds.of(root, self.regime) for root in rest)
        if any(side.reason or side.negative or side.is_zero for side in (smaller, larger)):
            return False
        return bool(_bound(smaller, larger, self.regime, self.names).holds)


def bound(
    smaller: Node,
    larger: Node,
    premises: Premises,
    *,
    regime: Sequence[str] = (),
) -> BoundOutcome:
    """Decide whether the smaller quantity is O(the larger one); arguments as for `growth`.

    Raises:
        GrowthError: The regime or one of the quantities is at fault.
    """
    outcome = _bounded(smaller, larger, premises, regime)
    if outcome.holds:
        return outcome
    made = _made(premises, smaller, larger)
    return outcome if made is None else _bounded(*made, premises, regime)


def _bounded(
    smaller: Node, larger: Node, premises: Premises, regime: Sequence[str]
) -> BoundOutcome:
    symbols = premises.symbols
    stated = _regime(premises, regime)
    left, right = (_side_of_question(root, stated, symbols) for root in (smaller, larger))
    outcome = _bound(left, right, stated, [*symbols])
    if outcome.holds is None:
        question = _Question(larger, smaller, stated, tuple(symbols))
        if direction := question.where(is_larger=smaller, smaller=larger):
            return BoundOutcome(False, direction=direction)
    return outcome


def _bound(
    smaller: OrderBounds, larger: OrderBounds, regime: Regime, order: Sequence[str]
) -> BoundOutcome:
    """Decide whether all that is between two orders is O of all that is between two others."""
    outcome = _bound_of_orders(smaller.upper, larger.lower, regime, order)
    if not outcome.holds and (smaller.lower, larger.lower) != (smaller.upper, larger.upper):
        shown = _bound_of_orders(smaller.lower, larger.upper, regime, order)
        if shown.holds is False:
            return shown
        reason = "one side is only known to lie between two orders of growth"
        return BoundOutcome(None, reason=reason)
    return outcome


def _bound_of_orders(
    smaller: Order | None, larger: Order | None, regime: Regime, order: Sequence[str]
) -> BoundOutcome:
    if smaller is None or larger is None:
        return BoundOutcome(smaller is None)
    try:
        left = Order.quotient(smaller.numerator) * Order.quotient(larger.denominator)
        right = Order.quotient(larger.numerator) * Order.quotient(smaller.denominator)
        if len(left.numerator) * len(right.numerator) > _MAX_PAIRS:
            return BoundOutcome(None, reason="there are too many terms")
        outcomes = {term: regime.bounded(term, right.numerator) for term in left.numerator}
        open_terms = [term for term, proof in outcomes.items() if not isinstance(proof, Bounded)]
        if not open_terms:
            return BoundOutcome(True)
        rays = [outcome for outcome in outcomes.values() if isinstance(outcome, Ray)]
        direction = find_direction(open_terms, right.numerator, regime, rays=rays, order=order)
    except TooLarge as error:
        return BoundOutcome(None, reason=f"the comparison needs {error}")
    if direction is None:
        others = " + ".join(map(str, right.numerator[:_MAX_NAMED]))
        more = " + ..." * (len(right.numerator) > _MAX_NAMED)
        reason = f"it was not decided which grows faster: {open_terms[0]} or {others}{more}"
        return BoundOutcome(None, reason=reason)
    # Below its threshold a difference may vanish, and a logarithm does at 1.
    plain = smaller.everywhere and larger.everywhere and not regime.sets_minimum
    others_than_sizes = any(
        generator.kind != "symbol"
        for term in [*left.numerator, *right.numerator]
        for generator in term.generators
    )
    still = " = 1" if plain and not others_than_sizes else " fixed"
    return BoundOutcome(False, direction=direction.describe(still=still))


def _side_of_question(root: Node, regime: Regime, symbols: Mapping[str, Domain]) -> OrderBounds:
    if wrong := no_size(root, symbols):
        raise GrowthError(wrong)
    side = OrderBounds.of(root, regime)
    if side.reason:
        raise GrowthError(f"the expected growth contains {side.reason}")
    if side.negative:
        raise GrowthError("the expected growth is negative")
    return side
