"""Growth bounds, compared exactly: whether an answer is Θ of what is expected.

    >>> symbols = {name: parse_domain("size") for name in "ndr"}
    >>> growth(parse("n**2*d"), parse("n**2*d + n*d*r"), symbols=symbols)
    GrowthOutcome(verdict='loose', direction='r -> oo, n = d = 1', dominated=(), reason='')

Symbols are sizes: they are at least 1, and bounds are meant for large ones. Constant factors do
not matter, nor do terms that others outgrow within the regime. How that is decided stands in
`asymptotics.regime`; what cannot be decided is "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from autograder.expression.asymptotics.curves import curves
from autograder.expression.asymptotics.directions import find_direction
from autograder.expression.asymptotics.monomials import Polynomial, TooLarge
from autograder.expression.asymptotics.multinomials import without_factorials
from autograder.expression.asymptotics.orders import Order, Quantity, Undecided, order_of
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Bounded, Constraint, Ray, Regime
from autograder.expression.asymptotics.sides import Side, same_as_written, without_common_part
from autograder.expression.domain import Domain
from autograder.expression.text import parse
from autograder.expression.tree import Node, TreeError, free_symbols, postorder

__all__ = ["BoundOutcome", "GrowthError", "GrowthOutcome", "bound", "growth"]

_SIZES = ("natural", "size")
_RELATION = re.compile(r"(<<|<=|>>|>=)")
_MAX_PAIRS = 4_000
_MAX_NAMED = 3


class GrowthError(ValueError):
    """A question that cannot be decided for any answer: its regime, its symbols or its answer."""


@dataclass(frozen=True, slots=True)
class GrowthOutcome:
    """What is known of an answer.

    Attributes:
        verdict: ``"theta"``: of the same order; ``"loose"``: an upper bound that is not tight;
            ``"not_bound"``: no upper bound; ``"unknown"``: undecided; ``"error"``: no answer.
        direction: Where the answer is too large (loose) or too small (not_bound), as in
            ``"h -> oo, n = d = 1"``.
        dominated: The terms of the answer that others outgrow, in the order written.
        reason: Why it is undecided or no answer.
    """

    verdict: Literal["theta", "loose", "not_bound", "unknown", "error"]
    direction: str = ""
    dominated: tuple[str, ...] = ()
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
    *,
    symbols: Mapping[str, Domain],
    regime: Sequence[str] = (),
) -> GrowthOutcome:
    """Compare an answer with the expected growth.

    Args:
        expected: The question's answer.
        submitted: The student's.
        symbols: The declared symbols; those that occur are sizes or natural numbers.
        regime: Inequalities between monomials, such as ``"m*k <= n"``, ``"d << n"`` or
            ``"m <= d*log(d)"``.

    Raises:
        GrowthError: The question's own part is at fault.
    """
    stated = _regime(regime, symbols)
    if wrong := _no_size(expected, symbols):
        raise GrowthError(wrong)
    if wrong := _no_size(submitted, symbols):
        return GrowthOutcome("error", reason=wrong)
    question = _Question(expected, submitted, stated, tuple(symbols))
    target, answer = Side.of(expected, stated), Side.of(submitted, stated)
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


def _compared(target: Side, answer: Side, question: _Question) -> GrowthOutcome:
    """Compare the orders of growth between which both sides lie."""
    if target.reason or answer.reason:
        side, reason = ("answer", answer.reason) if answer.reason else ("question", target.reason)
        return GrowthOutcome("unknown", reason=f"the {side} contains {reason}")
    dominated: tuple[str, ...] = ()
    if answer.upper and answer.lower == answer.upper:
        try:
            terms = question.regime.leading(answer.upper.numerator)
        except TooLarge as error:
            return GrowthOutcome("unknown", reason=f"the answer contains {error}")
        names = _names_in_order(question.submitted)
        dominated = tuple(t.written(names) for t in answer.upper.numerator if t not in terms)
    above = _bound(target, answer, question.regime, question.names)
    if above.holds is None:
        return GrowthOutcome("unknown", reason=above.reason)
    if not above.holds:
        return GrowthOutcome("not_bound", above.direction, dominated)
    below = _bound(answer, target, question.regime, question.names)
    if below.holds is not None:
        verdict: Literal["theta", "loose"] = "theta" if below.holds else "loose"
        return GrowthOutcome(verdict, below.direction, dominated)
    if direction := question.where(is_larger=question.submitted, smaller=question.expected):
        return GrowthOutcome("loose", direction, dominated)
    return GrowthOutcome("unknown", reason=f"an upper bound, but {below.reason}")


@dataclass(frozen=True, slots=True)
class _Question:
    """Two expressions that are compared within a regime."""

    expected: Node
    submitted: Node
    regime: Regime
    names: tuple[str, ...]

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
        smaller, larger = (Side.of(root, self.regime) for root in rest)
        if any(side.reason or side.negative or side.is_zero for side in (smaller, larger)):
            return False
        return bool(_bound(smaller, larger, self.regime, self.names).holds)


def bound(
    smaller: Node,
    larger: Node,
    *,
    symbols: Mapping[str, Domain],
    regime: Sequence[str] = (),
) -> BoundOutcome:
    """Decide whether the smaller quantity is O(the larger one); arguments as for `growth`.

    Raises:
        GrowthError: The regime or one of the quantities is at fault.
    """
    stated = _regime(regime, symbols)
    left, right = (_side_of_question(root, stated, symbols) for root in (smaller, larger))
    outcome = _bound(left, right, stated, [*symbols])
    if outcome.holds is None:
        question = _Question(larger, smaller, stated, tuple(symbols))
        if direction := question.where(is_larger=smaller, smaller=larger):
            return BoundOutcome(False, direction=direction)
    return outcome


def _bound(smaller: Side, larger: Side, regime: Regime, order: Sequence[str]) -> BoundOutcome:
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


def _side_of_question(root: Node, regime: Regime, symbols: Mapping[str, Domain]) -> Side:
    if wrong := _no_size(root, symbols):
        raise GrowthError(wrong)
    side = Side.of(root, regime)
    if side.reason:
        raise GrowthError(f"the expected growth contains {side.reason}")
    if side.negative:
        raise GrowthError("the expected growth is negative")
    return side


def _no_size(root: Node, symbols: Mapping[str, Domain]) -> str:
    """Return what is wrong with the symbols of an expression, or nothing."""
    dimensions = frozenset[str]().union(*(d.dimension_names for d in symbols.values()))
    names = sorted(free_symbols(root))
    unknown = [name for name in names if name not in symbols and name not in dimensions]
    if unknown:
        return f"unknown symbols: {', '.join(unknown)}"
    others = [
        f"{n} ({symbols[n]})" for n in names if n in symbols and symbols[n].kind not in _SIZES
    ]
    return f"symbols that are no sizes: {', '.join(others)}" if others else ""


def _names_in_order(root: Node) -> list[str]:
    return list(dict.fromkeys(n.name for n in postorder(root) if n.operation == "symbol"))


def _regime(lines: Sequence[str], symbols: Mapping[str, Domain]) -> Regime:
    """Read inequalities such as ``2 <= B <= N`` and ``d << n``."""
    constraints = []
    for line in lines:
        first, *rest = _RELATION.split(line)
        if not rest:
            raise GrowthError(f"`{line}` is no inequality (with <=, <<, >= or >>)")
        for relation, right in zip(rest[::2], rest[1::2], strict=True):
            pair = (first, right) if relation.startswith("<") else (right, first)
            constraints.append(_constraint(*pair, relation in ("<<", ">>"), line, symbols))
            first = right
    stated = Regime(tuple(constraints))
    if stated.interior() is None:
        raise GrowthError(f"a regime in which some symbol cannot grow: {', '.join(lines)}")
    return stated


def _constraint(
    smaller: str, larger: str, grows: bool, line: str, symbols: Mapping[str, Domain]
) -> Constraint:
    sides = []
    factors: list[Fraction | None] = []
    for text in (smaller, larger):
        try:
            root = parse(text, symbols)
            quantity = read(root, Regime())
            order = order_of(quantity, Regime())
        except (TreeError, Undecided, TooLarge) as error:
            raise GrowthError(f"`{line}`: {error}") from error
        if wrong := _no_size(root, symbols):
            raise GrowthError(f"`{line}`: {wrong}")
        kinds = {generator.kind for term in order.numerator for generator in term.generators}
        if len(order.numerator) != 1 or order.negative or not kinds <= {"symbol", "log"}:
            raise GrowthError(f"`{line}` is no inequality between monomials")
        sides.append(order.numerator[0])
        factors.append(_factor(quantity))
    small, large = factors
    literal = grows or (small is not None and large is not None and small >= large)
    return Constraint(sides[1] / sides[0], grows, literal)


def _factor(quantity: Quantity) -> Fraction | None:
    """Return the rational factor of a monomial, or None where it is another one."""
    if not isinstance(quantity, Polynomial):
        return None
    ((monomial, factor),) = quantity.terms.items()
    return None if monomial.numbers.powers else factor
